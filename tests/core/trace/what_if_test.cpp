// What is asked of the loss is what a whole new pass with other numbers says.
#include "core/trace/what_if.h"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/core/trace/small_networks.h"

namespace layerwise {
namespace {

class WhatIf : public testing::Test {
protected:
    Problem problem_ =
        problem({4, 6, 5, 3}, Activation::Tanh, Activation::Softmax, Loss::CrossEntropy, 3);
    Trace trace_ = trace_of(problem_);

    double loss_of(const Network<double>& network) const {
        Problem changed = problem_;
        changed.network = network;
        return find(trace_of(changed), Symbol::L, 0).value(0, 0);
    }
};

TEST_F(WhatIf, AnotherWeightGivesTheLossOfAPassWithIt) {
    for (int layer = 1; layer <= 3; ++layer) {
        const auto l = static_cast<std::size_t>(layer - 1);
        Network<double> network = problem_.network;
        network.layers[l].W(2, 1) = 0.7;
        EXPECT_NEAR(loss_with(trace_, {Symbol::W, layer, 2, 1}, 0.7), loss_of(network), 1e-14);
        network = problem_.network;
        network.layers[l].b(1) = -1.3;
        EXPECT_NEAR(loss_with(trace_, {Symbol::B, layer, 1, 0}, -1.3), loss_of(network), 1e-14);
    }
}

TEST_F(WhatIf, TheSlopeIsTheCentralDifference) {
    for (int layer = 1; layer <= 3; ++layer) {
        for (const Symbol symbol : {Symbol::W, Symbol::B}) {
            const Parameter p{symbol, layer, 1, 0};
            EXPECT_NEAR(central_difference(trace_, p), slope_of(trace_, p),
                        1e-8 * std::max(1.0, std::abs(slope_of(trace_, p))));
        }
    }
}

TEST_F(WhatIf, TheUpdatesEffectIsTheNewNetworksLossLessTheOld) {
    Network<double> network = problem_.network;
    double squares = 0;
    for (int layer = 1; layer <= 3; ++layer) {
        auto& dense = network.layers[static_cast<std::size_t>(layer - 1)];
        dense.W = find(trace_, Symbol::NextW, layer).value;
        dense.b = find(trace_, Symbol::NextB, layer).value;
        squares += find(trace_, Symbol::GradW, layer).value.squaredNorm() +
                   find(trace_, Symbol::GradB, layer).value.squaredNorm();
    }
    const double before = find(trace_, Symbol::L, 0).value(0, 0);
    const UpdateEffect effect = effect_of_update(trace_);
    EXPECT_NEAR(effect.came, loss_of(network) - before, 1e-14);
    EXPECT_NEAR(effect.predicted, -trace_.learning_rate * squares, 1e-14);
    EXPECT_LT(effect.came, 0);
}

TEST_F(WhatIf, OneTensorsUpdateLeavesTheOthers) {
    Network<double> network = problem_.network;
    network.layers[1].b = find(trace_, Symbol::NextB, 2).value;
    const UpdateEffect effect = effect_of_update(trace_, Symbol::NextB, 2);
    EXPECT_NEAR(effect.came, loss_of(network) - find(trace_, Symbol::L, 0).value(0, 0), 1e-14);
    EXPECT_NEAR(effect.predicted,
                -trace_.learning_rate * find(trace_, Symbol::GradB, 2).value.squaredNorm(), 1e-14);
}

}  // namespace
}  // namespace layerwise
