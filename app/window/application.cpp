#include "app/window/application.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "app/panels/screen.h"
#include "core/base/file.h"

namespace layerwise {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point then) {
    return std::chrono::duration<double>(Clock::now() - then).count();
}

// How long each stop is shown while playing: time to read, less where there are many.
double seconds_per_stop(Granularity granularity) {
    switch (granularity) {
        case Granularity::Layer:
            return 1.6;
        case Granularity::Operation:
            return 0.9;
        case Granularity::Element:
            break;
    }
    return 0.15;
}

// Whether a run of the network before the command has nothing more to do with the one after it.
bool replaces_network(const SessionCommand& command) {
    if (const auto* edit = std::get_if<EditValue>(&command)) {
        return edit->symbol == Symbol::W || edit->symbol == Symbol::B;
    }
    return std::holds_alternative<OpenExample>(command) ||
           std::holds_alternative<OpenModel>(command) ||
           std::holds_alternative<Initialize>(command) ||
           std::holds_alternative<SetShape>(command) || std::holds_alternative<TakeUpdate>(command);
}

template <class T>
std::optional<T> number(const std::string& text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(value) : std::nullopt;
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
                         ApplicationOptions options)
    : window_(std::move(window)),
      history_(std::move(session)),
      own_network_(options.own_network ? history_.current().example.network : nullptr),
      settings_(std::move(settings)),
      options_(options),
      theme_(theme_from_name(settings_.theme)),
      last_frame_(Clock::now()),
      training_([] { Window::wake(); }) {
    if (theme_ == nullptr) {
        theme_ = &dark_theme();
    }
    state_.language = settings_.language;
    state_.log_scale = settings_.log_scale;
    const Input& input = history_.current().example.input;
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
            window_->wait(training_.loading() ? std::optional(0.05) : std::nullopt);
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
    refresh_facts();
    style_imgui(*theme_, window_->scale());
    window_->begin_frame(simulated);
    const Clock::time_point start = Clock::now();
    play(simulated ? 1.0 / 60 : seconds_since(last_frame_));
    last_frame_ = start;
    keys();
    refresh_facts();
    items_.begin_frame();
    const std::shared_ptr<const TrainingSnapshot> training = training_.snapshot();
    const Snapshot shot{history_.current(),    history_.version(),    facts_,
                        history_.undo_depth(), history_.redo_depth(), *training,
                        training_.loading(),   times_.quantile(0.5)};
    const Ui ui{*theme_, window_->fonts(),    window_->scale(),
                items_,  window_->heatmaps(), options_.still};
    const Commands commands = screen(ui, shot, state_, window_->size());
    window_->render();
    times_.add(seconds_since(start) * 1000);
    window_->end_frame();
    for (const Command& command : commands) {
        apply(command);
    }
    if (!commands.empty()) {
        frames_due_ = std::max(frames_due_, 2);
    }
}

void Application::gather() {
    Result<std::shared_ptr<const Network<double>>> trained = training_.poll();
    if (!trained) {
        say_error(trained.error().message);
    } else if (*trained != nullptr) {
        say(history_.follow(*std::move(trained)));
    }
    // What a run says is shown when it is new: its progress, its end, what went wrong.
    const std::shared_ptr<const TrainingSnapshot> newest = training_.snapshot();
    if (!trained || newest != training_shown_) {
        training_shown_ = newest;
        frames_due_ = std::max(frames_due_, 2);
    }
    for (const std::filesystem::path& path : window_->take_dropped()) {
        open_file(path);
    }
}

void Application::play(double seconds) {
    if (!state_.playing) {
        return;
    }
    state_.play_clock -= seconds;
    if (state_.play_clock > 0) {
        return;
    }
    const Session& session = history_.current();
    state_.play_clock = seconds_per_stop(session.granularity);
    const Cursor before = session.cursor;
    to_session({Go{Go::Where::Next}});
    if (history_.current().cursor == before) {
        state_.playing = false;  // the end of the pass
    }
}

void Application::keys() {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.WantTextInput) {
        if (pressed(Key::Escape)) {
            state_.edit.reset();
        }
        return;
    }
    const Session& session = history_.current();
    const auto go = [&](Go::Where where) {
        state_.playing = false;
        to_session({Go{where}});
    };
    const auto image = [&](Index by) {
        if (session.example.images != nullptr) {
            to_session({ShowImage{session.example.input.image + by}});
        }
    };
    // Shift moves by whole operations at any detail.
    const auto jump = [&](int by) {
        state_.playing = false;
        const int last = static_cast<int>(session.trace->steps.size()) - 1;
        to_session({JumpTo{{std::clamp(session.cursor.step + by, 0, last), 0}}});
    };
    for (const ImWchar c : io.InputQueueCharacters) {
        if (c == '?') {
            state_.help_open = !state_.help_open;
        }
    }
    if (io.KeyCtrl) {
        if (pressed(Key::Z, true)) {
            apply(io.KeyShift ? Command{Redo{}} : Command{Undo{}});
        } else if (pressed(Key::Y, true)) {
            apply(Redo{});
        } else if (pressed(Key::T)) {
            const TrainingState run = training_.snapshot()->state;
            apply(run == TrainingState::Running  ? Command{PauseTraining{}}
                  : run == TrainingState::Paused ? Command{ResumeTraining{}}
                                                 : Command{StartTraining{}});
        }
        return;
    }
    if (pressed(Key::Right, true)) {
        io.KeyShift ? jump(1) : go(Go::Where::Next);
    }
    if (pressed(Key::Left, true)) {
        io.KeyShift ? jump(-1) : go(Go::Where::Previous);
    }
    if (pressed(Key::Home)) {
        go(Go::Where::First);
    }
    if (pressed(Key::End)) {
        go(Go::Where::Last);
    }
    if (pressed(Key::Space)) {
        state_.playing = !state_.playing;
        state_.play_clock = 0;
    }
    constexpr std::array kDetail{std::pair{Key::Digit1, Granularity::Layer},
                                 std::pair{Key::Digit2, Granularity::Operation},
                                 std::pair{Key::Digit3, Granularity::Element}};
    for (const auto& [key, granularity] : kDetail) {
        if (pressed(key)) {
            to_session({SetGranularity{granularity}});
        }
    }
    if (pressed(Key::C)) {
        to_session({SetConvention{
            static_cast<Convention>((static_cast<int>(session.convention) + 1) % 3)}});
    }
    if (pressed(Key::PageDown, true)) {
        image(1);
    }
    if (pressed(Key::PageUp, true)) {
        image(-1);
    }
    if (pressed(Key::T)) {
        apply(SwitchTheme{});
    }
    if (pressed(Key::E)) {
        export_shape_log(LogFormat::Html);
    }
    if (pressed(Key::Enter) && state_.pinned && !state_.edit) {
        const Tensor& tensor =
            session.trace->tensors[static_cast<std::size_t>(state_.pinned->tensor)];
        if (tensor.symbol == Symbol::W || tensor.symbol == Symbol::B ||
            tensor.symbol == Symbol::X || tensor.symbol == Symbol::Y) {
            const Cell cell = state_.pinned->cell;
            state_.edit =
                NumberEdit{tensor.symbol, tensor.layer, cell,
                           fmt::format("{:.6g}", tensor.value(cell.row, cell.col)), io.MousePos};
        }
    }
    if (pressed(Key::Escape)) {
        state_.pinned.reset();
        state_.edit.reset();
        state_.help_open = false;
        state_.notice.clear();
    }
}

void Application::refresh_facts() {
    const Session& session = history_.current();
    if (facts_.version != history_.version() || facts_.convention != session.convention) {
        facts_ = facts_of(*session.trace, history_.version(), session.convention);
        if (state_.pinned &&
            state_.pinned->tensor >= static_cast<int>(session.trace->tensors.size())) {
            state_.pinned.reset();
        }
        state_.hovered.reset();
    }
}

void Application::apply(const Command& command) {
    if (const auto* session = std::get_if<ToSession>(&command)) {
        to_session(*session);
    } else if (std::holds_alternative<Undo>(command)) {
        if (history_.undo()) {
            restored();
        }
    } else if (std::holds_alternative<Redo>(command)) {
        if (history_.redo()) {
            restored();
        }
    } else if (std::holds_alternative<StartTraining>(command)) {
        start_training();
    } else if (std::holds_alternative<PauseTraining>(command)) {
        training_.pause();
    } else if (std::holds_alternative<ResumeTraining>(command)) {
        training_.resume();
    } else if (std::holds_alternative<StopTraining>(command)) {
        training_.stop();
    } else if (std::holds_alternative<SwitchTheme>(command)) {
        theme_ = theme_ == &dark_theme() ? &light_theme() : &dark_theme();
    } else if (const auto* log = std::get_if<ExportShapeLog>(&command)) {
        export_shape_log(log->format);
    } else if (const auto* file = std::get_if<OpenFile>(&command)) {
        open_file(file->path);
    } else if (const auto* copy = std::get_if<CopyText>(&command)) {
        window_->copy(copy->text);
    }
}

void Application::restored() {
    state_.strokes = history_.current().example.input.strokes;
    training_.abandon();
}

void Application::to_session(const ToSession& command) {
    const auto tensors = history_.current().trace->tensors.size();
    const int step = history_.current().cursor.step;
    const Status applied = history_.apply(command.command, command.merge);
    say(applied);
    if (applied && replaces_network(command.command)) {
        training_.abandon();
    }
    if (applied && std::holds_alternative<OpenExample>(command.command)) {
        own_network_ = history_.current().example.network;
        training_.forget();
    }
    // A pinned cell belongs to what was on the stage.
    if (history_.current().cursor.step != step ||
        history_.current().trace->tensors.size() != tensors) {
        state_.pinned.reset();
        state_.hovered.reset();
    }
}

void Application::start_training() {
    const auto rate = number<double>(state_.rate_text);
    const auto batch = number<Index>(state_.batch_text);
    const auto epochs = number<int>(state_.epochs_text);
    if (!rate || !batch || !epochs) {
        say_error(
            fmt::format("expected numbers for lr, batch and epochs, found \"{}\", \"{}\", "
                        "\"{}\"",
                        state_.rate_text, state_.batch_text, state_.epochs_text));
        return;
    }
    TrainingOptions options;
    options.learning_rate = *rate;
    options.final_learning_rate = *rate;
    options.batch = *batch;
    options.epochs = *epochs;
    const Session& session = history_.current();
    if (const Status started = training_.start(session, options); !started) {
        say_error(started.error().message);
        return;
    }
    // The run is one edit: undo gives back the network it began with.
    say(history_.apply(SetNetwork{session.example.network}));
}

void Application::export_shape_log(LogFormat format) {
    const Session& session = history_.current();
    const std::filesystem::path path =
        std::filesystem::current_path() /
        fmt::format("shapes-{}.{}", session.example.id, name(format));
    const Status written =
        write_file(path, format_shape_log(*session.trace, session.convention, format));
    if (written) {
        state_.notice = "Wrote the shape log: " + path.string();
        state_.notice_is_error = false;
    } else {
        say_error(written.error().message);
    }
}

void Application::open_file(const std::filesystem::path& path) {
    std::error_code code;
    if (std::filesystem::is_directory(path, code)) {
        to_session({OpenData{path}});
    } else if (path.extension() == ".npz") {
        to_session({OpenModel{path}});
    } else if (path.extension() == ".png") {
        to_session({ShowFile{path}});
    } else {
        say_error(fmt::format("{}: expected a .png picture, an .npz model or a folder of IDX files",
                              path.string()));
    }
}

void Application::say(const Status& status) {
    if (!status) {
        say_error(status.error().message);
    }
}

void Application::say_error(const std::string& message) {
    state_.notice = message;
    state_.notice_is_error = true;
}

Status Application::remember() const {
    if (!options_.remember) {
        return Done{};
    }
    Settings settings = settings_;
    settings.theme = theme_->name;
    settings.language = state_.language;
    settings.log_scale = state_.log_scale;
    const Session& session = history_.current();
    settings.granularity = session.granularity;
    settings.convention = session.convention;
    const ImVec2 size = window_->size();
    settings.width = static_cast<int>(size.x / window_->scale());
    settings.height = static_cast<int>(size.y / window_->scale());
    if (Status saved = save_settings(settings); !saved) {
        return saved;
    }
    return save_session(session, session.example.network != own_network_);
}

}  // namespace layerwise
