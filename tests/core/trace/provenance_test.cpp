// Where numbers come from and what they feed: sums that add up, the chain rule, walks.
#include "core/trace/provenance.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/core/trace/small_networks.h"

namespace layerwise {
namespace {

std::vector<Trace> some_traces() {
    return {
        trace_of(problem({4, 3, 2}, Activation::Tanh, Activation::Softmax, Loss::CrossEntropy, 1)),
        trace_of(problem({3, 5, 4}, Activation::Gelu, Activation::Softmax, Loss::CrossEntropy, 3)),
        trace_of(
            problem({3, 2}, Activation::Tanh, Activation::Identity, Loss::MeanSquaredError, 1)),
        trace_of(problem({4, 3, 3, 2}, Activation::Silu, Activation::Sigmoid,
                         Loss::BinaryCrossEntropy, 2)),
        trace_of(problem({3, 4, 2}, Activation::Softplus, Activation::Softmax,
                         Loss::MeanSquaredError, 2)),
    };
}

Place place(const Trace& t, Symbol symbol, int layer, Index row, Index col = 0) {
    return {find_index(t, symbol, layer), row, col};
}

template <class Visit>
void for_each_cell(const Trace& t, const Visit& visit) {
    for (int tensor = 0; tensor < static_cast<int>(t.tensors.size()); ++tensor) {
        const Matrix<double>& m = t.tensors[static_cast<std::size_t>(tensor)].value;
        for (Index j = 0; j < m.cols(); ++j) {
            for (Index i = 0; i < m.rows(); ++i) {
                visit(Place{tensor, i, j});
            }
        }
    }
}

TEST(Provenance, SharesOfASumAddUpToIt) {
    for (const Trace& t : some_traces()) {
        for_each_cell(t, [&](const Place& cell) {
            const Origin origin = made_from(t, cell);
            if (origin.step < 0) {
                EXPECT_TRUE(origin.contributions.empty());
                return;
            }
            const Operation operation = step_at(t, origin.step).operation;
            if (operation == Operation::Activate || operation == Operation::LossGradient ||
                operation == Operation::LocalSlope) {
                return;  // functions
            }
            double sum = 0;
            for (const Contribution& one : origin.contributions) {
                sum += one.share;
            }
            EXPECT_NEAR(sum, value_at(t, cell), 1e-12)
                << t.tensors[static_cast<std::size_t>(cell.tensor)].name;
        });
    }
}

TEST(Provenance, PullsAddUpToTheGradient) {
    const auto gradient = [](Symbol symbol) {
        switch (symbol) {
            case Symbol::X:
                return Symbol::GradX;
            case Symbol::W:
                return Symbol::GradW;
            case Symbol::B:
                return Symbol::GradB;
            case Symbol::Wx:
            case Symbol::Z:
                return Symbol::GradZ;
            default:
                return Symbol::GradA;
        }
    };
    for (const Trace& t : some_traces()) {
        for_each_cell(t, [&](const Place& cell) {
            const Tensor& tensor = t.tensors[static_cast<std::size_t>(cell.tensor)];
            const bool has_gradient = tensor.symbol == Symbol::X || tensor.symbol == Symbol::W ||
                                      tensor.symbol == Symbol::B || tensor.symbol == Symbol::Wx ||
                                      tensor.symbol == Symbol::Z || tensor.symbol == Symbol::A;
            double sum = 0;
            for (const Use& use : feeds(t, cell)) {
                sum += use.pull;
            }
            const double expected = has_gradient
                                        ? find(t, gradient(tensor.symbol),
                                               tensor.symbol == Symbol::X ? 1 : tensor.layer)
                                              .value(cell.row, cell.col)
                                        : 0;
            EXPECT_NEAR(sum, expected, 1e-12) << tensor.name << cell.row << "," << cell.col;
        });
    }
}

TEST(Provenance, WhatFeedsAndWhatIsMadeAreTheSameLinks) {
    for (const Trace& t : some_traces()) {
        for_each_cell(t, [&](const Place& cell) {
            for (const Contribution& one : made_from(t, cell).contributions) {
                const std::vector<Use> uses = feeds(t, one.cell);
                const auto use =
                    std::ranges::find_if(uses, [&](const Use& u) { return u.result == cell; });
                ASSERT_NE(use, uses.end()) << t.tensors[std::size_t(cell.tensor)].name;
                EXPECT_EQ(use->share, one.share);
            }
            for (const Use& use : feeds(t, cell)) {
                const Origin origin = made_from(t, use.result);
                EXPECT_EQ(origin.step, use.step);
                EXPECT_TRUE(std::ranges::any_of(origin.contributions, [&](const Contribution& c) {
                    return c.cell == cell || c.with == cell;
                })) << t.tensors[std::size_t(cell.tensor)].name;
            }
        });
    }
}

// 2 → 2 → 1 by hand: x = (1, 2); W1 = (1 −3; 2 1), b1 = (0.5, 0); ReLU; W2 = (4 −1), b2 = 0; y = 0.
Trace by_hand() {
    Problem p;
    p.network.loss = Loss::MeanSquaredError;
    p.network.layers.resize(2);
    p.network.layers[0] = {Matrix<double>(2, 2), Vector<double>(2), Activation::Relu};
    p.network.layers[0].W << 1, -3, 2, 1;
    p.network.layers[0].b << 0.5, 0;
    p.network.layers[1] = {Matrix<double>(1, 2), Vector<double>::Zero(1), Activation::Identity};
    p.network.layers[1].W << 4, -1;
    p.x = Matrix<double>(2, 1);
    p.x << 1, 2;
    p.y = Matrix<double>::Zero(1, 1);
    return trace_of(p);
}

TEST(Provenance, ByHand) {
    const Trace t = by_hand();
    // (W x)₁ = 1·1 + (−3)·2: the second pixel has the larger share.
    const Origin origin = made_from(t, place(t, Symbol::Wx, 1, 0));
    ASSERT_EQ(origin.contributions.size(), 2U);
    EXPECT_EQ(step_at(t, origin.step).operation, Operation::WeightedSum);
    EXPECT_EQ(origin.contributions[0].cell, place(t, Symbol::X, 0, 1));
    EXPECT_EQ(origin.contributions[0].with, place(t, Symbol::W, 1, 0, 1));
    EXPECT_EQ(origin.contributions[0].share, -6);
    EXPECT_EQ(origin.contributions[1].share, 1);
    // z₁ = −5 + 0.5.
    const Origin z = made_from(t, place(t, Symbol::Z, 1, 0));
    EXPECT_EQ(z.contributions[0].share, -5);
    EXPECT_EQ(z.contributions[1].cell, place(t, Symbol::B, 1, 0));
    EXPECT_EQ(z.contributions[1].share, 0.5);
    // a = (0, 4), z2 = −4, L = 16, δ2 = −8: x₂ is felt through unit 2 alone, by 1·(−1)·(−8) = 8.
    const std::vector<Use> uses = feeds(t, place(t, Symbol::X, 0, 1));
    ASSERT_GE(uses.size(), 2U);
    EXPECT_EQ(uses[0].result, place(t, Symbol::Wx, 1, 1));
    EXPECT_EQ(uses[0].pull, 8);
    EXPECT_EQ(uses[0].share, 2);
    EXPECT_EQ(uses[1].pull, 0) << "unit 1 is off";
    EXPECT_EQ(uses[1].share, -6);
}

TEST(Provenance, WaysByHand) {
    const Trace t = by_hand();
    const std::vector<Place> back = way_back(t, place(t, Symbol::L, 0, 0));
    const std::vector<Place> expected{place(t, Symbol::A, 2, 0),  place(t, Symbol::Z, 2, 0),
                                      place(t, Symbol::Wx, 2, 0), place(t, Symbol::A, 1, 1),
                                      place(t, Symbol::Z, 1, 1),  place(t, Symbol::Wx, 1, 1),
                                      place(t, Symbol::X, 0, 0)};  // 2·1 = 1·2: of equals the first
    EXPECT_EQ(back, expected);
    std::vector<Place> ahead = way_ahead(t, place(t, Symbol::X, 0, 1));
    ASSERT_EQ(ahead.size(), 7U);
    EXPECT_EQ(ahead.front(), place(t, Symbol::Wx, 1, 1));
    EXPECT_EQ(ahead.back(), place(t, Symbol::L, 0, 0));
}

TEST(Provenance, EveryWayEndsAtThePixelsTheLossOrTheWeights) {
    for (const Trace& t : some_traces()) {
        for_each_cell(t, [&](const Place& cell) {
            const auto symbol_of = [&](const Place& p) {
                return t.tensors[static_cast<std::size_t>(p.tensor)].symbol;
            };
            const Symbol symbol = symbol_of(cell);
            const std::vector<Place> back = way_back(t, cell);
            if (made_from(t, cell).step < 0) {
                EXPECT_TRUE(back.empty());
            } else {
                ASSERT_FALSE(back.empty());
                EXPECT_EQ(symbol_of(back.back()), Symbol::X)
                    << t.tensors[std::size_t(cell.tensor)].name;
            }
            const std::vector<Place> ahead = way_ahead(t, cell);
            const Phase phase = made_from(t, cell).step < 0
                                    ? Phase::Forward
                                    : step_at(t, made_from(t, cell).step).phase;
            if (phase == Phase::Forward) {
                ASSERT_FALSE(ahead.empty());
                EXPECT_EQ(symbol_of(ahead.back()), Symbol::L);
            } else if (phase == Phase::Backward && symbol == Symbol::GradB) {
                EXPECT_EQ(symbol_of(ahead.back()), Symbol::NextB);
            } else if (phase == Phase::Backward &&
                       !(symbol == Symbol::GradX &&
                         t.tensors[static_cast<std::size_t>(cell.tensor)].layer == 1)) {
                ASSERT_FALSE(ahead.empty());
                EXPECT_EQ(symbol_of(ahead.back()), Symbol::NextW);
            } else {
                EXPECT_TRUE(ahead.empty());
            }
        });
    }
}

}  // namespace
}  // namespace layerwise
