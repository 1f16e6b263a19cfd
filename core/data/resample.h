// Pictures made smaller or larger by area averaging, a linear map on rows and on columns.
#pragma once

#include "core/data/image.h"

namespace layerwise {

// (rows × cols) of any picture: every new pixel is the mean of the area it covers,
//
//     result = R · image · Cᵀ,   R (rows × image.rows()),   C (cols × image.cols())
//
// where R(i, k) is the share of new row i that old row k covers: each row of R sums to 1.
// REQUIRES: nothing is empty.
Image resample(const Image& image, Index rows, Index cols);

}  // namespace layerwise
