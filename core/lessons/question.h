// What a step asks, with its right answer and the known slips computed; and the judge of answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/lessons/faults.h"
#include "core/lessons/lesson.h"
#include "core/lessons/run.h"
#include "core/lessons/slips.h"
#include "core/lessons/verdict.h"

namespace layerwise {

// A question over one pass. Values are those of the trace; nothing here was typed in.
struct Question {
    AskKind kind = AskKind::Number;
    int tensor = -1;         // the trace's tensor that is asked about, or −1 for a quantity
    Index row = 0, col = 0;  // Number, Sign: its cell in the column convention
    int step = -1;           // the step of the trace that makes it, or −1
    int decimals = 2;        // an answer rounded to these is exact
    Matrix<double> value;    // Number, Sign: 1 × 1; Vector: the column; Picture: what is asked for
    std::vector<std::string> names;  // Shape, Shapes: of the tensors; Puzzle, Hunt: of the goal
    std::vector<Shape> shapes;       // Shape, Shapes: as the convention writes them
    std::vector<Matrix<double>> pictures;             // Picture: what each option shows
    int options = 0, right = -1;                      // Choice, Picture: how many, and which from 0
    std::vector<Slip> slips;                          // Number, Vector: of the answer's shape
    std::vector<std::vector<ShapeSlip>> shape_slips;  // one list for each of `shapes`
    std::shared_ptr<const Trace> trace;               // the pass; for Hunt the one with the fault
    std::optional<FaultyTrace> faulty;                // Hunt
};

// The question of a lesson's step. REQUIRES: step.ask. Errors: a name or a quantity that the pass
// does not have, a choice without exactly one right option; with the lesson's file and line.
Result<Question> question_of(const Lesson& lesson, const LessonStep& step, const LessonRun& run);

// A question about any step of any pass: one cell of its result, which one by the seed. A number
// where the result is small, else its sign.
Question question_about(const std::shared_ptr<const Trace>& trace, int step, std::uint32_t seed,
                        int decimals);

// An answer is right when it is the value rounded to the question's decimals, or to those it was
// given with; what is exactly a slip is that slip even where rounding would let it pass.
Verdict judged(const Question& question, std::string_view typed);

// The verdict in one sentence. The lesson's own words for its own slips and options come first.
std::string verdict_text(const Catalogue& catalogue, const Lesson* lesson, const LessonStep* step,
                         const Question& question, const Verdict& verdict);

// The right answer as it would be typed: "1.04", "+", "2 x 3", "2".
std::string answer_text(const Question& question);

// The arithmetic that leads to a Number: "w11·x1 + w12·x2 + b1 = 0.90·1.20 + … = 1.04", or "".
std::string worked_text(const Question& question, Convention convention);

}  // namespace layerwise
