// Training: runs begun, moments of them shown, and what the training view's pages are told.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "app/panels/training_options.h"
#include "app/window/application.h"

namespace layerwise {

std::optional<TrainingOptions> Application::training_options() {
    Result<TrainingOptions> options =
        options_of(state_.training, state_.rate_text,
                   [&](std::string_view field) { return field_called(words_, field); });
    if (!options) {
        say_error(options.error().message);
        return std::nullopt;
    }
    options->pace = history_.current().example.set != nullptr ? state_.plane.pace : 0;
    options->timeline_bytes = KeptRuns::kTimelineBytesOfOne;
    return *std::move(options);
}

void Application::start_training(bool one_epoch) {
    std::optional<TrainingOptions> options = training_options();
    if (!options) {
        return;
    }
    options->one_epoch = one_epoch;
    const Session& session = history_.current();
    if (const Status started = training_.start(session, *options, state_.training.augment);
        !started) {
        say_error(started.error().message);
        return;
    }
    begin_run(*options);
    // The run is one edit: undo gives back the network it began with.
    say(history_.apply(SetNetwork{session.example.network}));
}

void Application::begin_run(const TrainingOptions& options) {
    const Session& session = history_.current();
    lessons_.happened("train");
    runs_.begin(session.example.id, sizes_text(*session.example.network), options);
    state_.curves.moment.reset();
    state_.curves.replaying = false;
}

const Keyframe* Application::moment_of(int number, std::int64_t update) {
    const KeptRun* run = runs_.find(number);
    if (run == nullptr || run->newest->timeline.empty()) {
        say_error(fmt::format("expected a run with moments, found {}", number));
        return nullptr;
    }
    if (run->example != history_.current().example.id) {
        say_error(tr(words_, "watch.other-example", {{"example", run->example}}));
        return nullptr;
    }
    return &run->newest->timeline.at(update);
}

void Application::show_moment(const ShowMoment& asked) {
    const Keyframe* moment = moment_of(asked.run, asked.update);
    if (moment == nullptr) {
        return;
    }
    // All moments that are looked at are one edit, as the run is.
    const bool joins = state_.curves.moment || training_.busy();
    const Status shown = history_.apply(
        SetNetwork{std::make_shared<const Network<double>>(cast<double>(*moment->network))}, joins);
    say(shown);
    if (shown) {
        training_.hold(true);
        state_.curves.moment = RunMoment{asked.run, moment->update};
    }
}

void Application::show_newest() {
    leave_moment();  // the newest network comes with the next frame
    frames_due_ = std::max(frames_due_, 2);
}

void Application::leave_moment() {
    state_.curves.moment.reset();
    state_.curves.replaying = false;
    training_.hold(false);
}

void Application::branch_run(const BranchRun& asked) {
    const Keyframe* moment = moment_of(asked.run, asked.update);
    std::optional<TrainingOptions> options = training_options();
    if (moment == nullptr || !options) {
        return;
    }
    const TrainingOptions& before = runs_.find(asked.run)->options;
    Keyframe from = *moment;
    if (options->batch != before.batch || options->optimizer.kind != before.optimizer.kind) {
        // Its updates are others, and what the optimiser remembers is not this one's to go on with.
        from.update = 0;
        from.optimizer = std::make_shared<const OptimizerState<float>>();
    } else if (static_cast<double>(options->epochs) <= from.epoch) {
        options->epochs += static_cast<int>(from.epoch);  // it goes on from the end
    }
    const Session& session = history_.current();
    if (const Status started = training_.branch(session, from, *options, state_.training.augment);
        !started) {
        say_error(started.error().message);
        return;
    }
    runs_.branch_next(asked.run, moment->update);
    begin_run(*options);
    say(history_.apply(
        SetNetwork{std::make_shared<const Network<double>>(cast<double>(*from.network))}));
}

void Application::step_epoch() {
    const TrainingState run = training_.snapshot()->state;
    if (run == TrainingState::Running) {
        training_.pause();
        return;
    }
    if (run != TrainingState::Paused) {
        start_training(true);
        return;
    }
    training_.step_epoch();
}

std::shared_ptr<const LayersFacts> Application::shown_layers() {
    if (state_.view != StageMode::Training || state_.curves.page != TrainingPage::Layers) {
        return nullptr;
    }
    const Example& example = history_.current().example;
    NextUpdate next{optimizer_of(state_.training), example.learning_rate, nullptr};
    const KeptRun* run = state_.curves.moment ? runs_.find(state_.curves.moment->run) : nullptr;
    next.state = run != nullptr ? run->newest->timeline.at(state_.curves.moment->update).optimizer
                                : training_.snapshot()->optimizer;
    return watch_.layers(example, next, training_.busy() && !state_.curves.moment);
}

std::shared_ptr<const MistakeFacts> Application::shown_mistakes() {
    if (state_.view != StageMode::Training || state_.curves.page != TrainingPage::Mistakes) {
        return nullptr;
    }
    return watch_.mistakes(history_.current().example, training_.busy() && !state_.curves.moment);
}

}  // namespace layerwise
