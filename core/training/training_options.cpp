#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "core/training/trainer.h"

namespace layerwise {
namespace {

constexpr std::array kSchedules = {Schedule::Constant, Schedule::Step, Schedule::Cosine};

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
    if (auto problem = problem_with_count("step epochs", kMostEpochs, options.step_epochs)) {
        return problem;
    }
    if (!(options.step_factor > 0 && options.step_factor <= 1)) {
        return fmt::format("step factor: expected a number above 0 and at most 1, found {}",
                           options.step_factor);
    }
    if (options.warmup < 0 || options.patience < 0) {
        return fmt::format("warm-up and patience: expected 0 or more, found {} and {}",
                           options.warmup, options.patience);
    }
    if (!(options.dropout >= 0 && options.dropout < 1)) {
        return fmt::format("dropout: expected 0 or more and less than 1, found {}",
                           options.dropout);
    }
    return problem_with(options.optimizer);
}

std::string_view name(Schedule schedule) {
    switch (schedule) {
        case Schedule::Constant:
            return "constant";
        case Schedule::Step:
            return "step";
        case Schedule::Cosine:
            return "cosine";
    }
    return {};
}

std::optional<Schedule> schedule_from_name(std::string_view text) {
    const auto* const found =
        std::ranges::find(kSchedules, text, [](Schedule schedule) { return name(schedule); });
    return found == kSchedules.end() ? std::nullopt : std::optional(*found);
}

std::span<const Schedule> all_schedules() {
    return kSchedules;
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
