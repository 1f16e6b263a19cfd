#include "core/training/gradients.h"

#include <array>
#include <random>
#include <string>

#include <gtest/gtest.h>

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

void expect_close(const Matrix<float>& found, const Matrix<double>& expected) {
    ASSERT_EQ(found.rows(), expected.rows());
    ASSERT_EQ(found.cols(), expected.cols());
    const double difference = (found.cast<double>() - expected).norm();
    EXPECT_LE(difference, 1e-3 * expected.norm() + 1e-7) << found << "\n\n" << expected;
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

    ChunkPass pass;
    pass.X = X.cast<float>();
    pass.Y = Y.cast<float>();
    const auto floats = cast<float>(network);
    forward(floats, pass);
    backward(floats, X.cols(), pass);

    EXPECT_NEAR(pass.loss, loss_of(network, X, Y), 1e-4);
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        Dense<double>& layer = network.layers[l];
        expect_close(pass.layers[l].dL_dW, central_differences(layer.W, network, X, Y));
        expect_close(pass.layers[l].dL_db, central_differences(layer.b, network, X, Y));
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

TEST(Gradients, OfChunksAddUpToThoseOfTheMinibatch) {
    std::mt19937 engine(3);
    const auto network =
        cast<float>(Network<double>{{random_layer(4, 5, Activation::Relu, engine),
                                     random_layer(5, 3, Activation::Softmax, engine)},
                                    Loss::CrossEntropy});
    const Matrix<float> X = random_matrix(4, 10, engine).cast<float>();
    const Matrix<float> Y = Matrix<float>::Identity(3, 10);

    ChunkPass whole, left, right;
    whole.X = X, whole.Y = Y;
    left.X = X.leftCols(7), left.Y = Y.leftCols(7);
    right.X = X.rightCols(3), right.Y = Y.rightCols(3);
    for (ChunkPass* pass : {&whole, &left, &right}) {
        forward(network, *pass);
        backward(network, 10, *pass);
    }
    for (std::size_t l = 0; l < 2; ++l) {
        const Matrix<float> sum = left.layers[l].dL_dW + right.layers[l].dL_dW;
        EXPECT_TRUE(sum.isApprox(whole.layers[l].dL_dW, 1e-5F));
    }
    EXPECT_EQ(left.right + right.right, whole.right);
}

}  // namespace
}  // namespace layerwise
