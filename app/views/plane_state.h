// What the plane view remembers of itself: its choices, and what is being typed or dragged.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/data/points.h"

namespace layerwise {

struct PlaneScene;  // what it draws, kept until it changes

struct PlaneViewState {
    std::shared_ptr<const PlaneScene> scene;
    bool discretized = false;  // the class alone, no shades
    bool show_test = true;
    bool numbers = false;  // in a narrow stage: the numbers instead of the loss along −∇L
    int output = 0;        // whose surface is drawn large, where there are several
    double pace = 30;      // epochs a second of a run that is watched; 0: as fast as it goes

    // The fields of the points, and the options they stand for.
    std::optional<PointOptions> typed;
    std::string count_text, noise_text, share_text, seed_text;

    bool dragging = false;          // the chosen point, or the handle of η
    double line_zoom = 1;           // how much further than by itself the loss is followed
    std::uint32_t weight_seed = 0;  // of the last fresh weights
};

}  // namespace layerwise
