// The curves of the runs that are kept, as the training view draws them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/draw/chart.h"
#include "app/views/training_state.h"
#include "core/training/kept_runs.h"

namespace layerwise {

// A run's colour: the same wherever it is shown. There are as many as can be told apart.
inline constexpr int kRunColors = 6;
Color run_color(const Theme& theme, int number);

// "Run 3", or as the reader called it.
std::string run_name(const Ui& ui, const KeptRun& run);

// y smoothed: each point the mean of those before it, weighted by e^(−age / kSmoothing).
std::vector<double> smoothed(const std::vector<double>& y);

// Of each run that is shown: the curve of its training samples as they were seen (with `smooth`
// pale, and its running mean over it), and dashed the one of its held-out samples.
std::vector<ChartCurve> run_curves(const Theme& theme, std::span<const KeptRun> runs, bool accuracy,
                                   TrainingAxis axis, bool smooth);

// One run's numbers at a place of the x axis.
struct RunReadout {
    int number = 0;
    double x = 0;
    double loss = 0, accuracy = 0;                   // of training, smoothed where it is shown so
    std::optional<double> test_loss, test_accuracy;  // of the evaluation nearest to it
};
std::vector<RunReadout> readouts(std::span<const KeptRun> runs, TrainingAxis axis, bool smooth,
                                 double x);

}  // namespace layerwise
