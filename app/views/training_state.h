// What the training view remembers of itself: its axes, what is being typed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "app/draw/chart.h"

namespace layerwise {

// What runs along the curves' x axis.
enum class TrainingAxis { Epochs, Updates, Seconds };

enum class TrainingPage {
    Curves,    // the runs over each other
    Layers,    // how the numbers of every layer are spread, and where the gradient goes
    Mistakes,  // what is read wrong
    Timeline,  // the moments of the runs
};
std::string_view name(TrainingPage page);  // "curves", "layers", "mistakes", "timeline"

// A moment of a kept run.
struct RunMoment {
    int run = 0;
    std::int64_t update = 0;
    bool operator==(const RunMoment&) const = default;
};

struct PictureSheet;  // small pictures in one matrix
struct RunsCompared;  // where runs part

struct TrainingViewState {
    TrainingPage page = TrainingPage::Curves;
    TrainingAxis axis = TrainingAxis::Epochs;
    bool smoothed = true;
    std::optional<ChartWindow> loss, accuracy;  // looked closer at; nothing: all of it
    std::optional<double> pointed;              // x under the pointer, last frame

    int renamed = 0;  // the number of the run whose name is being typed; 0: none
    std::string name_text;

    std::optional<std::pair<int, int>> cell;  // of the confusion matrix whose samples are shown

    std::optional<RunMoment> moment;  // what the window shows instead of the newest network
    bool replaying = false;           // moment after moment, by itself
    double replay_clock = 0;          // seconds until the next
    int film_unit = -1;               // whose weights are shown along the run; below 0: not chosen

    // Made when what they show changes, not each frame.
    std::shared_ptr<const PictureSheet> rows, samples, film;
    std::shared_ptr<const RunsCompared> compared;
};

}  // namespace layerwise
