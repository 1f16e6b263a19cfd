// The arrays of a model file, each checked before use.
#pragma once

#include <string>
#include <vector>

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/data/npz.h"

namespace layerwise {

inline constexpr Index kAnySize = -1;

// The numbers of that name, as a matrix; (n) becomes (n × 1). `shape` may hold kAnySize, which
// stands for any size but 0. Errors, without the file's name: there is no such array, it is text,
// another shape, a number that is not finite.
Result<Matrix<double>> number_array(const Npz& arrays, const std::string& name,
                                    const std::vector<Index>& shape);

// The texts of that name. Errors, without the file's name: it is numbers, or not `count` texts.
// REQUIRES: there is such an array.
Result<std::vector<std::string>> text_array(const Npz& arrays, const std::string& name,
                                            std::size_t count);

// One-dimensional, for writing.
NpyArray array_of_texts(std::vector<std::string> texts);

}  // namespace layerwise
