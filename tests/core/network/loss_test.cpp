#include "core/network/loss.h"

#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "tests/core/network/numeric.h"
#include "tests/golden/golden.h"

namespace layerwise {
namespace {

// A z around which each activation is inside (0, 1), where every loss is defined.
double centre(Activation f) {
    switch (f) {
        case Activation::Sigmoid:
        case Activation::Softmax:
            return 0;
        case Activation::Softplus:
            return -0.5;
        case Activation::Gelu:
        case Activation::Silu:
            return 0.8;
        default:
            return 0.5;
    }
}

Matrix<double> pre_activations(Activation f) {
    return Matrix<double>{{0.11, -0.23}, {-0.17, 0.05}, {0.29, 0.13}}.array() + centre(f);
}

double loss_at(Loss loss, Activation f, const Matrix<double>& z, const Matrix<double>& y) {
    return loss_value(loss, f, z, activate(f, z), y);
}

TEST(Loss, NamesAreReadBack) {
    for (const Loss loss : all_losses()) {
        EXPECT_EQ(loss_from_name(name(loss)), loss);
    }
    EXPECT_EQ(all_losses().size(), 3U);
    EXPECT_FALSE(loss_from_name("hinge"));
}

TEST(Loss, ValueAndGradientsArePyTorchs) {
    for (const golden::Pass& pass : golden::passes()) {
        const Loss loss = pass.network.loss;
        const Activation f = pass.network.layers.back().f;
        const Matrix<double>& z = pass.values.at("z3");
        const Matrix<double>& a = pass.values.at("a3");
        EXPECT_NEAR(loss_value(loss, f, z, a, pass.y), pass.loss, 1e-14) << pass.name;
        EXPECT_LT(relative_error(dL_da(loss, a, pass.y), pass.values.at("dL_da3"), 1e-3), 1e-12)
            << pass.name;
        EXPECT_LT(relative_error(dL_dz(loss, f, z, a, pass.y), pass.values.at("dL_dz3"), 1e-3),
                  1e-12)
            << pass.name;
    }
}

TEST(Loss, GradientIsCentralDifferencesForEveryActivation) {
    const Matrix<double> y{{0.9, 0.2}, {0.1, 0.35}, {0.6, 0.0}};  // columns need not sum to 1
    for (const Loss loss : all_losses()) {
        for (const Activation f : all_activations()) {
            const Matrix<double> z = pre_activations(f);
            Matrix<double> numeric(z.rows(), z.cols());
            for (Index n = 0; n < z.cols(); ++n) {
                for (Index i = 0; i < z.rows(); ++i) {
                    numeric(i, n) = central_difference([&](double h) {
                        Matrix<double> moved = z;
                        moved(i, n) += h;
                        return loss_at(loss, f, moved, y);
                    });
                }
            }
            EXPECT_LT(relative_error(dL_dz(loss, f, z, activate(f, z), y), numeric), 1e-7)
                << name(loss) << " of " << name(f);
        }
    }
}

TEST(Loss, FusedGradientIsWhatTheChainRuleMultipliesTo) {
    const Matrix<double> z = pre_activations(Activation::Softmax).col(0);
    const Matrix<double> y{{0.0}, {1.0}, {0.0}};
    const Matrix<double> p = activate(Activation::Softmax, z);
    const Matrix<double> chained =
        softmax_jacobian<double>(p.col(0)) * dL_da(Loss::CrossEntropy, p, y);
    EXPECT_LT(
        (dL_dz(Loss::CrossEntropy, Activation::Softmax, z, p, y) - chained).cwiseAbs().maxCoeff(),
        1e-15);
    const Matrix<double> a = activate(Activation::Sigmoid, z);
    const Matrix<double> elementwise = activation_derivative(Activation::Sigmoid, z)
                                           .cwiseProduct(dL_da(Loss::BinaryCrossEntropy, a, y));
    EXPECT_LT((dL_dz(Loss::BinaryCrossEntropy, Activation::Sigmoid, z, a, y) - elementwise)
                  .cwiseAbs()
                  .maxCoeff(),
              1e-15);
}

TEST(Loss, MeanIsOverElementsButOverSamplesForCrossEntropy) {
    EXPECT_EQ(mean_factor(Loss::MeanSquaredError, 10, 4), 1.0 / 40);
    EXPECT_EQ(mean_factor(Loss::BinaryCrossEntropy, 10, 4), 1.0 / 40);
    EXPECT_EQ(mean_factor(Loss::CrossEntropy, 10, 4), 1.0 / 4);
}

template <class Scalar>
class Stability : public testing::Test {};
using Scalars = testing::Types<float, double>;
TYPED_TEST_SUITE(Stability, Scalars);

TYPED_TEST(Stability, SoftmaxCrossEntropyIsExactAtThousand) {
    using M = Matrix<TypeParam>;
    const M z{{1000}, {-1000}};
    const M p = activate(Activation::Softmax, z);
    const M right{{1}, {0}};
    const M wrong{{0}, {1}};
    EXPECT_EQ(loss_value(Loss::CrossEntropy, Activation::Softmax, z, p, right), 0);
    EXPECT_EQ(loss_value(Loss::CrossEntropy, Activation::Softmax, z, p, wrong), 2000);
    EXPECT_EQ(dL_dz(Loss::CrossEntropy, Activation::Softmax, z, p, wrong), (M{{1}, {-1}}));
}

TYPED_TEST(Stability, SigmoidBinaryCrossEntropyIsExactAtThousand) {
    using M = Matrix<TypeParam>;
    const auto loss_of = [](TypeParam at, TypeParam target) {
        const M z{{at}};
        return loss_value<TypeParam>(Loss::BinaryCrossEntropy, Activation::Sigmoid, z,
                                     activate(Activation::Sigmoid, z), M{{target}});
    };
    EXPECT_EQ(loss_of(1000, 1), 0);
    EXPECT_EQ(loss_of(1000, 0), 1000);
    EXPECT_EQ(loss_of(-1000, 1), 1000);
    EXPECT_EQ(loss_of(-1000, 0), 0);
}

TYPED_TEST(Stability, EveryLossOfEveryActivationIsFiniteAtThousand) {
    using M = Matrix<TypeParam>;
    const M z{{1000, -1000}, {-1000, 0}, {0, 1000}};
    for (const M& y : {M{{1, 0}, {0, 1}, {0, 0}}, M{{0, 1}, {1, 0}, {0, 0}}}) {
        for (const Loss loss : all_losses()) {
            for (const Activation f : all_activations()) {
                const M a = activate(f, z);
                EXPECT_TRUE(std::isfinite(loss_value(loss, f, z, a, y))) << name(loss) << name(f);
                EXPECT_TRUE(dL_da(loss, a, y).allFinite()) << name(loss) << name(f);
                EXPECT_TRUE(dL_dz(loss, f, z, a, y).allFinite()) << name(loss) << name(f);
            }
        }
    }
}

}  // namespace
}  // namespace layerwise
