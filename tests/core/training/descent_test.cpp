#include "core/training/descent.h"

#include <numeric>

#include <gtest/gtest.h>

#include "tests/core/training/examples.h"

namespace layerwise {
namespace {

std::vector<Index> samples_from(Index first, Index count) {
    std::vector<Index> samples(static_cast<std::size_t>(count));
    std::iota(samples.begin(), samples.end(), first);
    return samples;
}

TEST(Team, DoesEveryPartOnceOnAnyNumberOfThreads) {
    for (const int threads : {1, 2, 5}) {
        Team team(threads);
        for (const Index parts : {Index{0}, Index{1}, Index{7}, Index{100}}) {
            std::vector<int> times(static_cast<std::size_t>(parts), 0);
            team.share(parts, [&](Index part) { ++times[static_cast<std::size_t>(part)]; });
            EXPECT_EQ(times, std::vector<int>(times.size(), 1));
        }
    }
}

// Across chunks, with a short last one: W − η dL_dW as one pass over all samples has it.
TEST(Descent, StepsAgainstTheGradientOfTheWholeMinibatch) {
    const Batches wheel = wheel_batches();
    const Network<float> network = wheel_network(1);
    const std::vector<Index> samples = samples_from(50, 170);

    ChunkPass whole;
    whole.X.resize(2, 170);
    whole.Y.resize(3, 170);
    wheel.gather(samples, 0, whole.X, whole.Y);
    forward(network, whole);
    backward(network, 170, whole);

    Descent descent(network, wheel, 200, 2);
    const Update update = descent.update(samples, 0, 0.5);
    EXPECT_EQ(update.problem, "");
    EXPECT_NEAR(update.loss, whole.loss, 1e-5);
    EXPECT_EQ(update.right, whole.right);
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        const Matrix<float> W = network.layers[l].W - 0.5F * whole.layers[l].dL_dW;
        const Vector<float> b = network.layers[l].b - 0.5F * whole.layers[l].dL_db;
        EXPECT_LE((descent.network().layers[l].W - W).norm(), 1e-5 * W.norm());
        EXPECT_LE((descent.network().layers[l].b - b).norm(), 1e-5 * b.norm() + 1e-7);
    }
}

TEST(Descent, HasTheSameBitsOnAnyNumberOfThreads) {
    std::vector<Network<float>> results;
    for (const int threads : {1, 2, 3, 8}) {
        Descent descent(wheel_network(1), wheel_batches(), 130, threads);
        for (int epoch = 0; epoch < 5; ++epoch) {
            for (Index first = 0; first < 300; first += 130) {
                const Index count = std::min(Index{130}, 300 - first);
                EXPECT_EQ(descent.update(samples_from(first, count), epoch, 0.1).problem, "");
            }
        }
        results.push_back(descent.network());
    }
    for (const Network<float>& result : results) {
        EXPECT_TRUE(same_parameters(result, results.front()));
    }
    EXPECT_FALSE(same_parameters(results.front(), wheel_network(1)));
}

TEST(Descent, KeepsItsParametersWhenTheStepLeadsOutOfTheNumbers) {
    Network<float> network = wheel_network(1);
    network.layers[1].W(0, 0) = 3e38F;  // a step of any size along the gradient overflows
    Descent descent(network, wheel_batches(), 64, 1);
    const Update update = descent.update(samples_from(0, 64), 0, 1e30);
    EXPECT_NE(update.problem, "");
    EXPECT_TRUE(same_parameters(descent.network(), network));
}

TEST(Descent, NamesTheFirstLayerThatOverflows) {
    Network<float> network = wheel_network(1);
    network.layers[1].W.setConstant(3e38F);
    network.layers[1].b.setConstant(3e38F);
    Descent descent(network, wheel_batches(), 64, 1);
    EXPECT_EQ(descent.update(samples_from(0, 64), 0, 0.1).problem, "layer 2 became non-finite");
}

}  // namespace
}  // namespace layerwise
