// The views of the stage: their names, and which there are.
#pragma once

#include <optional>
#include <string_view>

namespace layerwise {

enum class StageMode {
    Matrix,    // the operands as heatmaps, and the lens
    Network,   // units and edges
    Space,     // what W does to the space of inputs
    Plane,     // what every unit makes of the plane; where inputs are points of it
    Training,  // the runs: their curves, their layers, what they get wrong
};

// "matrix", "network", "space", "plane", "training".
std::string_view name(StageMode mode);
std::optional<StageMode> stage_mode_from_name(std::string_view text);

}  // namespace layerwise
