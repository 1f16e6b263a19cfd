// The arrays that a pass starts from, as a program writes them down.
#pragma once

#include <string>
#include <vector>

#include "core/trace/notation.h"

namespace layerwise {

// A statement that makes x, y, W1, b1, … of a program, in the shape that code() promises. Needs the
// functions of program_helpers().
std::string given_statement(const Trace& trace, const Tensor& tensor, Language language,
                            Convention convention);

bool is_given(const Tensor& tensor);

// The matrix row by row, as the convention writes it.
std::vector<double> in_c_order(const Tensor& tensor, Convention convention);

// show() and what unpacks base64, in that language.
std::string program_helpers(Language language);

}  // namespace layerwise
