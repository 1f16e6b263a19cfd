// The shape log's rows: operands as they enter the operation, in every convention.
#include "app/panels/shape_log_panel.h"

#include <gmock/gmock.h>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

std::string row_of(Operation operation, int layer, Convention convention) {
    const Trace& trace = *opened("digits").trace;
    const int step = step_of(trace, operation, layer);
    return shapes_text(shape_log(trace, convention)[static_cast<std::size_t>(step)], operation);
}

TEST(ShapeLogPanel, FactorsStandAsTheyEnterTheProduct) {
    const Convention column = Convention::Column;
    EXPECT_EQ(row_of(Operation::WeightedSum, 1, column), "128×784 · 784×1 → 128×1");
    EXPECT_EQ(row_of(Operation::GradientW, 3, column), "10×1 · 1×64 → 10×64");
    EXPECT_EQ(row_of(Operation::GradientX, 3, column), "64×10 · 10×1 → 64×1");
    EXPECT_EQ(row_of(Operation::WeightedSum, 1, Convention::Row), "1×784 · 784×128 → 1×128");
    EXPECT_EQ(row_of(Operation::GradientW, 1, Convention::Row), "784×1 · 1×128 → 784×128");
    EXPECT_EQ(row_of(Operation::WeightedSum, 1, Convention::Torch), "1×784 · 784×128 → 1×128");
}

TEST(ShapeLogPanel, TheSignIsTheOperations) {
    const Convention column = Convention::Column;
    EXPECT_EQ(row_of(Operation::AddBias, 2, column), "64×1 + 64×1 → 64×1");
    EXPECT_EQ(row_of(Operation::GradientZ, 2, column), "64×1 ⊙ 64×1 → 64×1");
    EXPECT_EQ(row_of(Operation::GradientZ, 3, column), "10×10 · 10×1 → 10×1");
    EXPECT_EQ(row_of(Operation::UpdateB, 3, column), "10×1 − 10×1 → 10×1");
    EXPECT_EQ(row_of(Operation::Activate, 1, column), "128×1 → 128×1");
}

}  // namespace
}  // namespace layerwise
