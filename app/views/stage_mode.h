// The three views of the stage.
#pragma once

#include <optional>
#include <string_view>

namespace layerwise {

enum class StageMode {
    Matrix,   // the operands as heatmaps, and the lens
    Network,  // units and edges
    Space,    // what W does to the space of inputs
};

// "matrix", "network", "space".
std::string_view name(StageMode mode);
std::optional<StageMode> stage_mode_from_name(std::string_view text);

}  // namespace layerwise
