// Checks a lesson against its numbers: every name resolves.
#include <fmt/format.h>

#include "core/lessons/quantity.h"
#include "core/lessons/question.h"
#include "core/lessons/run.h"

namespace layerwise {
namespace {

// The texts under keys that begin so, with that pass's numbers.
Status check_texts(const Lesson& lesson, std::string_view prefix, const Trace& trace, int line) {
    for (const auto& [key, text] : lesson.texts) {
        if (!key.starts_with(prefix)) {
            continue;
        }
        const Result<std::string> said =
            with_numbers(text, trace, lesson.convention, lesson.decimals);
        if (!said) {
            return Error{
                fmt::format("{}:{}: {}: {}", lesson.file, line, key, said.error().message)};
        }
    }
    return Done{};
}

}  // namespace

Status check_lesson(const Lesson& lesson, const LessonRun& run) {
    for (const LessonStep& step : lesson.steps) {
        const Trace& trace = *pass_of(run, step).trace;
        if (trace_step(trace, step.at) < 0) {
            return Error{fmt::format("{}:{}: expected a tensor of {} in at, found \"{}\"",
                                     lesson.file, step.line, step.example, step.at)};
        }
        if (step.ask) {
            if (const Result<Question> question = question_of(lesson, step, run); !question) {
                return question.error();
            }
        }
        if (Status said = check_texts(lesson, step.id + ".", trace, step.line); !said) {
            return said;
        }
    }
    const LessonStep& last = lesson.steps.back();
    return check_texts(lesson, "card.", *pass_of(run, last).trace, last.line);
}

}  // namespace layerwise
