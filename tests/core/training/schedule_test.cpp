#include "core/training/schedule.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <gtest/gtest.h>

namespace layerwise {
namespace {

TEST(SampleOrder, HasEverySampleOnce) {
    std::vector<Index> order = sample_order(1000, 5, 2);
    EXPECT_FALSE(std::ranges::is_sorted(order));
    std::ranges::sort(order);
    for (Index n = 0; n < 1000; ++n) {
        ASSERT_EQ(order[static_cast<std::size_t>(n)], n);
    }
}

TEST(SampleOrder, DependsOnSeedAndEpochAlone) {
    EXPECT_EQ(sample_order(100, 5, 2), sample_order(100, 5, 2));
    EXPECT_NE(sample_order(100, 5, 2), sample_order(100, 5, 3));
    EXPECT_NE(sample_order(100, 5, 2), sample_order(100, 6, 2));
}

TEST(SampleOrder, IsAnyPermutationWithTheSameChance) {
    std::map<std::vector<Index>, int> times;
    for (std::uint32_t seed = 0; seed < 6000; ++seed) {
        ++times[sample_order(3, seed, 0)];
    }
    ASSERT_EQ(times.size(), 6U);
    for (const auto& [order, count] : times) {
        EXPECT_NEAR(count, 1000, 150);  // five standard deviations
    }
}

TEST(LearningRate, GoesFromTheFirstToTheFinalAlongACosine) {
    const TrainingOptions options{.learning_rate = 0.5, .final_learning_rate = 0.1};
    EXPECT_DOUBLE_EQ(learning_rate_at(0, 101, options), 0.5);
    EXPECT_DOUBLE_EQ(learning_rate_at(50, 101, options), 0.3);
    EXPECT_DOUBLE_EQ(learning_rate_at(100, 101, options), 0.1);
    EXPECT_NEAR(learning_rate_at(25, 101, options), 0.3 + 0.2 * std::sqrt(0.5), 1e-12);
}

TEST(LearningRate, OfASingleUpdateIsTheFirst) {
    const TrainingOptions options{.learning_rate = 0.5, .final_learning_rate = 0.1};
    EXPECT_DOUBLE_EQ(learning_rate_at(0, 1, options), 0.5);
}

TEST(TrainingOptions, AreCheckedOneByOne) {
    EXPECT_EQ(problem_with(TrainingOptions{}), std::nullopt);
    EXPECT_EQ(problem_with(TrainingOptions{.epochs = 0}),
              "epochs: expected a whole number from 1 to 1000000, found 0");
    EXPECT_EQ(problem_with(TrainingOptions{.batch = 0}),
              "batch: expected a whole number from 1 to 65536, found 0");
    EXPECT_EQ(problem_with(TrainingOptions{.threads = 65}),
              "threads: expected a whole number from 1 to 64, found 65");
    EXPECT_EQ(problem_with(TrainingOptions{.learning_rate = 0}),
              "learning rate: expected a number above 0, found 0");
    EXPECT_EQ(problem_with(TrainingOptions{.final_learning_rate = -1}),
              "final learning rate: expected 0 or a number above, found -1");
}

}  // namespace
}  // namespace layerwise
