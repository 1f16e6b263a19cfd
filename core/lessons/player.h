// Where a person is in a lesson: a value, made anew by each thing they do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/lessons/question.h"
#include "core/lessons/run.h"

namespace layerwise {

// What was done at one step.
struct StepResult {
    bool seen = false;   // the step was reached
    bool done = false;   // read on past it, answered it right, or had it shown
    bool shown = false;  // its answer was shown without a right one given
    int tries = 0;       // answers that could be read
    std::string first;   // the first of them
    std::string last;    // the newest
    std::string slip;    // the first mistake that was known by name
    double seconds = 0;  // from the question until it was done
    bool missed() const { return shown || tries > 1; }
};

struct LessonState {
    std::string lesson;
    std::uint32_t seed = 0;
    int step = 0;
    std::vector<StepResult> results;  // one a step
    std::optional<Verdict> verdict;   // of the newest answer to this step's question
    std::vector<bool> ticks;          // of the checklist
    bool finished = false;            // the last step is done
};

// At the first step, nothing done. The seed is the run's.
LessonState begun(const Lesson& lesson, std::uint32_t seed);

// Whether the step's question is still open: its answer is to be hidden, and advanced() waits.
bool is_asking(const Lesson& lesson, const LessonState& state);

// The open question. REQUIRES: the step has one. Errors: as question_of.
Result<Question> question_now(const Lesson& lesson, const LessonRun& run, const LessonState& state);

// After an answer, which took that long: with its verdict, and done where it is right. An answer
// that cannot be read counts as no try. The same state where nothing is asked.
// Errors: as question_of.
Result<LessonState> answered(const Lesson& lesson, const LessonRun& run, LessonState state,
                             std::string_view typed, double seconds);

// Shows the answer: the question is closed, without penalty. Later it counts as missed.
LessonState shown(const Lesson& lesson, LessonState state, double seconds);

// On to the next step; the same state while a question is open. At the last step: finished.
LessonState advanced(const Lesson& lesson, LessonState state);
// Back to an earlier step; what was answered stays answered.
LessonState went_to(const Lesson& lesson, LessonState state, int step);

// Something of lesson_events() was done in the program: ticks what waits for it.
LessonState happened(const Lesson& lesson, LessonState state, std::string_view event);

// Which part of the pass must not be seen while the question is open.
struct Hidden {
    int tensor = -1;         // −1 where nothing is hidden
    bool cell = false;       // only this cell; else all cells
    Index row = 0, col = 0;  // column convention
    bool column = false;     // the whole column
    bool shape = false;      // the shape too
};
std::vector<Hidden> hidden(const Question& question);

}  // namespace layerwise
