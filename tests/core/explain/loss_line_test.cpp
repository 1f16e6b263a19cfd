// The gradient of a whole set, and the loss along it, against differences of the loss itself.
#include "core/explain/loss_line.h"

#include <cmath>

#include <gtest/gtest.h>

#include "core/data/points.h"
#include "core/network/spec.h"

namespace layerwise {
namespace {

const auto kAlways = [] { return true; };

struct Problem {
    Network<double> network;
    Matrix<double> X, Y;
};

Problem problem(Activation hidden, Activation output, Loss loss, Index outputs) {
    PointOptions options;
    options.set = PointSet::Xor;
    options.count = 40;
    options.noise = 0.2;
    options.test_share = 0;
    const Samples samples = make_points(options).train;
    NetworkSpec spec;
    spec.sizes = {2, 5, 4, outputs};
    spec.hidden = hidden;
    spec.output = output;
    spec.loss = loss;
    return {initialize(spec, Initializer::Uniform, 7), samples.X / 3,
            outputs == 1 ? Matrix<double>(samples.Y.row(1)) : samples.Y};
}

class LossLines : public testing::TestWithParam<std::tuple<Activation, Activation, Loss, Index>> {
protected:
    Problem made_ = std::apply(problem, GetParam());
    double loss_at(double t) const {
        const SetGradient gradient = set_gradient(made_.network, made_.X, made_.Y);
        return set_loss(moved(made_.network, gradient, t), made_.X, made_.Y).loss;
    }
};

TEST_P(LossLines, TheGradientIsWhatDifferencesSay) {
    const SetGradient gradient = set_gradient(made_.network, made_.X, made_.Y);
    EXPECT_NEAR(gradient.loss, set_loss(made_.network, made_.X, made_.Y).loss, 1e-15);
    constexpr double kStep = 1e-5;
    for (std::size_t l = 0; l < made_.network.layers.size(); ++l) {
        const auto nudged = [&](auto pick) {
            Network<double> up = made_.network;
            Network<double> down = made_.network;
            pick(up.layers[l]) += kStep;
            pick(down.layers[l]) -= kStep;
            return (set_loss(up, made_.X, made_.Y).loss - set_loss(down, made_.X, made_.Y).loss) /
                   (2 * kStep);
        };
        EXPECT_NEAR(gradient.dL.layers[l].W(0, 1),
                    nudged([](Dense<double>& layer) -> double& { return layer.W(0, 1); }), 1e-8);
        EXPECT_NEAR(gradient.dL.layers[l].b(0),
                    nudged([](Dense<double>& layer) -> double& { return layer.b(0); }), 1e-8);
    }
}

TEST_P(LossLines, TheTangentTouchesTheCurve) {
    const LossLine line = *loss_line(made_.network, made_.X, made_.Y, 1, kAlways);
    const double step = 1e-5;
    EXPECT_NEAR(line.slope, (loss_at(step) - loss_at(-step)) / (2 * step),
                1e-5 * std::abs(line.slope));
    EXPECT_EQ(line.L.front(), line.loss);
    ASSERT_EQ(line.t.size(), static_cast<std::size_t>(kLinePoints));
    for (const std::size_t k : {std::size_t{10}, std::size_t{40}}) {
        EXPECT_NEAR(line.L[k], loss_at(line.t[k]), 1e-12);
    }
    EXPECT_LT(line.best, line.loss);
    EXPECT_GT(line.best_t, 0.1 * line.t.back()) << "the lowest place can be seen";
    EXPECT_LT(line.best_t, 0.9 * line.t.back());
    double squares = 0;
    for (std::size_t l = 0; l < line.norm_W.size(); ++l) {
        squares += line.norm_W[l] * line.norm_W[l] + line.norm_b[l] * line.norm_b[l];
    }
    EXPECT_NEAR(squares, -line.slope, 1e-12);
}

TEST_P(LossLines, AStepIsJudgedByTheCurve) {
    const LossLine line = *loss_line(made_.network, made_.X, made_.Y, 1, kAlways);
    const auto judged = [&](double eta) { return judge_step(line, eta, loss_at(eta)); };
    EXPECT_EQ(judged(line.best_t), StepJudgement::Right);
    EXPECT_EQ(judged(1e-3 * line.best_t), StepJudgement::TooSmall);
    if (line.level_t) {
        EXPECT_GT(*line.level_t, line.best_t);
        EXPECT_EQ(judged(1.05 * *line.level_t), StepJudgement::TooLarge);
    }
}

INSTANTIATE_TEST_SUITE_P(Kinds, LossLines,
                         testing::Values(std::tuple{Activation::Tanh, Activation::Sigmoid,
                                                    Loss::BinaryCrossEntropy, Index{1}},
                                         std::tuple{Activation::Silu, Activation::Softmax,
                                                    Loss::CrossEntropy, Index{2}},
                                         std::tuple{Activation::Softplus, Activation::Identity,
                                                    Loss::MeanSquaredError, Index{1}}));

TEST(LossLine, EndsWhenItIsToldTo) {
    const Problem made =
        problem(Activation::Tanh, Activation::Sigmoid, Loss::BinaryCrossEntropy, 1);
    int asked = 0;
    EXPECT_FALSE(loss_line(made.network, made.X, made.Y, 1, [&] { return ++asked < 20; }));
}

TEST(LossLine, CountsWhatIsRight) {
    Network<double> network;
    Dense<double> layer;
    layer.W = Matrix<double>{{1.0, 0.0}};
    layer.b = Vector<double>::Zero(1);
    layer.f = Activation::Sigmoid;
    network.layers = {layer};
    network.loss = Loss::BinaryCrossEntropy;
    const Matrix<double> X{{2, -2, 3, -1}, {0, 0, 0, 0}};
    const Matrix<double> Y{{1, 0, 0, 0}};
    EXPECT_EQ(set_loss(network, X, Y).right, 0.75);
}

}  // namespace
}  // namespace layerwise
