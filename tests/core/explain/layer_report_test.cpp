// What a batch says about the layers: spreads, silent units, and the gradient's way back.
#include "core/explain/layer_report.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>

#include "core/network/spec.h"

namespace layerwise {
namespace {

TEST(Histogram, CountsEveryValueOnceAndZeroInTheMiddle) {
    Matrix<double> values(1, 6);
    values << -2, -0.01, 0, 0.01, 1, std::numeric_limits<double>::quiet_NaN();
    const Histogram symmetric = histogram(values, true);
    EXPECT_EQ(symmetric.low, -2);
    EXPECT_EQ(symmetric.high, 2);
    EXPECT_EQ(symmetric.counts[kHistogramBins / 2], 3);
    EXPECT_EQ(symmetric.counts.front(), 1);
    EXPECT_EQ(symmetric.outside, 1);
    EXPECT_EQ(symmetric.largest(), 3);
    const Histogram spread = histogram(values, false);
    EXPECT_EQ(spread.low, -2);
    EXPECT_EQ(spread.high, 1);
    EXPECT_EQ(spread.counts.back(), 1);
    EXPECT_EQ(histogram(Matrix<double>::Zero(3, 3), true).counts[kHistogramBins / 2], 9);
}

struct Made {
    Network<double> network;
    Matrix<double> X, Y;
};

Made made(Activation hidden) {
    Made result{initialize({.sizes = {5, 12, 9, 3}, .hidden = hidden}, Initializer::He, 7), {}, {}};
    result.X = Matrix<double>::Random(5, 40);
    result.Y = Matrix<double>::Zero(3, 40);
    for (Index n = 0; n < 40; ++n) {
        result.Y(n % 3, n) = 1;
    }
    return result;
}

TEST(LayerReport, TheLedgersFactorsMultiplyToTheGradients) {
    for (const Activation f : {Activation::Relu, Activation::Sigmoid, Activation::Tanh}) {
        const Made m = made(f);
        const NetworkReport report = network_report(m.network, m.X, m.Y);
        ASSERT_EQ(report.layers.size(), 3U);
        for (std::size_t l = 0; l < 2; ++l) {
            const LayerReport& layer = report.layers[l];
            EXPECT_NEAR(report.layers[l + 1].dL_dz_norm * layer.by_weights, layer.dL_da_norm,
                        1e-12);
            EXPECT_NEAR(layer.dL_da_norm * layer.by_slope, layer.dL_dz_norm, 1e-12);
        }
        EXPECT_NEAR(report.by_weights() * report.by_slope(), report.through(), 1e-12);
        EXPECT_EQ(report.layers[0].W.counts.size(), static_cast<std::size_t>(kHistogramBins));
        EXPECT_NEAR(report.layers[1].norm_W, m.network.layers[1].W.norm(), 1e-12);
    }
}

TEST(LayerReport, ItsGradientIsTheCentralDifference) {
    const Made m = made(Activation::Tanh);
    const NetworkReport report = network_report(m.network, m.X, m.Y);
    constexpr double kStep = 1e-6;
    Network<double> up = m.network, down = m.network;
    up.layers[0].W(3, 2) += kStep;
    down.layers[0].W(3, 2) -= kStep;
    const double slope =
        (network_report(up, m.X, m.Y).loss - network_report(down, m.X, m.Y).loss) / (2 * kStep);
    EXPECT_NEAR(report.dL.layers[0].W(3, 2), slope, 1e-8);
}

TEST(LayerReport, NamesWhatKeepsAUnitSilent) {
    Made m = made(Activation::Relu);
    m.network.layers[0].b(4) = -100;         // never above 0
    m.network.layers[1].W.col(7).setZero();  // nobody listens
    const NetworkReport report = network_report(m.network, m.X, m.Y);
    EXPECT_EQ(report.layers[0].units[4], UnitState::Dead);
    EXPECT_EQ(blame(UnitState::Dead), Blame::Slope);
    EXPECT_EQ(report.layers[0].units[7], UnitState::Unheard);
    EXPECT_EQ(blame(UnitState::Unheard), Blame::Weights);
    EXPECT_GE(report.layers[0].count(UnitState::Alive), 6);
    EXPECT_TRUE(report.layers[2].units.empty());

    Made s = made(Activation::Sigmoid);
    s.network.layers[1].b(2) = 30;
    const NetworkReport squashed = network_report(s.network, s.X, s.Y);
    EXPECT_EQ(squashed.layers[1].units[2], UnitState::Saturated);
    EXPECT_EQ(squashed.layers[1].count(UnitState::Dead), 0);
}

TEST(LayerReport, SigmoidsInARowVanishByTheirSlope) {
    Made m = made(Activation::Sigmoid);
    const NetworkReport report = network_report(m.network, m.X, m.Y);
    EXPECT_LT(report.through(), 0.15);
    EXPECT_LT(report.by_slope(), report.by_weights()) << "σ′ is at most 1/4";
}

}  // namespace
}  // namespace layerwise
