#include "core/network/activation.h"

#include <cmath>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/network/numeric.h"
#include "tests/golden/golden.h"

namespace layerwise {
namespace {

using testing::ElementsAre;

Matrix<double> row_of(const NpyArray& array, std::size_t k) {
    const auto width = static_cast<std::size_t>(array.shape.at(1));
    return Eigen::Map<const Matrix<double>>(array.values.data() + k * width, array.shape[1], 1);
}

TEST(Activation, NamesAreReadBack) {
    for (const Activation f : all_activations()) {
        EXPECT_EQ(activation_from_name(name(f)), f);
    }
    EXPECT_EQ(all_activations().size(), 9U);
    EXPECT_FALSE(activation_from_name("Relu"));
    EXPECT_FALSE(activation_from_name(""));
}

TEST(Activation, ValuesAndSlopesArePyTorchs) {
    const Npz arrays = golden::load();
    const Matrix<double> z = matrix_of(arrays.at("grid_z"));
    const auto& names = arrays.at("grid_name").texts;
    ASSERT_EQ(names.size(), 8U);
    for (std::size_t k = 0; k < names.size(); ++k) {
        const Activation f = activation_from_name(names[k]).value();
        // PyTorch's sigmoid, tanh and GELU lose digits in their tails by subtracting from 1, which
        // a difference of a few 1e-16 forgives there and nowhere else; GELU's are times z.
        const double floor = 1e-2;
        EXPECT_LT(relative_error(activate(f, z), row_of(arrays.at("grid_a"), k), floor), 2e-13)
            << names[k];
        EXPECT_LT(
            relative_error(activation_derivative(f, z), row_of(arrays.at("grid_slope"), k), floor),
            2e-13)
            << names[k];
    }
}

TEST(Activation, SoftmaxAndItsJacobianArePyTorchs) {
    const Npz arrays = golden::load();
    const Matrix<double> z = matrix_of(arrays.at("softmax_z")).transpose();
    const Matrix<double> a = matrix_of(arrays.at("softmax_a")).transpose();
    const Matrix<double> ours = activate(Activation::Softmax, z);
    EXPECT_LT((ours - a).cwiseAbs().maxCoeff(), 1e-15);
    for (Index n = 0; n < z.cols(); ++n) {
        const Matrix<double> jacobian =
            row_of(arrays.at("softmax_jacobian"), static_cast<std::size_t>(n))
                .reshaped(z.rows(), z.rows())
                .transpose();
        EXPECT_LT((softmax_jacobian<double>(ours.col(n)) - jacobian).cwiseAbs().maxCoeff(), 1e-15);
    }
}

TEST(Activation, SlopesAreCentralDifferences) {
    for (const Activation f : all_activations()) {
        if (f == Activation::Softmax) {
            continue;
        }
        for (double at = -4.05; at < 4; at += 0.3) {  // never on a kink
            const double numeric = central_difference([&](double h) {
                return activate<double>(f, Matrix<double>::Constant(1, 1, at + h))(0, 0);
            });
            const double slope =
                activation_derivative<double>(f, Matrix<double>::Constant(1, 1, at))(0, 0);
            EXPECT_NEAR(slope, numeric, 1e-7 * std::abs(numeric)) << name(f) << " at " << at;
        }
    }
}

TEST(Activation, SoftmaxJacobianIsItsCentralDifferences) {
    const Matrix<double> z{{0.3}, {-1.1}, {0.9}};
    const Matrix<double> p = activate(Activation::Softmax, z);
    const Matrix<double> jacobian = softmax_jacobian<double>(p.col(0));
    for (Index j = 0; j < 3; ++j) {
        for (Index i = 0; i < 3; ++i) {
            const double numeric = central_difference([&](double h) {
                Matrix<double> moved = z;
                moved(j, 0) += h;
                return activate(Activation::Softmax, moved)(i, 0);
            });
            EXPECT_NEAR(jacobian(i, j), numeric, 1e-7 * std::abs(numeric));
        }
    }
}

TEST(Activation, SlopeOfReluAtZeroIsZero) {
    const Matrix<double> zero = Matrix<double>::Zero(1, 1);
    EXPECT_EQ(activation_derivative(Activation::Relu, zero)(0, 0), 0);
    EXPECT_EQ(activation_derivative(Activation::LeakyRelu, zero)(0, 0), kLeak);
}

template <class Scalar>
std::vector<Scalar> at_thousand(Activation f) {
    const Matrix<Scalar> a = activate<Scalar>(f, Matrix<Scalar>{{-1000, 1000}});
    return {a(0, 0), a(0, 1)};
}

TEST(Activation, ExactAtPlusAndMinusThousand) {
    EXPECT_THAT(at_thousand<double>(Activation::Relu), ElementsAre(0, 1000));
    EXPECT_THAT(at_thousand<double>(Activation::LeakyRelu), ElementsAre(-10, 1000));
    EXPECT_THAT(at_thousand<double>(Activation::Sigmoid), ElementsAre(0, 1));
    EXPECT_THAT(at_thousand<double>(Activation::Tanh), ElementsAre(-1, 1));
    EXPECT_THAT(at_thousand<double>(Activation::Softplus), ElementsAre(0, 1000));
    EXPECT_THAT(at_thousand<double>(Activation::Gelu), ElementsAre(0, 1000));
    EXPECT_THAT(at_thousand<double>(Activation::Silu), ElementsAre(0, 1000));
    EXPECT_THAT(at_thousand<float>(Activation::Sigmoid), ElementsAre(0, 1));
    EXPECT_THAT(at_thousand<float>(Activation::Softplus), ElementsAre(0, 1000));
    EXPECT_THAT(at_thousand<float>(Activation::Silu), ElementsAre(0, 1000));
    const Matrix<double> z{{1000}, {-1000}};
    EXPECT_EQ(activate(Activation::Softmax, z), (Matrix<double>{{1}, {0}}));
}

TEST(Activation, FiniteForEveryFiniteInput) {
    constexpr double kHuge = std::numeric_limits<double>::max();
    const Matrix<double> z{{-kHuge, -1e300, -745, -0.0, 1e-308, 745, 1e300, kHuge}};
    for (const Activation f : all_activations()) {
        EXPECT_TRUE(activate(f, z).allFinite()) << name(f);
        if (f != Activation::Softmax) {
            EXPECT_TRUE(activation_derivative(f, z).allFinite()) << name(f);
        }
    }
    EXPECT_TRUE(activate(Activation::Softmax, Matrix<double>(z.transpose())).allFinite());
}

}  // namespace
}  // namespace layerwise
