// The symbols of tensors, as glyphs and as words, in the roles they play in an equation.
#pragma once

#include <string>

#include "core/trace/notation.h"

namespace layerwise {

struct SymbolStyle {
    bool transposed = false;
    bool per_sample = false;  // xₙ, one sample of a batch X
    bool prediction = false;  // ŷ for the last layer's a
};

// REQUIRES: the tensor is not Wx, whose symbol is a product and depends on the convention.
Formula symbol_glyphs(const Trace& trace, int tensor, SymbolStyle style);
std::string symbol_word(const Trace& trace, int tensor, SymbolStyle style);

// A whole formula in TeX.
std::string tex_of(const Formula& formula);

}  // namespace layerwise
