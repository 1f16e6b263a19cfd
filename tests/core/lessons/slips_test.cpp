// What each known mistake gives, worked out by hand.
#include "core/lessons/slips.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <gmock/gmock.h>

#include "core/lessons/quantity.h"
#include "tests/core/lessons/lessons.h"

namespace layerwise {
namespace {

// What the mistake makes of one cell of that tensor.
double slip(const Trace& trace, std::string_view tensor, std::string_view mistake, Index row,
            Index col = 0) {
    const std::vector<Slip> slips = slips_of(trace, tensor_named(trace, tensor));
    const auto found =
        std::find_if(slips.begin(), slips.end(), [&](const Slip& s) { return s.name == mistake; });
    EXPECT_NE(found, slips.end()) << tensor << " " << mistake;
    return found == slips.end() ? NAN : found->value(row, col);
}

// W = [0.9 −0.4; 0.5 1.1], x = (1.2, 0.6), b = (0.2, −0.3), z = (1.04, 0.96).
TEST(Slips, OfALinearLayer) {
    const Trace trace = trace_of("two-to-two");
    EXPECT_NEAR(slip(trace, "z1", "forgot-b", 1), 0.5 * 1.2 + 1.1 * 0.6, 1e-12);
    EXPECT_NEAR(slip(trace, "z1", "transposed", 0), 0.9 * 1.2 + 0.5 * 0.6 + 0.2, 1e-12);
    EXPECT_NEAR(slip(trace, "z1", "wrong-axis", 0), (0.9 + 0.5) * 1.2 + 0.2, 1e-12);
    EXPECT_NEAR(slip(trace, "z1", "one-term", 1), 0.5 * 1.2 - 0.3, 1e-12);
    EXPECT_NEAR(slip(trace, "z1", "wrong-sign", 0), -1.04, 1e-12);
    EXPECT_NEAR(slip(trace, "Wx1", "added-b", 0), 1.04, 1e-12);
    EXPECT_NEAR(slip(trace, "W1_next", "uphill", 0), 0.9 + 0.1 * 0.04 * 1.2, 1e-12);
    EXPECT_NEAR(slip(trace, "W1_next", "forgot-eta", 0), 0.9 - 0.04 * 1.2, 1e-12);
    EXPECT_NEAR(slip(trace, "W1_next", "step-only", 0), -0.1 * 0.04 * 1.2, 1e-12);
    EXPECT_NEAR(slip(trace, "loss", "sum-for-mean", 0), 0.04 * 0.04 * 2, 1e-12);
    EXPECT_NEAR(slip(trace, "loss", "forgot-square", 0), 0, 1e-12);  // 0.04 and −0.04
}

// z¹ = (2, −1), a¹ = (2, 0), W² = [0.5 −0.5], ŷ = 1.5, y = 1, δ² = 1, δ¹ = (0.5, 0).
TEST(Slips, OfTheWayBack) {
    const Trace trace = trace_of("two-two-one");
    EXPECT_EQ(slip(trace, "a1", "forgot-f", 1), -1);
    EXPECT_EQ(slip(trace, "a1", "slope-for-f", 0), 1);
    EXPECT_EQ(slip(trace, "dL_da2", "forgot-two", 0), 0.5);
    EXPECT_EQ(slip(trace, "dL_da2", "loss-for-slope", 0), 0.25);
    EXPECT_EQ(slip(trace, "dL_dz1", "forgot-slope", 1), -0.5);
    EXPECT_EQ(slip(trace, "dL_dz1", "only-slope", 0), 1);
    EXPECT_EQ(slip(trace, "da_dz1", "f-for-slope", 0), 2);
    EXPECT_EQ(slip(trace, "dL_dW1", "transposed", 1, 0), 1);        // δ1·x2, in place of δ2·x1
    EXPECT_EQ(slip(trace, "dL_dW1", "forgot-slope", 1, 1), -1);     // −0.5 · 2
    EXPECT_EQ(slip(trace, "dL_dW1", "output-for-input", 0, 0), 1);  // 0.5 · a1
    EXPECT_EQ(slip(trace, "dL_dx1", "transposed", 1), 0.5);         // W δ, row 2: 1 · 0.5
    EXPECT_EQ(slip(trace, "dL_dx1", "one-term", 1), 0.25);
}

TEST(Slips, OfABatch) {
    const Trace trace = trace_of("numpy-case");
    const Matrix<double>& delta = find(trace, Symbol::GradZ, 1).value;
    EXPECT_NEAR(slip(trace, "dL_db1", "mean-for-sum", 2), delta.row(2).sum() / 5, 1e-15);
    EXPECT_NEAR(slip(trace, "dL_db1", "wrong-axis", 2), delta.col(2).sum(), 1e-15);
    EXPECT_NEAR(slip(trace, "dL_db1", "one-sample", 2), delta(2, 0), 1e-15);
    const double z = find(trace, Symbol::Z, 1).value(0, 0);
    EXPECT_NEAR(slip(trace, "da_dz1", "slope-of-value", 0), z * (1 - z), 1e-15);
}

TEST(Slips, OfSoftmaxAndItsLoss) {
    const Lesson lesson = lesson_named("softmax");
    const LessonRun run = run_of(lesson);
    const Trace& trace = *run.passes.front().trace;  // z = (2, 1, 0), class 2
    EXPECT_NEAR(slip(trace, "a1", "not-normalised", 0), std::exp(2.0), 1e-12);
    const double p = std::exp(1.0) / (std::exp(2.0) + std::exp(1.0) + 1);
    EXPECT_NEAR(slip(trace, "loss", "log-base-ten", 0), -std::log10(p), 1e-12);
    EXPECT_NEAR(slip(trace, "loss", "forgot-log", 0), p, 1e-12);
}

TEST(Slips, GivenValuesHaveNone) {
    const Trace trace = trace_of("two-to-two");
    EXPECT_TRUE(slips_of(trace, tensor_named(trace, "W1")).empty());
}

TEST(Slips, OfShapes) {
    const Trace trace = trace_of("numpy-case");
    const auto names = [&](std::string_view tensor, const Shape& shape) {
        std::set<std::string> found;
        for (const ShapeSlip& slip :
             shape_slips_of(trace, tensor_named(trace, tensor), Convention::Column)) {
            if (slip.shape == shape) {
                found.insert(slip.name);
            }
        }
        return found;
    };
    using testing::Contains;
    EXPECT_THAT(names("z1", {1, 5, 4}), Contains("transposed"));
    EXPECT_THAT(names("z1", {1, 4, 1}), Contains("one-for-batch"));
    EXPECT_THAT(names("Wx1", {1, 4, 3}), Contains("of-first-operand"));
    EXPECT_THAT(names("Wx1", {1, 3, 5}), Contains("of-second-operand"));
}

}  // namespace
}  // namespace layerwise
