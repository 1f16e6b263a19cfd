// Lessons in the window: answers, what they show on the stage, what they work out and write.
#include <chrono>
#include <ctime>
#include <utility>

#include <fmt/format.h>

#include "app/commands/settings.h"
#include "app/window/application.h"
#include "core/base/file.h"
#include "core/program/program.h"
#include "core/study/pdf.h"
#include "core/study/study_page.h"
#include "core/study/worksheet.h"

namespace layerwise {
namespace {

constexpr double kLoopSeconds = 0.4;  // of measuring, for each of the ways

std::filesystem::path here(std::string_view name) {
    return std::filesystem::current_path() / name;
}

}  // namespace

Moment Application::present() {
    return {
        static_cast<UnixSeconds>(std::time(nullptr)),
        std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count()};
}

void Application::lesson_keys() {
    const Question* question = lessons_.question();
    if (pressed(Key::Enter) && !lessons_.asking()) {
        if (lessons_.lesson() != nullptr) {
            to_lesson(NextLessonStep{});
        } else if (question != nullptr) {
            to_session({Go{Go::Where::Next}});
        }
        return;
    }
    if (!lessons_.asking()) {
        return;
    }
    for (const ImWchar c : ImGui::GetIO().InputQueueCharacters) {
        const bool picks = question->kind == AskKind::Choice || question->kind == AskKind::Picture;
        const bool is_option = c >= '1' && c < static_cast<ImWchar>('1' + question->options);
        const bool is_sign = c == '+' || c == '-' || c == '0';
        if ((picks && is_option) || (question->kind == AskKind::Sign && is_sign)) {
            to_lesson(AnswerQuestion{std::string(1, static_cast<char>(c))});
        }
    }
}

void Application::to_lesson(const LessonCommand& command) {
    const bool was_asking = lessons_.asking();
    say(lessons_.apply(command, present()));
    if (std::holds_alternative<BeginLesson>(command) ||
        std::holds_alternative<PracticeDue>(command)) {
        state_.learn.open = true;
        state_.learn.hide_results = false;
        state_.columns.side_open = true;
        state_.explain.card = ExplainCard::None;
    }
    show_lesson();
    // Once it is known, the arithmetic is played.
    const Question* question = lessons_.question();
    if (was_asking && question != nullptr && !lessons_.asking() && question->tensor >= 0 &&
        std::holds_alternative<AnswerQuestion>(command)) {
        state_.pinned = StageCell{question->tensor, {question->row, question->col}};
        begin_sweep(state_);
    }
    if (options_.remember) {
        std::error_code exists;  // what goes wrong here, save_record says
        std::filesystem::create_directories(session_folder(), exists);
        say(save_record(session_folder() / "practice.json", lessons_.record()));
    }
}

void Application::show_lesson() {
    const std::vector<SessionCommand> commands = lessons_.take_stage(history_.current());
    for (const SessionCommand& command : commands) {
        to_session({command});
    }
    if (!commands.empty()) {
        state_.view = StageMode::Matrix;
        state_.pinned.reset();
        state_.playing = false;
    }
}

void Application::wrote(std::string_view key, const std::filesystem::path& path,
                        const Status& status) {
    if (status) {
        state_.notice = tr(words_, key, {{"file", path.string()}});
        state_.notice_is_error = false;
    } else {
        say_error(status.error().message);
    }
}

void Application::write_study_page(const std::string& format) {
    if (lessons_.lesson() == nullptr || pdf_ != nullptr) {
        return;
    }
    lessons_.happened("study");
    const StudyRun study{*lessons_.lesson(), lessons_.run(), lessons_.state(), words_};
    const std::filesystem::path path =
        here(fmt::format("study-{}.{}", lessons_.lesson()->id, format));
    if (format != "pdf") {
        wrote("notice.study", path,
              write_file(path, format == "md" ? study_markdown(study) : study_html(study)));
        return;
    }
    pdf_path_ = path;
    pdf_ = std::make_unique<BackgroundWork<Status>>(
        [path, html = study_html(study)](const std::stop_token&, const auto& publish) {
            publish(write_pdf(path, html));
        });
}

void Application::write_worksheet() {
    const Session& session = history_.current();
    WorksheetOptions options;
    options.convention = session.convention;
    options.seed = static_cast<std::uint32_t>(history_.version());
    const std::filesystem::path path = here(fmt::format("worksheet-{}.html", session.example.id));
    wrote("notice.worksheet", path,
          write_file(path, worksheet_html(*session.trace, session.example.title, options, words_)));
}

void Application::check_gradients() {
    const std::shared_ptr<const Trace>& trace = history_.current().trace;
    work_.check = std::make_shared<const CheckProgress>();
    work_.checked = trace;
    check_ = check_gradients_in_background(trace);
}

void Application::measure_loops() {
    const Session& session = history_.current();
    const Trace& trace = *session.trace;
    const int layer = std::max(trace.steps[static_cast<std::size_t>(session.cursor.step)].layer, 1);
    const Matrix<double>& W = find(trace, Symbol::W, layer).value;
    constexpr Index kBatch = 64;  // one column alone would be no product of matrices
    work_.size = {W.rows(), W.cols(), kBatch};
    work_.loops = std::make_shared<const std::vector<LoopTime>>();
    work_.measuring = true;
    loops_ = measure_loops_in_background(work_.size, kLoopSeconds);
}

void Application::check_output(const std::filesystem::path& path) {
    const Result<std::string> text = read_file(path);
    if (!text) {
        say_error(text.error().message);
        return;
    }
    const Result<PassOutput> output = read_output(*text, path.string());
    if (!output) {
        say_error(output.error().message);
        return;
    }
    const Result<Comparison> comparison = compare(*history_.current().trace, *output);
    if (!comparison) {
        say_error(fmt::format("{}: {}", path.string(), comparison.error().message));
        return;
    }
    lessons_.happened("program");
    state_.notice = comparison_text(*comparison);
    state_.notice_is_error = comparison->first.has_value();
    if (comparison->first) {
        const int tensor = find_index(*history_.current().trace, comparison->first->name);
        for (std::size_t k = 0; k < history_.current().trace->steps.size(); ++k) {
            if (history_.current().trace->steps[k].result == tensor) {
                to_session({JumpTo{{static_cast<int>(k), 0}}});
                break;
            }
        }
    }
}

bool Application::practising() const {
    return (check_ != nullptr && !check_->finished()) ||
           (loops_ != nullptr && !loops_->finished()) || pdf_ != nullptr;
}

bool Application::gather_practice() {
    bool news = false;
    if (check_ != nullptr) {
        const bool finished = check_->finished();
        if (auto newest = check_->newest(); newest != nullptr && newest != work_.check) {
            work_.check = std::move(newest);
            news = true;
        }
        if (finished) {
            check_.reset();
            lessons_.happened("gradient-check");
        }
    }
    if (loops_ != nullptr) {
        const bool finished = loops_->finished();
        if (auto newest = loops_->newest(); newest != nullptr && newest != work_.loops) {
            work_.loops = std::move(newest);
            news = true;
        }
        if (finished) {
            loops_.reset();
            work_.measuring = false;
            news = true;
            lessons_.happened("measure");
        }
    }
    if (pdf_ != nullptr && pdf_->finished()) {
        wrote("notice.study", pdf_path_, *pdf_->newest());
        pdf_.reset();
        news = true;
    }
    return news;
}

}  // namespace layerwise
