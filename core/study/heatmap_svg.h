// Small heatmaps for paper: a matrix as a picture in SVG.
#pragma once

#include <string>

#include "core/base/matrix.h"

namespace layerwise {

// At most this many cells a side; larger matrices are averaged in blocks.
inline constexpr Index kHeatmapSide = 16;

// Orange below 0, white at 0, blue above; gradients purple and green. One scale, ± the largest
// absolute value. Up to 6 × 6 cells have their numbers written in. Values that are no numbers are
// grey. Well-formed XML.
std::string heatmap_svg(const Matrix<double>& values, bool gradient);

}  // namespace layerwise
