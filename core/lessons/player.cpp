#include "core/lessons/player.h"

#include <algorithm>
#include <cassert>

#include "core/lessons/quantity.h"

namespace layerwise {
namespace {

const LessonStep& step_at(const Lesson& lesson, const LessonState& state) {
    return lesson.steps[static_cast<std::size_t>(state.step)];
}

StepResult& result_of(LessonState& state) {
    return state.results[static_cast<std::size_t>(state.step)];
}

void tick_step(const Lesson& lesson, LessonState& state, const std::string& step) {
    for (std::size_t k = 0; k < lesson.checks.size(); ++k) {
        state.ticks[k] = state.ticks[k] || lesson.checks[k].step == step;
    }
}

void close(const Lesson& lesson, LessonState& state) {
    result_of(state).done = true;
    tick_step(lesson, state, step_at(lesson, state).id);
}

}  // namespace

LessonState begun(const Lesson& lesson, std::uint32_t seed) {
    LessonState state;
    state.lesson = lesson.id;
    state.seed = seed;
    state.results.resize(lesson.steps.size());
    state.ticks.resize(lesson.checks.size());
    state.results.front().seen = true;
    return state;
}

bool is_asking(const Lesson& lesson, const LessonState& state) {
    return step_at(lesson, state).ask && !state.results[static_cast<std::size_t>(state.step)].done;
}

Result<Question> question_now(const Lesson& lesson, const LessonRun& run,
                              const LessonState& state) {
    assert(step_at(lesson, state).ask);
    return question_of(lesson, step_at(lesson, state), run);
}

Result<LessonState> answered(const Lesson& lesson, const LessonRun& run, LessonState state,
                             std::string_view typed, double seconds) {
    if (!is_asking(lesson, state)) {
        return state;
    }
    const Result<Question> question = question_now(lesson, run, state);
    if (!question) {
        return question.error();
    }
    state.verdict = judged(*question, typed);
    if (state.verdict->judgement == Judgement::Unreadable) {
        return state;
    }
    StepResult& result = result_of(state);
    result.tries += 1;
    result.last = typed;
    if (result.tries == 1) {
        result.first = typed;
    }
    if (result.slip.empty()) {
        result.slip = state.verdict->slip;
    }
    if (state.verdict->judgement == Judgement::Right) {
        result.seconds = seconds;
        close(lesson, state);
    }
    return state;
}

LessonState shown(const Lesson& lesson, LessonState state, double seconds) {
    if (is_asking(lesson, state)) {
        result_of(state).shown = true;
        result_of(state).seconds = seconds;
        close(lesson, state);
        state.verdict.reset();
    }
    return state;
}

LessonState advanced(const Lesson& lesson, LessonState state) {
    if (is_asking(lesson, state)) {
        return state;
    }
    close(lesson, state);
    state.verdict.reset();
    if (state.step + 1 < static_cast<int>(lesson.steps.size())) {
        state.step += 1;
        result_of(state).seen = true;
    } else {
        state.finished = true;
    }
    return state;
}

LessonState went_to(const Lesson& lesson, LessonState state, int step) {
    const int last = static_cast<int>(lesson.steps.size()) - 1;
    const int wanted = std::clamp(step, 0, last);
    // Forward only past what has been seen: an open question cannot be jumped over.
    if (state.results[static_cast<std::size_t>(wanted)].seen) {
        state.step = wanted;
        state.verdict.reset();
    }
    return state;
}

LessonState happened(const Lesson& lesson, LessonState state, std::string_view event) {
    for (std::size_t k = 0; k < lesson.checks.size(); ++k) {
        state.ticks[k] = state.ticks[k] || lesson.checks[k].event == event;
    }
    return state;
}

std::vector<Hidden> hidden(const Question& question) {
    std::vector<Hidden> parts;
    switch (question.kind) {
        case AskKind::Number:
        case AskKind::Sign:
            parts.push_back({question.tensor, true, question.row, question.col, false, false});
            break;
        case AskKind::Vector:
            parts.push_back({question.tensor, false, question.row, question.col, true, false});
            break;
        case AskKind::Shape:
        case AskKind::Shapes:
            for (const std::string& name : question.names) {
                parts.push_back({tensor_named(*question.trace, name), false, 0, 0, false, true});
            }
            break;
        case AskKind::Picture:
        case AskKind::Puzzle:
            parts.push_back({question.tensor, false, 0, 0, false, false});
            break;
        case AskKind::Choice:
        case AskKind::Hunt:
            break;
    }
    std::erase_if(parts, [](const Hidden& part) { return part.tensor < 0; });
    return parts;
}

}  // namespace layerwise
