// What the training view remembers of itself: its axes, what is being typed.
#pragma once

#include <optional>
#include <string>

#include "app/draw/chart.h"

namespace layerwise {

// What runs along the curves' x axis.
enum class TrainingAxis { Epochs, Updates, Seconds };

struct TrainingViewState {
    TrainingAxis axis = TrainingAxis::Epochs;
    bool smoothed = true;
    std::optional<ChartWindow> loss, accuracy;  // looked closer at; nothing: all of it
    std::optional<double> pointed;              // x under the pointer, last frame

    int renamed = 0;  // the number of the run whose name is being typed; 0: none
    std::string name_text;
};

}  // namespace layerwise
