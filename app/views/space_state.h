// Where the space view stands: the stage of the morph, the camera, what is held.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "app/views/linking.h"
#include "core/base/matrix.h"

namespace layerwise {

struct SpaceScene;     // of a small layer
struct SpectrumScene;  // of a large one

// An arrowhead that can be dragged.
struct SpaceHandle {
    enum class Kind { Input, Column, Bias } kind = Kind::Input;
    Index index = 0;  // of the column
    bool operator==(const SpaceHandle&) const = default;
};

struct SpaceViewState {
    // The morph: from one stage to the next and on. It moves from `from` to `to` since `began`.
    double stage = 1;
    double from = 1, to = 1, began = 0;
    bool playing = false;
    int step_seen = -1, layer_seen = 0;

    float yaw = -1.0F, pitch = 0.42F;  // radians

    std::optional<SpaceHandle> held;  // being dragged
    std::optional<StageCell> number;  // or a number
    bool held_changed = false;        // what follows joins its edit
    bool held_in_output = false;      // which of the panes

    Index kept = -1;              // singular directions x is rebuilt from; −1: not chosen yet
    Index first = 0, second = 1;  // the two whose plane is shown

    std::shared_ptr<const SpaceScene> scene;
    std::shared_ptr<const SpectrumScene> spectrum;
};

}  // namespace layerwise
