#include "app/views/stage_mode.h"

#include <array>

namespace layerwise {
namespace {

constexpr std::array kModes{StageMode::Matrix, StageMode::Network, StageMode::Space,
                            StageMode::Plane, StageMode::Training};

}  // namespace

std::string_view name(StageMode mode) {
    switch (mode) {
        case StageMode::Matrix:
            return "matrix";
        case StageMode::Network:
            return "network";
        case StageMode::Space:
            return "space";
        case StageMode::Plane:
            return "plane";
        case StageMode::Training:
            break;
    }
    return "training";
}

std::optional<StageMode> stage_mode_from_name(std::string_view text) {
    for (const StageMode mode : kModes) {
        if (name(mode) == text) {
            return mode;
        }
    }
    return std::nullopt;
}

}  // namespace layerwise
