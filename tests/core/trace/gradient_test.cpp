// The trace's gradients against central differences and against themselves.
#include <gtest/gtest.h>

#include "tests/core/trace/small_networks.h"

namespace layerwise {
namespace {

double loss_of(const Problem& p) {
    return find(trace_of(p), Symbol::L, 0).value(0, 0);
}

// (L(v + h) − L(v − h)) / 2h with one Richardson step, so that h may be large enough to keep
// rounding out of a check to 1e-7.
double slope_of(Problem& p, double& value) {
    const double kept = value;
    const auto central = [&](double h) {
        value = kept + h;
        const double above = loss_of(p);
        value = kept - h;
        const double below = loss_of(p);
        value = kept;
        return (above - below) / (2 * h);
    };
    constexpr double kStep = 1e-3;
    return (4 * central(kStep / 2) - central(kStep)) / 3;
}

// Relative to the gradient's own size: single elements may be as good as 0.
void expect_slopes(Problem& p, Matrix<double>& values, const Matrix<double>& gradient) {
    ASSERT_EQ(values.rows(), gradient.rows());
    ASSERT_EQ(values.cols(), gradient.cols());
    const double scale = std::max(gradient.cwiseAbs().maxCoeff(), 1e-3);
    for (Index k = 0; k < values.size(); ++k) {
        EXPECT_NEAR(gradient(k), slope_of(p, values(k)), 1e-7 * scale) << "element " << k;
    }
}

// A corner of ReLU within reach of a difference would be no slope at all.
bool keeps_off_corners(const Trace& t) {
    constexpr double kReach = 0.02;
    for (int l = 1; l <= t.layers(); ++l) {
        if (find(t, Symbol::Z, l).value.cwiseAbs().minCoeff() < kReach) {
            return false;
        }
    }
    return true;
}

Problem off_corners(const std::vector<Index>& sizes, Activation hidden, Activation output,
                    Loss loss, Index samples) {
    std::uint32_t seed = 0;
    Problem p = problem(sizes, hidden, output, loss, samples, seed);
    while (!keeps_off_corners(trace_of(p))) {
        p = problem(sizes, hidden, output, loss, samples, ++seed);
    }
    return p;
}

void expect_all_slopes(Problem& p) {
    const Trace t = trace_of(p);
    for (int l = 1; l <= t.layers(); ++l) {
        SCOPED_TRACE("layer " + std::to_string(l));
        Dense<double>& layer = p.network.layers[static_cast<std::size_t>(l) - 1];
        expect_slopes(p, layer.W, find(t, Symbol::GradW, l).value);
        const Matrix<double>& dL_db = find(t, Symbol::GradB, l).value;
        for (Index i = 0; i < layer.b.size(); ++i) {
            const double scale = std::max(dL_db.cwiseAbs().maxCoeff(), 1e-3);
            EXPECT_NEAR(dL_db(i), slope_of(p, layer.b(i)), 1e-7 * scale);
        }
    }
    expect_slopes(p, p.x, find(t, Symbol::GradX, 1).value);
}

using Pair = std::tuple<Activation, Loss>;

class OutputGradient : public testing::TestWithParam<Pair> {};

TEST_P(OutputGradient, AgreesWithCentralDifferences) {
    const auto [f, loss] = GetParam();
    Problem p = off_corners({3, 4, 3}, Activation::Tanh, f, loss, 2);
    if (!fits(f, loss)) {
        // Logarithms want outputs in (0, 1): the biases lift them there.
        p.network.layers.back().W *= 0.1;
        p.network.layers.back().b.setConstant(0.3);
        const Matrix<double> a = find(trace_of(p), Symbol::A, 2).value;
        ASSERT_GT(a.minCoeff(), 0.01);
        ASSERT_LT(a.maxCoeff(), 0.99);
    }
    expect_all_slopes(p);
}

INSTANTIATE_TEST_SUITE_P(
    Every, OutputGradient,
    testing::Combine(testing::ValuesIn(all_activations().begin(), all_activations().end()),
                     testing::ValuesIn(all_losses().begin(), all_losses().end())));

// Softmax is for output layers only.
constexpr std::array kHidden = {Activation::Identity, Activation::Relu, Activation::LeakyRelu,
                                Activation::Sigmoid,  Activation::Tanh, Activation::Softplus,
                                Activation::Gelu,     Activation::Silu};

class HiddenGradient : public testing::TestWithParam<Pair> {};

TEST_P(HiddenGradient, AgreesWithCentralDifferences) {
    const auto [f, loss] = GetParam();
    const Activation output =
        loss == Loss::CrossEntropy ? Activation::Softmax : Activation::Sigmoid;
    Problem p = off_corners({2, 3, 3, 2}, f, output, loss, 3);
    expect_all_slopes(p);
}

INSTANTIATE_TEST_SUITE_P(Every, HiddenGradient,
                         testing::Combine(testing::ValuesIn(kHidden),
                                          testing::ValuesIn(all_losses().begin(),
                                                            all_losses().end())));

TEST(Gradient, OfABatchIsTheMeanOfItsSamplesGradients) {
    const Problem batch =
        problem({4, 5, 3}, Activation::Silu, Activation::Softmax, Loss::CrossEntropy, 6);
    const Trace whole = trace_of(batch);
    for (const Symbol symbol : {Symbol::GradW, Symbol::GradB}) {
        for (int l = 1; l <= 2; ++l) {
            Matrix<double> mean = 0 * find(whole, symbol, l).value;
            for (Index n = 0; n < 6; ++n) {
                const Trace one = trace(batch.network, batch.x.col(n), batch.y.col(n), 0.1);
                mean += find(one, symbol, l).value / 6;
            }
            EXPECT_TRUE(mean.isApprox(find(whole, symbol, l).value, 1e-13));
        }
    }
}

TEST(Gradient, LossFallsAlongTheUpdate) {
    Problem p = problem({4, 5, 3}, Activation::Relu, Activation::Softmax, Loss::CrossEntropy, 6);
    const Trace before = trace_of(p);
    for (int l = 1; l <= 2; ++l) {
        Dense<double>& layer = p.network.layers[static_cast<std::size_t>(l) - 1];
        layer.W = find(before, Symbol::NextW, l).value;
        layer.b = find(before, Symbol::NextB, l).value;
    }
    EXPECT_LT(loss_of(p), find(before, Symbol::L, 0).value(0, 0));
}

TEST(Gradient, StaysFiniteWhereProbabilitiesVanish) {
    Problem p = problem({2, 3}, Activation::Relu, Activation::Softmax, Loss::CrossEntropy, 1);
    p.network.layers[0].b << 1000, -1000, 0;
    p.y << 0, 1, 0;
    const Trace t = trace_of(p);
    for (const Tensor& tensor : t.tensors) {
        EXPECT_TRUE(tensor.value.allFinite()) << tensor.name;
    }
    EXPECT_NEAR(find(t, Symbol::GradZ, 1).value(1), -1, 1e-12);
}

}  // namespace
}  // namespace layerwise
