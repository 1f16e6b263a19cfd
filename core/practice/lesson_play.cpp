#include "core/practice/lesson_play.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace layerwise {
namespace {

template <class... Fs>
struct Overloaded : Fs... {
    using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;  // implied in C++20, but not yet in clang 14

}  // namespace

Status LessonPlay::apply(const LessonCommand& command, const Moment& now) {
    const auto found = [&](std::string_view id) { return find_lesson(lessons_, id); };
    const auto begin_at = [&](const BeginLesson& asked) -> Status {
        const Result<Lesson> lesson = found(asked.id);
        if (!lesson) {
            return lesson.error();
        }
        int step = 0;
        for (const LessonProgress& progress : record_.lessons) {
            if (progress.lesson == asked.id && !progress.finished && !asked.seed) {
                step = progress.furthest;
            }
        }
        return begin(*lesson, asked.seed.value_or(0), step, now);
    };
    const auto answer = [&](const AnswerQuestion& given) -> Status {
        if (!asking()) {
            return Done{};
        }
        if (!lesson_) {
            verdict_ = judged(*question_, given.typed);
            settle(verdict_->judgement == Judgement::Right);
            return Done{};
        }
        Result<LessonState> next =
            answered(*lesson_, run_, state_, given.typed, now.seconds - asked_at_);
        if (!next) {
            return next.error();
        }
        state_ = *std::move(next);
        verdict_ = state_.verdict;
        settle(!is_asking(*lesson_, state_));
        note(now);
        return Done{};
    };
    const auto reveal = [&](RevealAnswer) -> Status {
        if (asking()) {
            if (lesson_) {
                state_ = shown(*lesson_, state_, now.seconds - asked_at_);
            }
            verdict_.reset();
            settle(true);
            revealed_ = true;
            note(now);
        }
        return Done{};
    };
    const auto next = [&](NextLessonStep) -> Status {
        if (!lesson_ || asking()) {
            return Done{};
        }
        const int before = state_.step;
        state_ = advanced(*lesson_, state_);
        record_ = progressed(std::move(record_), state_);
        return state_.step == before ? Status(Done{}) : ask(now);
    };
    const auto go_to = [&](const GoToLessonStep& asked) -> Status {
        if (!lesson_ || asked.step < 0 || asked.step >= static_cast<int>(lesson_->steps.size()) ||
            !state_.results[static_cast<std::size_t>(asked.step)].seen) {
            return Done{};
        }
        state_ = went_to(*lesson_, state_, asked.step);
        return ask(now);
    };
    const auto practise = [&](PracticeDue) -> Status {
        const std::vector<PracticeCard> due = due_cards(record_, now.date);
        if (due.empty()) {
            return Done{};
        }
        const Result<Lesson> lesson = found(due.front().lesson);
        if (!lesson) {
            return lesson.error();
        }
        const auto& steps = lesson->steps;
        const auto step = std::ranges::find(steps, due.front().step, &LessonStep::id);
        const auto index = step == steps.end() ? 0 : static_cast<int>(step - steps.begin());
        return begin(*lesson, fresh_seed(due.front()), index, now);
    };
    const auto leave = [&](LeaveLesson) -> Status {
        lesson_.reset();
        question_.reset();
        verdict_.reset();
        settle(true);
        return Done{};
    };
    return std::visit(Overloaded{begin_at, answer, reveal, next, go_to, practise, leave}, command);
}

Status LessonPlay::begin(const Lesson& lesson, std::uint32_t seed, int step, const Moment& now) {
    Result<LessonRun> run = make_run(lesson, seed);
    if (!run) {
        return run.error();
    }
    LessonState state = begun(lesson, seed);
    // What lies before was done on another day.
    state.step = std::clamp(step, 0, static_cast<int>(lesson.steps.size()) - 1);
    for (int k = 0; k < state.step; ++k) {
        StepResult& result = state.results[static_cast<std::size_t>(k)];
        result.seen = true;
        result.done = true;
        for (std::size_t n = 0; n < lesson.checks.size(); ++n) {
            if (lesson.checks[n].step == lesson.steps[static_cast<std::size_t>(k)].id) {
                state.ticks[n] = true;
            }
        }
    }
    state.results[static_cast<std::size_t>(state.step)].seen = true;
    lesson_ = lesson;
    run_ = *std::move(run);
    state_ = std::move(state);
    return ask(now);
}

Status LessonPlay::ask(const Moment& now) {
    stage_due_ = true;
    question_.reset();
    verdict_ = state_.verdict;
    asked_at_ = now.seconds;
    ++asked_;
    if (step().ask) {
        Result<Question> question = question_now(*lesson_, run_, state_);
        if (!question) {
            settle(true);
            return question.error();
        }
        question_ = *std::move(question);
    }
    settle(!is_asking(*lesson_, state_));
    revealed_ = state_.results[static_cast<std::size_t>(state_.step)].shown;
    return Done{};
}

void LessonPlay::settle(bool answered) {
    answered_ = answered;
    revealed_ = false;
    masked_.clear();
    shapeless_.clear();
    if (!asking()) {
        return;
    }
    constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
    for (const Hidden& part : hidden(*question_)) {
        if (part.shape) {
            shapeless_.insert(part.tensor);
            continue;
        }
        const Matrix<double>& whole =
            question_->trace->tensors[static_cast<std::size_t>(part.tensor)].value;
        Matrix<double>& values = masked_.try_emplace(part.tensor, whole).first->second;
        if (part.cell) {
            values(part.row, part.col) = kNothing;
        } else if (part.column) {
            values.col(part.col).setConstant(kNothing);
        } else {
            values.setConstant(kNothing);
        }
    }
}

void LessonPlay::note(const Moment& now) {
    if (lesson_ && !asking() && question_) {
        record_ = recorded(std::move(record_), *lesson_, state_, state_.step, now.date);
    }
}

void LessonPlay::happened(std::string_view event) {
    if (lesson_) {
        state_ = layerwise::happened(*lesson_, state_, event);
    }
}

void LessonPlay::predict(const std::shared_ptr<const Trace>& trace, int step, const Moment& now) {
    if (lesson_ || (trace == predicted_ && step == predicted_step_)) {
        return;
    }
    predicted_ = trace;
    predicted_step_ = step;
    verdict_.reset();
    ++asked_;
    question_ = question_about(trace, step, static_cast<std::uint32_t>(asked_), 2);
    asked_at_ = now.seconds;
    settle(false);
}

void LessonPlay::stop_predicting() {
    predicted_.reset();
    predicted_step_ = -1;
    if (!lesson_ && question_) {
        question_.reset();
        verdict_.reset();
        settle(true);
    }
}

std::vector<SessionCommand> LessonPlay::take_stage(const Session& session) {
    std::vector<SessionCommand> commands;
    if (!std::exchange(stage_due_, false) || !lesson_) {
        return commands;
    }
    const LessonPass& here = pass();
    const bool hunting = question_ && question_->kind == AskKind::Hunt;
    const std::shared_ptr<const Trace> trace = hunting ? question_->trace : here.trace;
    if (session.trace != trace) {
        commands.emplace_back(ShowExample{std::make_shared<const Example>(here.example), trace});
    }
    commands.emplace_back(SetGranularity{Granularity::Operation});
    if (session.convention != lesson_->convention) {
        commands.emplace_back(SetConvention{lesson_->convention});
    }
    commands.emplace_back(JumpTo{{std::max(trace_step(*trace, step().at), 0), 0}});
    return commands;
}

}  // namespace layerwise
