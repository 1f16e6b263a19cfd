
#include <array>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "tests/core/training/examples.h"

namespace layerwise {
namespace {

Matrix<double> random_matrix(Index rows, Index cols, std::mt19937& engine) {
    return Matrix<double>::NullaryExpr(rows, cols, [&] {
        return static_cast<double>(engine()) / static_cast<double>(std::mt19937::max()) * 2 - 1;
    });
}

Dense<double> random_layer(Index in, Index out, Activation f, std::mt19937& engine) {
    return {random_matrix(out, in, engine), random_matrix(out, 1, engine), f};
}

// The loss as the definitions have it, in double: the outside that the gradients must agree with.
double loss_of(const Network<double>& network, const Matrix<double>& X, const Matrix<double>& Y) {
    Matrix<double> z, a = X;
    for (const Dense<double>& layer : network.layers) {
        z = (layer.W * a).colwise() + layer.b;
        a = activate(layer.f, z);
    }
    return loss_value(network.loss, network.layers.back().f, z, a, Y);
}

// (L(p + h) − L(p − h)) / 2h for every element of p, which is some W or b of the network.
template <class Parameters>
Matrix<double> central_differences(Parameters& p, const Network<double>& network,
                                   const Matrix<double>& X, const Matrix<double>& Y) {
    constexpr double kStep = 1e-6;
    Matrix<double> dL_dp(p.rows(), p.cols());
    for (Index k = 0; k < p.size(); ++k) {
        const double value = p(k);
        p(k) = value + kStep;
        const double above = loss_of(network, X, Y);
        p(k) = value - kStep;
        const double below = loss_of(network, X, Y);
        p(k) = value;
        dL_dp(k) = (above - below) / (2 * kStep);
    }
    return dL_dp;
}

void expect_close(const Matrix<double>& found, const Matrix<double>& expected, double error) {
    ASSERT_EQ(found.rows(), expected.rows());
    ASSERT_EQ(found.cols(), expected.cols());
    EXPECT_LE((found - expected).norm(), error * expected.norm() + 1e-9) << found << "\n\n"
                                                                         << expected;
}

// What Descent computes of all samples at once; an optimiser with a state keeps its gradients.
template <class Scalar>
struct Gradients {
    double loss = 0;
    Network<double> of;
};
template <class Scalar>
Gradients<Scalar> gradients(const Network<double>& network, const Matrix<double>& X,
                            const Matrix<double>& Y) {
    const Matrix<Scalar> x = X.cast<Scalar>(), y = Y.cast<Scalar>();
    Descent<Scalar> descent(
        cast<Scalar>(network),
        {.optimizer = {.kind = Optimizer::Momentum}, .batch = X.cols(), .threads = 2});
    const Update update = descent.update(X.cols(), fill_with<Scalar>(x, y), 0.1);
    EXPECT_EQ(update.problem, "");
    return {update.loss, cast<double>(descent.gradients())};
}

void expect_gradients_of(Activation hidden, Activation output, Loss loss) {
    SCOPED_TRACE(std::string(name(hidden)) + " " + std::string(name(output)) + " " +
                 std::string(name(loss)));
    std::mt19937 engine(7);
    Network<double> network{{random_layer(4, 5, hidden, engine), random_layer(5, 6, hidden, engine),
                             random_layer(6, 3, output, engine)},
                            loss};
    const Matrix<double> X = random_matrix(4, 7, engine);
    const Matrix<double> Y = (random_matrix(3, 7, engine).array() + 1) / 2;

    const auto in_float = gradients<float>(network, X, Y);
    const auto in_double = gradients<double>(network, X, Y);
    EXPECT_NEAR(in_float.loss, loss_of(network, X, Y), 1e-4);
    EXPECT_NEAR(in_double.loss, loss_of(network, X, Y), 1e-12);
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        Dense<double>& layer = network.layers[l];
        const Matrix<double> dL_dW = central_differences(layer.W, network, X, Y);
        const Matrix<double> dL_db = central_differences(layer.b, network, X, Y);
        expect_close(in_float.of.layers[l].W, dL_dW, 1e-3);
        expect_close(in_float.of.layers[l].b, dL_db, 1e-3);
        expect_close(in_double.of.layers[l].W, dL_dW, 1e-6);
        expect_close(in_double.of.layers[l].b, dL_db, 1e-6);
    }
}

TEST(Gradients, AgreeWithCentralDifferencesForEveryHiddenActivation) {
    for (const Activation hidden : all_activations()) {
        if (hidden != Activation::Softmax) {
            expect_gradients_of(hidden, Activation::Softmax, Loss::CrossEntropy);
        }
    }
}

TEST(Gradients, AgreeWithCentralDifferencesForEveryOutputUnderSquaredError) {
    for (const Activation output : all_activations()) {
        expect_gradients_of(Activation::Tanh, output, Loss::MeanSquaredError);
    }
}

// The logarithms need outputs between 0 and 1.
TEST(Gradients, AgreeWithCentralDifferencesForProbabilitiesUnderEveryLoss) {
    for (const Loss loss : all_losses()) {
        for (const Activation output : {Activation::Sigmoid, Activation::Softmax}) {
            expect_gradients_of(Activation::Relu, output, loss);
        }
    }
}

// A minibatch that doesn't go through the network at once has the gradient of its samples' mean.
TEST(Gradients, OfALargeMinibatchAreTheMeanOfItsSamples) {
    std::mt19937 engine(3);
    const Network<double> network{{random_layer(4, 5, Activation::Relu, engine),
                                   random_layer(5, 3, Activation::Softmax, engine)},
                                  Loss::CrossEntropy};
    const Matrix<double> X = random_matrix(4, 7, engine);
    const Matrix<double> Y = (random_matrix(3, 7, engine).array() + 1) / 2;
    const auto few = gradients<double>(network, X, Y);
    const auto many = gradients<double>(network, X.replicate(1, 200), Y.replicate(1, 200));
    EXPECT_NEAR(many.loss, few.loss, 1e-12);
    for (std::size_t l = 0; l < 2; ++l) {
        expect_close(many.of.layers[l].W, few.of.layers[l].W, 1e-12);
        expect_close(many.of.layers[l].b, few.of.layers[l].b, 1e-12);
    }
}

}  // namespace
}  // namespace layerwise
