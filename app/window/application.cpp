#include "app/window/application.h"

#include <algorithm>
#include <ctime>
#include <utility>

#include <fmt/format.h>

#include "app/panels/screen.h"
#include "app/views/space_view.h"

namespace layerwise {
namespace {

using Clock = std::chrono::steady_clock;

// What the processor has spent on this thread: what others make us wait for is not our work.
double thread_seconds() {
    timespec spent{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    constexpr double kNano = 1e-9;
    return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) * kNano;
}

double seconds_since(Clock::time_point then) {
    return std::chrono::duration<double>(Clock::now() - then).count();
}

// How long each stop is shown while playing: time to read, less where there are many.
constexpr double kElementSweep = 0.4;  // a row and a column become one number

double seconds_per_stop(Granularity granularity, bool sweeps) {
    switch (granularity) {
        case Granularity::Layer:
            return 1.6;
        case Granularity::Operation:
            return 0.9;
        case Granularity::Element:
            break;
    }
    return sweeps ? kElementSweep + 0.15 : 0.15;
}

}  // namespace

void FrameTimes::add(double milliseconds) {
    constexpr std::size_t kKept = 600;
    if (ms.size() == kKept) {
        ms.erase(ms.begin());
    }
    ms.push_back(milliseconds);
    ++frames;
}

double FrameTimes::quantile(double q) const {
    if (ms.empty()) {
        return 0;
    }
    std::vector<double> sorted = ms;
    const auto k = static_cast<std::size_t>(q * static_cast<double>(sorted.size() - 1));
    std::ranges::nth_element(sorted, sorted.begin() + static_cast<std::ptrdiff_t>(k));
    return sorted[k];
}

Application::Application(std::unique_ptr<Window> window, Session session, Settings settings,
                         Catalogue words, LessonPlay lessons, ApplicationOptions options)
    : window_(std::move(window)),
      history_(std::move(session)),
      own_network_(options.own_network ? history_.current().example.network : nullptr),
      settings_(std::move(settings)),
      words_(std::move(words)),
      options_(options),
      theme_(theme_from_name(settings_.theme)),
      last_frame_(Clock::now()),
      svd_([] { Window::wake(); }),
      plane_([] { Window::wake(); }),
      watch_([] { Window::wake(); }),
      lessons_(std::move(lessons)),
      training_([] { Window::wake(); }) {
    if (theme_ == nullptr) {
        theme_ = &dark_theme();
    }
    state_.language = settings_.language;
    state_.log_scale = settings_.log_scale;
    state_.view = stage_mode_from_name(settings_.view).value_or(state_.view);
    state_.reduced_motion = settings_.reduced_motion;
    state_.columns = {settings_.network_width, settings_.side_width, settings_.network_open,
                      settings_.side_open};
    load_letters();
    const Input& input = history_.current().example.input;
    suggest_training();
    const TrainingFields suggested = state_.training.fields;
    state_.training = settings_.training;
    if (settings_.training_example != history_.current().example.id) {
        state_.training.fields.batch = suggested.batch;
        state_.training.fields.epochs = suggested.epochs;
    }
    if (input.source == Input::Source::Drawing) {
        state_.strokes = input.strokes;
    }
}

int Application::run() {
    while (!window_->should_close()) {
        if (frames_due_ > 0 || state_.playing) {
            window_->poll();
        } else {
            // A run wakes the window with each snapshot; only its data's coming is looked for.
            window_->wait(training_.loading() || practising() ? std::optional(0.05) : std::nullopt);
        }
        gather();
        if (window_->take_dirty()) {
            // ImGui needs a frame to see an input and one to settle what followed from it.
            frames_due_ = 3;
        }
        if (state_.playing && frames_due_ == 0) {
            window_->wait(std::max(state_.play_clock - seconds_since(last_frame_), 0.0));
            frames_due_ = 1;
        }
        if (frames_due_ > 0) {
            --frames_due_;
            frame(std::nullopt);
        }
    }
    const Status remembered = remember();
    if (!remembered) {
        fmt::print(stderr, "layerwise: {}\n", remembered.error().message);
        return 2;
    }
    return 0;
}

void Application::frame(const std::optional<SimulatedInput>& simulated) {
    const double began = thread_seconds();
    const Clock::time_point start = Clock::now();
    refresh_facts();
    const ImVec2 pixels = window_->size();
    window_->set_zoom(state_.presenting ? presentation_zoom({pixels.x / window_->screen_scale(),
                                                             pixels.y / window_->screen_scale()})
                                        : 1);
    style_imgui(*theme_, window_->scale());
    window_->begin_frame(simulated);
    play(simulated ? 1.0 / 60 : seconds_since(last_frame_));
    last_frame_ = start;
    keys();
    refresh_facts();
    if (state_.learn.hide_results) {
        lessons_.predict(history_.current().trace, history_.current().cursor.step, present());
    } else {
        lessons_.stop_predicting();
    }
    items_.begin_frame();
    Commands commands;
    state_.moving = false;
    with_snapshot(
        {window_->fonts(), window_->scale(), items_, window_->heatmaps(), window_->graphs()},
        [&](const Ui& ui, const Snapshot& shot) {
            commands = screen(ui, shot, state_, window_->size());
        });
    window_->render();
    const double drawn = thread_seconds();
    window_->end_frame();
    const double shown = thread_seconds();
    for (const Command& command : commands) {
        apply(command);
    }
    times_.add((thread_seconds() - shown + drawn - began) * 1000);
    if (!commands.empty()) {
        frames_due_ = std::max(frames_due_, 2);
    } else if (state_.moving) {
        frames_due_ = std::max(frames_due_, 1);
    }
}

void Application::with_snapshot(const Canvas& canvas,
                                const std::function<void(const Ui&, const Snapshot&)>& draw) {
    const std::shared_ptr<const TrainingSnapshot> training = training_.snapshot();
    const Snapshot shot{history_.current(),
                        history_.version(),
                        facts_,
                        history_.undo_depth(),
                        history_.redo_depth(),
                        *training,
                        training_.loading(),
                        times_.quantile(0.5),
                        shown_svd(),
                        shown_plane(),
                        &lessons_,
                        work_,
                        present().date,
                        runs_.all(),
                        shown_layers(),
                        shown_mistakes()};
    const Ui ui{*theme_,       canvas.fonts, canvas.scale,   canvas.items,    canvas.heatmaps,
                canvas.graphs, words_,       options_.still, canvas.recorder, canvas.tips};
    draw(ui, shot);
}

std::shared_ptr<const Svd> Application::shown_svd() {
    const Session& session = history_.current();
    return state_.view == StageMode::Space ? svd_.of(session.example.network, space_layer(session))
                                           : nullptr;
}

std::shared_ptr<const PlaneFacts> Application::shown_plane() {
    const Example& example = history_.current().example;
    return state_.view == StageMode::Plane
               ? plane_.of(example.network, example.set, example.learning_rate,
                           state_.plane.line_zoom)
               : nullptr;
}

void Application::gather() {
    Result<std::shared_ptr<const Network<double>>> trained = training_.poll();
    if (!trained) {
        say_error(trained.error().message);
    } else if (*trained != nullptr) {
        say(history_.follow(*trained));
    }
    // What a run says is shown when it is new: its progress, its end, what went wrong.
    const std::shared_ptr<const TrainingSnapshot> newest = training_.snapshot();
    if (!trained || newest != training_shown_) {
        training_shown_ = newest;
        runs_.follow(newest);
        frames_due_ = std::max(frames_due_, 2);
    }
    if (watch_.poll()) {
        frames_due_ = std::max(frames_due_, 2);
    }
    if (plane_.poll()) {
        frames_due_ = std::max(frames_due_, 2);
    }
    if (gather_practice()) {
        frames_due_ = std::max(frames_due_, 2);
    }
    if (svd_.poll()) {
        frames_due_ = std::max(frames_due_, 2);
    }
    for (const std::filesystem::path& path : window_->take_dropped()) {
        open_file(path);
    }
}

void Application::play(double seconds) {
    if (state_.sweeping) {
        state_.sweep_seconds += seconds;
        frames_due_ = std::max(frames_due_, 2);
    }
    if (!state_.playing) {
        return;
    }
    state_.play_clock -= seconds;
    if (state_.play_clock > 0) {
        return;
    }
    const Session& session = history_.current();
    const Cursor before = session.cursor;
    to_session({Go{Go::Where::Next}});
    const Session& now = history_.current();
    if (now.cursor == before) {
        state_.playing = false;  // the end of the pass
        return;
    }
    const bool sweeps = now.granularity == Granularity::Element &&
                        product_of(*now.trace, now.cursor.step).has_value();
    state_.play_clock = seconds_per_stop(now.granularity, sweeps);
    if (sweeps) {
        state_.reading = Reading::Dots;
        state_.sweep_step = now.cursor.step;
        begin_sweep(state_, kElementSweep);
    }
}

void Application::refresh_facts() {
    const Session& session = history_.current();
    if (facts_.version != history_.version() || facts_.convention != session.convention) {
        facts_ = facts_of(*session.trace, history_.version(), session.convention);
        if (state_.pinned && !is_in(*session.trace, *state_.pinned)) {
            state_.pinned.reset();
        }
        state_.hovered.reset();
    }
}

Status Application::remember() const {
    if (!options_.remember) {
        return Done{};
    }
    Settings settings = settings_;
    settings.theme = theme_->name;
    settings.speaks = words_.language;
    settings.language = state_.language;
    settings.log_scale = state_.log_scale;
    settings.view = name(state_.view);
    settings.reduced_motion = state_.reduced_motion;
    const Session& session = history_.current();
    settings.granularity = session.granularity;
    settings.convention = session.convention;
    const ImVec2 size = window_->size();
    settings.width = static_cast<int>(size.x / window_->screen_scale());
    settings.height = static_cast<int>(size.y / window_->screen_scale());
    const Columns& columns = state_.columns;
    settings.network_width = columns.network_width;
    settings.side_width = columns.side_width;
    settings.network_open = columns.network_open;
    settings.side_open = columns.side_open;
    settings.training = state_.training;
    settings.training_example = session.example.id;
    if (Status saved = save_settings(settings); !saved) {
        return saved;
    }
    return save_session(session, session.example.network != own_network_);
}

}  // namespace layerwise
