// A picture to be saved: of what, how large, in which format.
#pragma once

#include <string>

namespace layerwise {

struct PictureOrder {
    enum class What { Screen, Stage, Heatmap };
    enum class Format { Png, Svg };
    What what = What::Stage;
    std::string tensor;           // of a heatmap: "W1"; empty: the one pointed at or pinned
    double at = 2;                // pixels a design unit
    Format format = Format::Png;  // Svg: text stays text, heatmaps are embedded
};

}  // namespace layerwise
