// Gradient descent on the input: its slope against central differences, its path, its terms.
#include "core/explain/input_path.h"

#include <gtest/gtest.h>

#include "core/examples/example.h"
#include "core/explain/input_gradient.h"
#include "tests/core/trace/small_networks.h"

namespace layerwise {
namespace {

const Example& digits() {
    static const Example example = load_example("digits", {}).value();
    return example;
}

TEST(InputGradient, IsWhatCentralDifferencesGive) {
    constexpr double h = 1e-6;
    for (const Activation hidden : {Activation::Tanh, Activation::Gelu, Activation::Sigmoid}) {
        for (const auto& [output, loss] : {std::pair{Activation::Softmax, Loss::CrossEntropy},
                                           std::pair{Activation::Softmax, Loss::MeanSquaredError},
                                           std::pair{Activation::Sigmoid, Loss::BinaryCrossEntropy},
                                           std::pair{Activation::Tanh, Loss::MeanSquaredError}}) {
            const Problem p = problem({5, 4, 3}, hidden, output, loss, 1);
            const Vector<double> x = p.x.col(0), y = p.y.col(0);
            const Vector<double> g = input_gradient(p.network, activity(p.network, x), y);
            for (Index j = 0; j < x.size(); ++j) {
                const Vector<double> step = h * Vector<double>::Unit(x.size(), j);
                const double up = loss_of(p.network, activity(p.network, x + step), y);
                const double down = loss_of(p.network, activity(p.network, x - step), y);
                EXPECT_NEAR(g(j), (up - down) / (2 * h), 1e-7);
            }
        }
    }
}

TEST(InputGradient, IsTheTracesOwn) {
    const Example& example = digits();
    const Trace t = trace(*example.network, example.input.x, example.input.y, 0.1);
    const Vector<double> g =
        input_gradient(*example.network, activity(*example.network, example.input.x.col(0)),
                       example.input.y.col(0));
    const Matrix<double>& expected = find(t, Symbol::GradX, 1).value;
    EXPECT_LE((g - expected.col(0)).norm(), 1e-12 * expected.norm());
}

TEST(InputPath, MakesASevenEveryOtherDigit) {
    const Example& example = digits();
    for (const int target : {0, 1, 2, 3, 4, 5, 6, 8, 9}) {
        const InputPath path = input_path(*example.network, example.input.x.col(0), target);
        EXPECT_EQ(path.from, 7);
        EXPECT_EQ(path.x.front(), example.input.x.col(0));
        EXPECT_GT(path.y_hat.back()(target), 0.9) << target;
        EXPECT_LT(path.y_hat.back()(7), 0.1) << target;
        EXPECT_LT(path.loss.back(), path.loss.front() / 10);
        ASSERT_EQ(path.x.size(), path.y_hat.size());
        ASSERT_EQ(path.x.size(), path.loss.size());
        for (std::size_t k = 0; k < path.x.size(); ++k) {
            EXPECT_GE(path.x[k].minCoeff(), 0);
            EXPECT_LE(path.x[k].maxCoeff(), 1);
            const Matrix<double> read = predict(*example.network, Matrix<double>(path.x[k]));
            EXPECT_TRUE(path.y_hat[k].isApprox(read.col(0)));
            if (k > 0) {
                EXPECT_LE((path.x[k] - path.x[k - 1]).norm(), path.length + 1e-12);
            }
        }
    }
}

TEST(InputPath, AStepGoesDownTheSlopeOfTheFreePixels) {
    // In the middle of the range no pixel is clamped: the step is exactly −s g/‖g‖.
    Problem p = problem({5, 4, 3}, Activation::Tanh, Activation::Softmax, Loss::CrossEntropy, 1);
    const Vector<double> x = Vector<double>::Constant(5, 0.5);
    const Vector<double> g =
        input_gradient(p.network, activity(p.network, x), Vector<double>::Unit(3, 2));
    const InputPath path = input_path(p.network, x, 2, {1, 0.01, 0.999});
    ASSERT_EQ(path.last(), 1);
    EXPECT_LE((path.x[1] - (x - 0.01 * g / g.norm())).norm(), 1e-12);
    // At a bound, the pixels that would leave it stay, and the others take the whole step.
    const InputPath held = input_path(p.network, Vector<double>::Zero(5), 2, {1, 0.01, 0.999});
    const Vector<double> g0 = input_gradient(
        p.network, activity(p.network, Vector<double>::Zero(5)), Vector<double>::Unit(3, 2));
    for (Index j = 0; j < 5; ++j) {
        EXPECT_EQ(held.x[1](j) > 0, g0(j) < 0) << j;
    }
    EXPECT_NEAR(held.x[1].norm(), 0.01, 1e-12);
}

TEST(InputPath, EndsWhereNothingCanMove) {
    // No weights: L does not depend on x.
    Network<double> network;
    network.loss = Loss::CrossEntropy;
    network.layers.push_back(
        {Matrix<double>::Zero(3, 4), Vector<double>::Zero(3), Activation::Softmax});
    const InputPath path = input_path(network, Vector<double>::Constant(4, 0.5), 1);
    EXPECT_EQ(path.last(), 0);
}

TEST(InputPath, EndsWhereThePictureIsReadAsAskedFor) {
    const Example& example = digits();
    EXPECT_EQ(input_path(*example.network, example.input.x.col(0), 7).last(), 0);
}

TEST(MovedLogits, TermsAddUpToTheMove) {
    const Example& example = digits();
    const InputPath path = input_path(*example.network, example.input.x.col(0), 3);
    const MovedLogits moved = moved_logits(*example.network, path.x.front(), path.x.back(), 7, 3);
    double sum = 0;
    for (std::size_t k = 0; k < moved.terms.size(); ++k) {
        sum += moved.terms[k].moved();
        if (k > 0) {
            EXPECT_GE(std::abs(moved.terms[k - 1].moved()), std::abs(moved.terms[k].moved()));
        }
    }
    EXPECT_EQ(moved.terms.size(), 64U);
    EXPECT_NEAR(sum, moved.after - moved.before, 1e-10);
    EXPECT_LT(moved.before, 0) << "a seven has the larger logit first";
    EXPECT_GT(moved.after, 0);
}

TEST(MovedPixels, TermsAddUpToTheMoveOfZ) {
    const Example& example = digits();
    const InputPath path = input_path(*example.network, example.input.x.col(0), 3);
    const Dense<double>& first = example.network->layers.front();
    const Index i = most_moved_unit(*example.network, path.x.front(), path.x.back());
    const Vector<double> before = first.W * path.x.front() + first.b;
    const Vector<double> after = first.W * path.x.back() + first.b;
    const Vector<double> terms = moved_pixels(*example.network, path.x.front(), path.x.back(), i);
    EXPECT_NEAR(terms.sum(), after(i) - before(i), 1e-10);
    // The unit whose ReLU moved most.
    const Vector<double> moved = (after.cwiseMax(0.0) - before.cwiseMax(0.0)).cwiseAbs();
    EXPECT_EQ(moved(i), moved.maxCoeff());
}

}  // namespace
}  // namespace layerwise
