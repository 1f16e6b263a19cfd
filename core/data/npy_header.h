// The header of a .npy file, apart from the data it describes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/matrix.h"
#include "core/base/result.h"

namespace layerwise {

struct NpyHeader {
    std::string descr;           // the dtype: '<f8'
    bool fortran_order = false;  // the first index runs fastest
    std::vector<Index> shape;    // (3, 4), (5,) or () for a scalar
};

// A header and the bytes behind it, which the view borrows.
struct NpyParts {
    NpyHeader header;
    std::string_view data;
};

// Splits a .npy file of version 1, 2 or 3. Errors (without the file's name): no magic, a header
// cut short, not the three entries NumPy writes, sizes whose product is beyond 2⁶³.
Result<NpyParts> split_npy(std::string_view bytes);

// Magic, version 1.0 and the header, padded so that the data begin at a multiple of 64.
std::string format_npy_header(const NpyHeader& header);

}  // namespace layerwise
