#include <cmath>

#include <fmt/format.h>

#include "core/training/trainer.h"

namespace layerwise {
namespace {

std::optional<std::string> problem_with_count(std::string_view what, Index most, Index found) {
    if (1 <= found && found <= most) {
        return std::nullopt;
    }
    return fmt::format("{}: expected a whole number from 1 to {}, found {}", what, most, found);
}

}  // namespace

std::optional<std::string> problem_with(const TrainingOptions& options) {
    if (auto problem = problem_with_count("epochs", kMostEpochs, options.epochs)) {
        return problem;
    }
    if (auto problem = problem_with_count("batch", kMostInBatch, options.batch)) {
        return problem;
    }
    if (auto problem = problem_with_count("threads", kMostThreads, options.threads)) {
        return problem;
    }
    if (!(options.learning_rate > 0 && std::isfinite(options.learning_rate))) {
        return fmt::format("learning rate: expected a number above 0, found {}",
                           options.learning_rate);
    }
    if (!(options.final_learning_rate >= 0 && std::isfinite(options.final_learning_rate))) {
        return fmt::format("final learning rate: expected 0 or a number above, found {}",
                           options.final_learning_rate);
    }
    return std::nullopt;
}

std::string_view name(TrainingState state) {
    switch (state) {
        case TrainingState::Idle:
            return "idle";
        case TrainingState::Running:
            return "running";
        case TrainingState::Paused:
            return "paused";
        case TrainingState::Finished:
            return "finished";
        case TrainingState::Stopped:
            return "stopped";
        case TrainingState::Failed:
            return "failed";
    }
    return "";
}

}  // namespace layerwise
