#include <cmath>

#include <gtest/gtest.h>

#include "core/network/numpy_random.h"
#include "core/network/spec.h"
#include "tests/golden/golden.h"

namespace layerwise {
namespace {

const NetworkSpec wide = {
    {200, 100, 50}, Activation::Tanh, Activation::Sigmoid, Loss::BinaryCrossEntropy};

bool equal(const Network<double>& one, const Network<double>& other) {
    for (std::size_t l = 0; l < one.layers.size(); ++l) {
        if (one.layers[l].W != other.layers[l].W || one.layers[l].b != other.layers[l].b) {
            return false;
        }
    }
    return one.layers.size() == other.layers.size();
}

double mean_square(const Matrix<double>& values) {
    return values.squaredNorm() / static_cast<double>(values.size());
}

// The sample's mean square is within 5 % of the variance: over six standard errors here.
void expect_variance(const Matrix<double>& values, double variance) {
    EXPECT_NEAR(mean_square(values), variance, 0.05 * variance);
    EXPECT_NEAR(values.mean(), 0, 5 * std::sqrt(variance / static_cast<double>(values.size())));
}

TEST(Initializer, NamesAreReadBack) {
    for (const Initializer initializer : all_initializers()) {
        EXPECT_EQ(initializer_from_name(name(initializer)), initializer);
    }
    EXPECT_EQ(all_initializers().size(), 5U);
    EXPECT_FALSE(initializer_from_name("xavier "));
}

TEST(Initializer, FollowsTheSpec) {
    const Network<double> network = initialize(wide, Initializer::Xavier, 3);
    ASSERT_EQ(network.layers.size(), 2U);
    EXPECT_EQ(network.layers[0].W.rows(), 100);
    EXPECT_EQ(network.layers[0].W.cols(), 200);
    EXPECT_EQ(network.layers[1].b.size(), 50);
    EXPECT_EQ(network.layers[0].f, Activation::Tanh);
    EXPECT_EQ(network.layers[1].f, Activation::Sigmoid);
    EXPECT_EQ(network.loss, Loss::BinaryCrossEntropy);
}

TEST(Initializer, TheSeedAloneDecidesTheNumbers) {
    for (const Initializer initializer : all_initializers()) {
        const Network<double> one = initialize(wide, initializer, 7);
        EXPECT_TRUE(equal(one, initialize(wide, initializer, 7))) << name(initializer);
        EXPECT_EQ(equal(one, initialize(wide, initializer, 8)), initializer == Initializer::Zeros)
            << name(initializer);
    }
}

TEST(Initializer, ZerosAreZero) {
    const Network<double> network = initialize(wide, Initializer::Zeros, 1);
    EXPECT_TRUE(network.layers[0].W.isZero(0));
    EXPECT_TRUE(network.layers[0].b.isZero(0));
}

TEST(Initializer, UniformFillsTheRangeOfTorchLinear) {
    const Network<double> network = initialize(wide, Initializer::Uniform, 1);
    const double limit = 1 / std::sqrt(200.0);
    const Dense<double>& layer = network.layers[0];
    EXPECT_LE(layer.W.cwiseAbs().maxCoeff(), limit);
    EXPECT_GT(layer.W.cwiseAbs().maxCoeff(), 0.999 * limit);
    EXPECT_LE(layer.b.cwiseAbs().maxCoeff(), limit);
    EXPECT_GT(layer.b.cwiseAbs().maxCoeff(), 0.9 * limit);
    expect_variance(layer.W, limit * limit / 3);
}

TEST(Initializer, XavierHasGlorotsVariance) {
    const Dense<double> layer = initialize(wide, Initializer::Xavier, 1).layers[0];
    EXPECT_LE(layer.W.cwiseAbs().maxCoeff(), std::sqrt(6.0 / 300));
    expect_variance(layer.W, 2.0 / 300);
    EXPECT_TRUE(layer.b.isZero(0));
}

TEST(Initializer, HeIsNumPysRandnScaled) {
    const NetworkSpec spec = {{5, 4}, Activation::Relu, Activation::Softmax, Loss::CrossEntropy};
    const Dense<double> layer = initialize(spec, Initializer::He, 42).layers[0];
    const NpyArray normal = golden::load().at("randn_42");
    for (Index i = 0; i < 4; ++i) {
        for (Index j = 0; j < 5; ++j) {
            const double number = normal.values[static_cast<std::size_t>(5 * i + j)];
            EXPECT_EQ(layer.W(i, j), static_cast<float>(std::sqrt(2.0 / 5) * number));
        }
    }
    const Dense<double> large = initialize(wide, Initializer::He, 1).layers[0];
    expect_variance(large.W, 2.0 / 200);
    EXPECT_TRUE(large.b.isZero(0));
}

TEST(Initializer, NumpyRandIsNumPysBitForBit) {
    const NetworkSpec spec = {{3, 2, 4}, Activation::Sigmoid, Activation::Sigmoid};
    const Network<double> network = initialize(spec, Initializer::NumpyRand, 0);
    // rand(3, 2), rand(2), rand(2, 4), rand(4), each in C order: NumPy's W is our W transposed.
    std::vector<double> drawn;
    for (const Dense<double>& layer : network.layers) {
        for (const Matrix<double>& part :
             {Matrix<double>(layer.W.transpose()), Matrix<double>(layer.b)}) {
            const std::vector<double> numbers = array_of(part).values;
            drawn.insert(drawn.end(), numbers.begin(), numbers.end());
        }
    }
    EXPECT_EQ(drawn, golden::load().at("rand_0").values);
}

}  // namespace
}  // namespace layerwise
