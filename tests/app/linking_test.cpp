// Pointing at any cell leads to the result it takes part in, and a result lights what it is from.
#include "app/views/linking.h"

#include <gtest/gtest.h>

#include "core/network/spec.h"
#include "core/trace/element.h"
#include "tests/app/headless.h"

namespace layerwise {
namespace {

const Matrix<double>& value(const Trace& trace, int tensor) {
    return trace.tensors[static_cast<std::size_t>(tensor)].value;
}

const Matrix<double>& result(const Trace& trace, int step) {
    return trace.result(trace.steps[static_cast<std::size_t>(step)]).value;
}

bool lights(const Lit& lit, Index row, Index col) {
    return (lit.row || lit.col) && lit.row.value_or(row) == row && lit.col.value_or(col) == col;
}

// Small traces of every kind, a batch through softmax among them.
std::vector<Trace> traces() {
    std::vector<Trace> all{*opened("three-to-two").trace, *opened("numpy-case").trace};
    for (const Index samples : {1, 3}) {
        const Network<double> network = initialize({{4, 5, 3}}, Initializer::He, 2);
        const Matrix<double> x = Matrix<double>::Random(4, samples);
        Matrix<double> y = Matrix<double>::Zero(3, samples);
        y.row(1).setOnes();
        all.push_back(trace(network, x, y, 0.1));
    }
    return all;
}

// Calls `look` for every result element of every step.
template <class Look>
void visit(const Look& look) {
    for (const Trace& t : traces()) {
        for (int step = 0; step < static_cast<int>(t.steps.size()); ++step) {
            for (Index col = 0; col < result(t, step).cols(); ++col) {
                for (Index row = 0; row < result(t, step).rows(); ++row) {
                    SCOPED_TRACE(testing::Message() << t.samples << " samples, step " << step + 1
                                                    << ", result (" << row << ", " << col << ")");
                    look(t, step, Cell{row, col});
                }
            }
        }
    }
}

TEST(Linking, WhatIsLitIsInTheTensor) {
    visit([](const Trace& t, int step, Cell cell) {
        for (int k = 0; k < static_cast<int>(t.tensors.size()); ++k) {
            const Step& s = t.steps[static_cast<std::size_t>(step)];
            const bool takes_part =
                k == s.result || std::ranges::find(s.operands, k) != s.operands.end();
            if (!takes_part) {
                continue;
            }
            const Lit lit = lit_for(t, step, k, cell);
            EXPECT_LT(lit.row.value_or(0), value(t, k).rows())
                << t.tensors[static_cast<std::size_t>(k)].name;
            EXPECT_LT(lit.col.value_or(0), value(t, k).cols())
                << t.tensors[static_cast<std::size_t>(k)].name;
            EXPECT_GE(lit.row.value_or(0), 0);
            EXPECT_GE(lit.col.value_or(0), 0);
        }
    });
}

TEST(Linking, AResultLightsItself) {
    visit([](const Trace& t, int step, Cell cell) {
        const int tensor = t.steps[static_cast<std::size_t>(step)].result;
        const Lit lit = lit_for(t, step, tensor, cell);
        EXPECT_EQ(lit.row, cell.row);
        EXPECT_EQ(lit.col, cell.col);
        EXPECT_EQ(result_for(t, step, tensor, cell, {}), cell);
    });
}

TEST(Linking, EveryFactorOfAnElementIsLit) {
    int factors = 0;
    visit([&](const Trace& t, int step, Cell cell) {
        if (t.steps[static_cast<std::size_t>(step)].operation == Operation::Loss) {
            return;  // all of it goes into one number
        }
        const auto expect_lit = [&](int tensor, Index row, Index col) {
            const Lit lit = lit_for(t, step, tensor, cell);
            ++factors;
            if (t.tensors[static_cast<std::size_t>(tensor)].layout == Layout::Jacobian) {
                // Symmetric: its row is lit, where the sum goes down the column.
                const Index out = value(t, tensor).cols();
                EXPECT_TRUE(lights(lit, (row / out) * out + col, row % out));
            } else {
                EXPECT_TRUE(lights(lit, row, col));
            }
        };
        for (const Term& term : element(t, step, cell.row, cell.col).terms) {
            if (term.left_tensor >= 0) {
                expect_lit(term.left_tensor, term.left_row, term.left_col);
            }
            if (term.right_tensor >= 0) {
                expect_lit(term.right_tensor, term.right_row, term.right_col);
            }
        }
    });
    EXPECT_GT(factors, 500);
}

TEST(Linking, PointingLeadsToAResultThatLightsTheCell) {
    for (const Trace& t : traces()) {
        for (int step = 0; step < static_cast<int>(t.steps.size()); ++step) {
            const Step& s = t.steps[static_cast<std::size_t>(step)];
            for (const int tensor : s.operands) {
                const Matrix<double>& operand = value(t, tensor);
                for (Index k = 0; k < operand.size(); ++k) {
                    const Cell hovered{k % operand.rows(), k / operand.rows()};
                    const Cell cell = result_for(t, step, tensor, hovered, default_cell(t, step));
                    ASSERT_EQ(clamped(t, step, cell), cell);
                    if (s.operation != Operation::Loss) {
                        EXPECT_TRUE(
                            lights(lit_for(t, step, tensor, cell), hovered.row, hovered.col))
                            << t.tensors[static_cast<std::size_t>(tensor)].name << " at step "
                            << step + 1;
                    }
                }
            }
        }
    }
}

TEST(Linking, WhatTheCellLeavesOpenStays) {
    const Trace& t = *opened("three-to-two").trace;
    const int x = find_index(t, Symbol::X, 0);
    EXPECT_EQ(result_for(t, 0, x, {2, 0}, {1, 0}), (Cell{1, 0})) << "x goes into every z";
}

TEST(Linking, AnElementOfALayersPhaseLightsItsActivation) {
    const Trace& t = *opened("digits").trace;
    const int step = step_of(t, Operation::AddBias, 1);
    const int a = find_index(t, Symbol::A, 1);
    const Lit lit = lit_for(t, step, a, {77, 0});
    EXPECT_EQ(lit.row, 77);
    EXPECT_EQ(result_for(t, step, a, {5, 0}, {0, 0}), (Cell{5, 0}));
    const int jacobian = find_index(t, Symbol::Slope, 3);
    const int gradient = step_of(t, Operation::GradientW, 3);
    EXPECT_EQ(lit_for(t, gradient, jacobian, {4, 60}).row, 4) << "not a row for each input";
}

TEST(Linking, APinnedCellsUnitIsFollowedThroughThePass) {
    const Trace& t = *opened("digits").trace;
    const auto row_at = [&](Operation operation, int layer, Symbol symbol, int of, Cell cell) {
        return followed(t, step_of(t, operation, layer), find_index(t, symbol, of), cell, {7, 0})
            .row;
    };
    // Unit 50 of layer 1, whichever of its tensors was pinned.
    EXPECT_EQ(row_at(Operation::Activate, 1, Symbol::W, 1, {50, 300}), 50);
    EXPECT_EQ(row_at(Operation::GradientZ, 1, Symbol::Z, 1, {50, 0}), 50);
    EXPECT_EQ(row_at(Operation::UpdateW, 1, Symbol::A, 1, {50, 0}), 50);
    EXPECT_EQ(row_at(Operation::GradientX, 2, Symbol::Z, 1, {50, 0}), 50) << "∂L/∂x of layer 2";
    EXPECT_EQ(row_at(Operation::GradientZ, 1, Symbol::W, 2, {3, 50}), 50)
        << "a weight that reads it";
    // Other layers keep what they showed; the loss is one number.
    EXPECT_EQ(row_at(Operation::WeightedSum, 3, Symbol::Z, 1, {50, 0}), 7);
    EXPECT_EQ(row_at(Operation::LossGradient, 3, Symbol::Y, 0, {2, 0}), 2);
    EXPECT_EQ(row_at(Operation::Activate, 3, Symbol::Y, 0, {2, 0}), 2);
    const int loss = step_of(t, Operation::Loss, 0);
    EXPECT_EQ(followed(t, loss, find_index(t, Symbol::Z, 1), {50, 0}, {0, 0}), (Cell{0, 0}));
}

TEST(Linking, TheDefaultIsTheLargestElement) {
    const Trace& t = *opened("three-to-two").trace;
    EXPECT_EQ(default_cell(t, 1), (Cell{1, 0})) << "z = (-0.2, 0.9)";
    EXPECT_EQ(clamped(t, 1, {9, -4}), (Cell{1, 0}));
}

}  // namespace
}  // namespace layerwise
