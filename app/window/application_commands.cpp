// The commands: how each changes the session, the training or the window.
#include <utility>

#include <fmt/format.h>

#include "app/views/plane_view.h"
#include "app/window/application.h"
#include "core/base/file.h"
#include "core/examples/example.h"

namespace layerwise {
namespace {

// Whether a run of the network before the command has nothing more to do with the one after it.
bool replaces_network(const SessionCommand& command) {
    if (const auto* edit = std::get_if<EditValue>(&command)) {
        return edit->symbol == Symbol::W || edit->symbol == Symbol::B;
    }
    return std::holds_alternative<OpenExample>(command) ||
           std::holds_alternative<ShowExample>(command) ||
           std::holds_alternative<OpenModel>(command) ||
           std::holds_alternative<Initialize>(command) ||
           std::holds_alternative<SetShape>(command) ||
           std::holds_alternative<SetHidden>(command) ||
           std::holds_alternative<SetActivation>(command) ||
           std::holds_alternative<SetPoints>(command) ||
           std::holds_alternative<SetFeatures>(command) ||
           std::holds_alternative<OpenTable>(command) ||
           std::holds_alternative<TakeUpdate>(command);
}

}  // namespace

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
    } else if (std::holds_alternative<StepEpoch>(command)) {
        step_epoch();
    } else if (const auto* shown = std::get_if<ShowRun>(&command)) {
        say(runs_.show(shown->number, shown->shown));
    } else if (const auto* renamed = std::get_if<RenameRun>(&command)) {
        say(runs_.rename(renamed->number, renamed->name));
    } else if (const auto* deleted = std::get_if<DeleteRun>(&command)) {
        if (state_.curves.moment && state_.curves.moment->run == deleted->number) {
            show_newest();
        }
        say(runs_.remove(deleted->number));
    } else if (const auto* moment = std::get_if<ShowMoment>(&command)) {
        show_moment(*moment);
    } else if (std::holds_alternative<ShowNewest>(command)) {
        show_newest();
    } else if (const auto* branch = std::get_if<BranchRun>(&command)) {
        branch_run(*branch);
    } else if (std::holds_alternative<ExportRuns>(command)) {
        export_runs();
    } else if (std::holds_alternative<SwitchTheme>(command)) {
        theme_ = theme_ == &dark_theme() ? &light_theme() : &dark_theme();
    } else if (const auto* asked = std::get_if<SpeakLanguage>(&command)) {
        speak(asked->language);
    } else if (const auto* log = std::get_if<ExportShapeLog>(&command)) {
        export_shape_log(log->format);
    } else if (const auto* picture = std::get_if<SavePicture>(&command)) {
        save_picture(picture->order);
    } else if (const auto* file = std::get_if<OpenFile>(&command)) {
        open_file(file->path);
    } else if (const auto* pin = std::get_if<Pin>(&command)) {
        state_.pinned = StageCell{pin->tensor, {pin->row, pin->col}};
    } else if (const auto* copy = std::get_if<CopyText>(&command)) {
        window_->copy(copy->text);
    } else if (const auto* lesson = std::get_if<ToLesson>(&command)) {
        to_lesson(lesson->command);
    } else if (const auto* page = std::get_if<WriteStudyPage>(&command)) {
        write_study_page(page->format);
    } else if (std::holds_alternative<WriteWorksheet>(command)) {
        write_worksheet();
    } else if (std::holds_alternative<CheckGradients>(command)) {
        check_gradients();
    } else if (std::holds_alternative<MeasureLoops>(command)) {
        measure_loops();
    }
}

void Application::restored() {
    state_.strokes = history_.current().example.input.strokes;
    leave_moment();
    training_.abandon();
}

void Application::to_session(const ToSession& command) {
    const std::vector<Index> sizes = history_.current().trace->sizes;
    const int step = history_.current().cursor.step;
    const Status applied = history_.apply(command.command, command.merge);
    say(applied);
    if (applied && replaces_network(command.command)) {
        leave_moment();
        training_.abandon();
    }
    if (applied && std::holds_alternative<Draw>(command.command)) {
        lessons_.happened("draw");
    } else if (applied && std::holds_alternative<EditValue>(command.command)) {
        lessons_.happened("edit");
    }
    if (applied && (std::holds_alternative<OpenExample>(command.command) ||
                    std::holds_alternative<ShowExample>(command.command) ||
                    std::holds_alternative<OpenTable>(command.command))) {
        own_network_ = history_.current().example.network;
        training_.forget();
        suggest_training();
    }
    // A pinned cell is followed from step to step, but belongs to a network of these sizes.
    if (history_.current().trace->sizes != sizes) {
        state_.pinned.reset();
    }
    if (history_.current().cursor.step != step || history_.current().trace->sizes != sizes) {
        state_.hovered.reset();
    }
}

void Application::speak(const std::string& language) {
    Result<Catalogue> words = load_catalogue(asset_folder() / "text", language);
    if (words) {
        words_ = *std::move(words);
        settings_.speaks = language;
        load_letters();
    } else {
        say_error(words.error().message);
    }
}

void Application::load_letters() {
    if (words_.language == "en") {
        return;  // its letters are always there
    }
    std::string texts;
    for (const auto& [key, text] : words_.texts) {
        texts += text;
    }
    say(window_->set_texts(std::move(texts)));
    if (!has_chinese_font()) {
        say_error(std::string(tr(words_, "notice.no-font")));
    }
}

void Application::suggest_training() {
    const Example& example = history_.current().example;
    state_.training.fields.batch = fmt::format("{}", example.batch);
    state_.training.fields.epochs = fmt::format("{}", example.epochs);
    if (shows_plane(history_.current())) {
        state_.view = StageMode::Plane;
    }
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

void Application::export_runs() {
    const std::filesystem::path path = std::filesystem::current_path() / "runs.csv";
    const Status written = write_file(path, runs_csv(runs_.all()));
    if (written) {
        state_.notice = tr(words_, "runs.wrote", {{"file", path.string()}});
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
    } else if (path.extension() == ".csv") {
        to_session({OpenTable{path}});
    } else if (path.extension() == ".txt") {
        check_output(path);
    } else {
        say_error(
            fmt::format("{}: expected a .png picture, an .npz model, a .csv table, the output "
                        "of a copied program as .txt, or a folder of IDX files",
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

}  // namespace layerwise
