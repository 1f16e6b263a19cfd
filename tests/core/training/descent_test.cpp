#include "core/training/descent.h"

#include <numeric>

#include <gtest/gtest.h>

#include "core/training/team.h"
#include "tests/core/training/examples.h"

namespace layerwise {
namespace {

std::vector<Index> samples_from(Index first, Index count) {
    std::vector<Index> samples(static_cast<std::size_t>(count));
    std::iota(samples.begin(), samples.end(), first);
    return samples;
}

TEST(Team, CallsEveryMemberOnceAndWaitsForAll) {
    for (const int members : {1, 2, 5}) {
        Team team(members);
        for (int time = 0; time < 100; ++time) {
            std::vector<int> before(static_cast<std::size_t>(members), 0), after = before;
            team.run([&](int member) {
                before[static_cast<std::size_t>(member)] = 1;
                team.meet();
                for (const int arrived : before) {
                    after[static_cast<std::size_t>(member)] += arrived;
                }
            });
            EXPECT_EQ(after, std::vector<int>(after.size(), members));
        }
    }
}

TEST(Team, SharesAllOfItInWholeUnits) {
    for (const int members : {1, 2, 5}) {
        Team team(members);
        for (const Index count : {Index{0}, Index{3}, Index{64}, Index{100}}) {
            Index next = 0;
            for (int member = 0; member < members; ++member) {
                const Part part = team.part(member, count, 16);
                EXPECT_EQ(part.first, next);
                EXPECT_TRUE(part.count == 0 || part.first % 16 == 0);
                next += part.count;
            }
            EXPECT_EQ(next, count);
        }
    }
}

// The fused update and the optimiser's own pass over a kept gradient: the same step.
TEST(Descent, StepsAgainstTheGradientOfTheWholeMinibatch) {
    const Batches wheel = wheel_batches();
    const Network<float> network = wheel_network(1);
    const std::vector<Index> samples = samples_from(50, 170);
    Descent<float> plain(network, {.batch = 200, .threads = 2});
    Descent<float> with_gradients(network,
                                  {.optimizer = {.kind = Optimizer::Momentum}, .batch = 200});
    const Update update = plain.update(170, fill_from(wheel, samples), 0.5);
    EXPECT_EQ(update.problem, "");
    EXPECT_EQ(with_gradients.update(170, fill_from(wheel, samples), 0.5).loss, update.loss);
    const Network<float> gradients = with_gradients.gradients();
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        const Matrix<float> W = network.layers[l].W - 0.5F * gradients.layers[l].W;
        const Vector<float> b = network.layers[l].b - 0.5F * gradients.layers[l].b;
        EXPECT_LE((plain.network().layers[l].W - W).norm(), 1e-6 * W.norm());
        EXPECT_LE((plain.network().layers[l].b - b).norm(), 1e-6 * b.norm() + 1e-7);
        EXPECT_LE((with_gradients.network().layers[l].W - W).norm(), 1e-6 * W.norm());
    }
}

class DescentWith : public testing::TestWithParam<OptimizerOptions> {};

INSTANTIATE_TEST_SUITE_P(Optimizers, DescentWith,
                         testing::Values(OptimizerOptions{},
                                         OptimizerOptions{
                                             .kind = Optimizer::Adam, .l1 = 0.01, .clip = 0.1}));

TEST_P(DescentWith, HasTheSameBitsOnAnyNumberOfThreads) {
    const OptimizerOptions options = GetParam();
    const Batches wheel = wheel_batches();
    std::vector<Network<float>> results;
    for (const int threads : {1, 2, 3, 8}) {
        Descent<float> descent(
            wheel_network(1),
            {.optimizer = options, .dropout = 0.1, .batch = 130, .threads = threads});
        for (int epoch = 0; epoch < 5; ++epoch) {
            for (Index first = 0; first < 300; first += 130) {
                const Index count = std::min(Index{130}, 300 - first);
                const std::vector<Index> samples = samples_from(first, count);
                EXPECT_EQ(descent.update(count, fill_from(wheel, samples, epoch), 0.1).problem, "");
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
    const Batches wheel = wheel_batches();
    const std::vector<Index> samples = samples_from(0, 64);
    Descent<float> descent(network, {});
    const Update update = descent.update(64, fill_from(wheel, samples), 1e30);
    EXPECT_NE(update.problem, "");
    EXPECT_TRUE(same_parameters(descent.network(), network));
}

TEST(Descent, NamesTheFirstLayerThatOverflows) {
    Network<float> network = wheel_network(1);
    network.layers[1].W.setConstant(3e38F);
    network.layers[1].b.setConstant(3e38F);
    const Batches wheel = wheel_batches();
    const std::vector<Index> samples = samples_from(0, 64);
    Descent<float> descent(network, {});
    EXPECT_EQ(descent.update(64, fill_from(wheel, samples), 0.1).problem,
              "layer 2 became non-finite");
}

}  // namespace
}  // namespace layerwise
