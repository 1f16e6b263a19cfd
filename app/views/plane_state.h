// What the plane view remembers of itself: its choices, and what is being typed or dragged.
#pragma once

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

    // The fields of the points, and what they stand for.
    PointOptions typed;
    std::string count_text, noise_text, share_text, seed_text;

    std::optional<double> eta_dragged;  // the handle of the loss along −∇L
    double line_zoom = 1;               // how much further than by itself that goes
    std::uint32_t weight_seed = 0;      // of the last fresh weights
};

}  // namespace layerwise
