#include "core/network/network.h"

#include <gtest/gtest.h>

#include "tests/golden/golden.h"

namespace layerwise {
namespace {

TEST(Network, PredictsWhatPyTorchDoes) {
    for (const golden::Pass& pass : golden::passes()) {
        const Matrix<double> error = predict(pass.network, pass.x) - pass.values.at("a3");
        EXPECT_LT(error.cwiseAbs().maxCoeff(), 1e-14) << pass.name;
    }
}

TEST(Network, FloatAndDoubleAgreeToFloatPrecision) {
    for (const golden::Pass& pass : golden::passes()) {
        const Matrix<float> a =
            predict(cast<float>(pass.network), Matrix<float>(pass.x.cast<float>()));
        EXPECT_LT((a.cast<double>() - pass.values.at("a3")).cwiseAbs().maxCoeff(), 2e-6)
            << pass.name;
    }
}

TEST(Network, CountsWeightsAndBiases) {
    Network<float> network;
    network.layers.push_back({Matrix<float>::Zero(128, 784), Vector<float>::Zero(128)});
    network.layers.push_back({Matrix<float>::Zero(64, 128), Vector<float>::Zero(64)});
    network.layers.push_back({Matrix<float>::Zero(10, 64), Vector<float>::Zero(10)});
    EXPECT_EQ(parameter_count(network), 109386);
    EXPECT_EQ(network.inputs(), 784);
    EXPECT_EQ(network.outputs(), 10);
}

}  // namespace
}  // namespace layerwise
