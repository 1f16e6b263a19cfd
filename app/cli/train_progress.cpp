#include "app/cli/train_progress.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include <fmt/format.h>

namespace layerwise {
namespace {

// "7 s", "2:05 min".
std::string duration(double seconds) {
    const auto whole = static_cast<long>(std::ceil(seconds));
    return whole < 60 ? fmt::format("{} s", whole)
                      : fmt::format("{}:{:02} min", whole / 60, whole % 60);
}

std::string bar(double done) {
    constexpr std::size_t kWidth = 24;
    const auto full = static_cast<std::size_t>(done * kWidth);
    return std::string(full, '#') + std::string(kWidth - full, '.');
}

std::string progress_line(const TrainingSnapshot& snapshot, int epochs) {
    const CurvePoint mean = mean_of_last_epoch(snapshot);
    const double done =
        static_cast<double>(snapshot.update) / static_cast<double>(snapshot.updates);
    const int epoch = std::clamp(static_cast<int>(std::ceil(mean.epoch)), 1, epochs);
    return fmt::format(
        "epoch {}/{} [{}] {:3.0f} %  loss {:.4f}  accuracy {:.2f} %  {:.0f} samples/s  {} left",
        epoch, epochs, bar(done), 100 * done, mean.loss, 100 * mean.accuracy,
        snapshot.samples_per_second, duration(snapshot.seconds_left));
}

}  // namespace

CurvePoint mean_of_last_epoch(const TrainingSnapshot& snapshot) {
    CurvePoint mean;
    if (snapshot.curve.empty()) {
        return mean;
    }
    mean.update = snapshot.curve.back().update;
    mean.epoch = snapshot.curve.back().epoch;
    const double begin = std::ceil(mean.epoch) - 1;
    double weights = 0;
    for (std::size_t k = snapshot.curve.size(); k-- > 0;) {
        const CurvePoint& point = snapshot.curve[k];
        if (point.epoch <= begin) {
            break;
        }
        // Nothing precedes the first point: it stands for as many updates as the second.
        const std::int64_t second =
            snapshot.curve.size() > 1 ? snapshot.curve[1].update : point.update + 1;
        const std::int64_t before =
            k == 0 ? 2 * point.update - second : snapshot.curve[k - 1].update;
        const auto weight = static_cast<double>(point.update - before);
        mean.loss += weight * point.loss;
        mean.accuracy += weight * point.accuracy;
        weights += weight;
    }
    mean.loss /= weights;
    mean.accuracy /= weights;
    return mean;
}

void TrainProgress::show(const TrainingSnapshot& snapshot) {
    if (terminal_) {
        if (!snapshot.curve.empty()) {
            // Back to the line's beginning, and away with what the new text doesn't cover.
            fmt::print(stderr, "\r{}\x1b[K", progress_line(snapshot, epochs_));
            std::fflush(stderr);
            line_open_ = true;
        }
        return;
    }
    for (; epochs_shown_ < snapshot.evaluations.size(); ++epochs_shown_) {
        const EvaluationPoint& point = snapshot.evaluations[epochs_shown_];
        fmt::print(stderr,
                   "epoch {:.0f}/{}: test loss {:.4f}, test accuracy {:.2f} %, "
                   "{:.0f} samples/s, {} left\n",
                   point.epoch, epochs_, point.loss, 100 * point.accuracy,
                   snapshot.samples_per_second, duration(snapshot.seconds_left));
    }
}

void TrainProgress::finish() const {
    if (line_open_) {
        fmt::print(stderr, "\n");
    }
}

}  // namespace layerwise
