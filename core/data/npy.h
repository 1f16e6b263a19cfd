// NumPy's .npy format: one array behind a header that is a Python dictionary in text.
//
// Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/data/npy_array.h"

namespace layerwise {

// No array read here is larger in memory than this: small files can promise anything.
inline constexpr std::size_t kMaxArrayBytes = std::size_t{1} << 30U;

// Versions 1, 2 and 3; types and orders as in npz.h. Errors begin with `where`.
Result<NpyArray> decode_npy(std::string_view bytes, const std::string& where);

// Version 1.0, C order. REQUIRES: as many values or texts as the shape says; Int64 values are
// whole and at most 2⁵³, texts are valid UTF-8.
std::string encode_npy(const NpyArray& array);

}  // namespace layerwise
