// A lesson with its numbers: the passes that its steps walk through.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/lessons/lesson.h"
#include "core/trace/trace.h"

namespace layerwise {

struct LessonPass {
    Example example;
    std::shared_ptr<const Trace> trace;
};

// The numbers of one go at a lesson. A value; copies share the passes.
struct LessonRun {
    std::uint32_t seed = 0;
    std::vector<LessonPass> passes;  // one for each example that the lesson's steps name
};

// Seed 0 brings the examples' own numbers. Others bring fresh ones, the same for the same seed:
// W, b and x in tenths for networks written by hand, np.random.seed(seed) for numpy-case, another
// test image for digits. Errors: as load_example.
Result<LessonRun> make_run(const Lesson& lesson, std::uint32_t seed);

// The pass that the step is about. REQUIRES: the run is of this lesson.
const LessonPass& pass_of(const LessonRun& run, const LessonStep& step);

// The step of the trace which makes the tensor `at`; the first that reads it where it is given (x,
// W1). −1 where no tensor has that name.
int trace_step(const Trace& trace, std::string_view at);

// The text with what is in braces put in: {z1[2]} a number, {W1[:,1]} a list, {rank(W1)}, {shape
// W1} a shape; {z1[2]|4} has four decimals. Errors: as evaluate.
Result<std::string> with_numbers(std::string_view text, const Trace& trace, Convention convention,
                                 int decimals);

// Whether everything that the lesson names is there: tensors, quantities, examples; every choice
// has one right option, no more. Errors: the first that is not, with its file and line.
Status check_lesson(const Lesson& lesson, const LessonRun& run);

}  // namespace layerwise
