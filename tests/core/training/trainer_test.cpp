#include "core/training/trainer.h"

#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/core/training/examples.h"

namespace layerwise {
namespace {

TEST(Trainer, IsIdleAtFirst) {
    Trainer trainer;
    ASSERT_NE(trainer.snapshot(), nullptr);
    EXPECT_EQ(trainer.snapshot()->state, TrainingState::Idle);
    EXPECT_EQ(trainer.snapshot(), trainer.snapshot());
    trainer.pause();
    trainer.resume();
    trainer.stop();
    trainer.wait();
    EXPECT_EQ(name(trainer.snapshot()->state), "idle");
}

TEST(Trainer, LearnsXor) {
    for (const std::uint32_t seed : {0U, 1U, 2U}) {
        const Snapshot end = finished_run(
            xor_network(seed), xor_batches(),
            {.epochs = 3000, .batch = 4, .learning_rate = 0.5, .final_learning_rate = 0.5});
        EXPECT_EQ(end->state, TrainingState::Finished);
        EXPECT_EQ(end->evaluations.back().accuracy, 1);
        EXPECT_LT(end->evaluations.back().loss, 0.05);
        EXPECT_LT(end->curve.back().loss, end->curve.front().loss);
    }
}

TEST(Trainer, CountsUpdatesEpochsAndEvaluations) {
    const Snapshot end =
        finished_run(wheel_network(0), wheel_batches(), {.epochs = 3, .batch = 64});
    EXPECT_EQ(end->update, 3 * 5);
    EXPECT_EQ(end->updates, 3 * 5);
    EXPECT_EQ(end->curve.size(), 15U);
    EXPECT_DOUBLE_EQ(end->curve[0].epoch, 64.0 / 300);
    EXPECT_DOUBLE_EQ(end->curve[14].epoch, 3);
    ASSERT_EQ(end->evaluations.size(), 3U);
    EXPECT_EQ(end->evaluations[1].update, 10);
    EXPECT_EQ(end->evaluations[1].epoch, 2);
    EXPECT_EQ(end->evaluations[2].loss, evaluate(*end->network, wheel_batches()).loss);
    EXPECT_GT(end->samples_per_second, 0);
    EXPECT_EQ(end->seconds_left, 0);
}

TEST(Trainer, HasTheSameBitsOnAnyNumberOfThreads) {
    TrainingOptions options{.epochs = 4, .batch = 100};
    const Snapshot one = finished_run(wheel_network(0), wheel_batches(), options);
    for (const int threads : {2, 3}) {
        options.threads = threads;
        const Snapshot more = finished_run(wheel_network(0), wheel_batches(), options);
        EXPECT_TRUE(same_parameters(*one->network, *more->network));
        EXPECT_EQ(one->curve.back().loss, more->curve.back().loss);
    }
}

TEST(Trainer, TakesTheOrderFromTheSeed) {
    const auto run = [](std::uint32_t seed) {
        return finished_run(wheel_network(0), wheel_batches(), {.epochs = 1, .seed = seed});
    };
    EXPECT_TRUE(same_parameters(*run(4)->network, *run(4)->network));
    EXPECT_FALSE(same_parameters(*run(4)->network, *run(5)->network));
}

TEST(Trainer, FailsWithTheUpdateAndTheLayerAndKeepsFiniteParameters) {
    const Snapshot end =
        finished_run(wheel_network(0), wheel_batches(), {.epochs = 100, .learning_rate = 1e20});
    EXPECT_EQ(end->state, TrainingState::Failed);
    EXPECT_EQ(end->message.find(fmt::format("update {}: layer ", end->update + 1)), 0U)
        << end->message;
    EXPECT_NE(end->message.find(" became non-finite"), std::string::npos) << end->message;
    for (const Dense<float>& layer : end->network->layers) {
        EXPECT_TRUE(layer.W.allFinite());
        EXPECT_TRUE(layer.b.allFinite());
    }
}

TEST(Trainer, BoundsCurveAndEvaluationsOfALongRun) {
    const Snapshot end = finished_run(xor_network(0), xor_batches(), {.epochs = 5001, .batch = 4});
    EXPECT_EQ(end->update, 5001);
    EXPECT_LE(end->curve.size(), 2000U);
    EXPECT_LE(end->evaluations.size(), 1000U);
    EXPECT_EQ(end->curve.back().update, 5001);
    EXPECT_EQ(end->evaluations.back().update, 5001);
}

}  // namespace
}  // namespace layerwise
