// Moments of runs: which are kept within the bytes, how a run goes on from one, where two runs
// part.
#include "core/training/timeline.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "core/training/divergence.h"
#include "core/training/kept_runs.h"
#include "tests/core/training/examples.h"

namespace layerwise {
namespace {

using testing::ElementsAre;

std::vector<std::int64_t> updates(const Timeline& timeline) {
    std::vector<std::int64_t> result;
    for (const Keyframe& moment : timeline.moments()) {
        result.push_back(moment.update);
    }
    return result;
}

Timeline counted(std::int64_t last, std::size_t most) {
    const auto network = std::make_shared<const Network<float>>(xor_network(0));
    Timeline timeline(std::size_t{1} << 30, most);
    for (std::int64_t update = 0; update <= last; ++update) {
        if (timeline.wants(update)) {
            timeline.add({update, 0, network, nullptr});
        }
    }
    return timeline;
}

TEST(Timeline, StridesDoubleAndTheEarlyOnesStay) {
    EXPECT_THAT(updates(counted(5, 8)), ElementsAre(0, 1, 2, 3, 4, 5));
    EXPECT_THAT(updates(counted(9, 8)), ElementsAre(0, 1, 2, 4, 6, 8));
    EXPECT_THAT(updates(counted(24, 8)), ElementsAre(0, 1, 2, 4, 8, 16, 24));
    EXPECT_THAT(updates(counted(1024, 14)).size(), testing::Le(14U));
}

TEST(Timeline, TwoOfOneLengthStandAtTheSameUpdatesAndThinnedOnesAtSomeOfThem) {
    Timeline thinned = counted(500, 100);
    const std::vector<std::int64_t> all = updates(thinned);
    EXPECT_EQ(all, updates(counted(500, 100)));
    thinned.thin();
    EXPECT_LT(thinned.moments().size(), all.size());
    EXPECT_TRUE(std::ranges::includes(all, updates(thinned)));
}

TEST(Timeline, TheEndIsKeptAtAnyUpdateAndGivesWayToALaterOne) {
    Timeline timeline = counted(24, 8);
    const Keyframe end{27, 0, timeline.moments().front().network, nullptr};
    timeline.add_end(end);
    EXPECT_EQ(timeline.moments().back().update, 27);
    Keyframe later = end;
    later.update = 29;
    timeline.add_end(later);
    EXPECT_EQ(timeline.moments().back().update, 29);
    EXPECT_EQ(timeline.at(28).update, 24);
    EXPECT_EQ(timeline.at(1000).update, 29);
    EXPECT_EQ(timeline.at(3).update, 2);
}

TEST(Timeline, KeepsToItsBytes) {
    TrainingOptions options{.epochs = 40, .batch = 20};
    options.timeline_bytes = 100'000;
    const Snapshot run = finished_run(wheel_network(1), wheel_batches(), options);
    EXPECT_EQ(run->update, 600);
    EXPECT_LE(run->timeline.bytes(), options.timeline_bytes);
    EXPECT_GE(run->timeline.moments().size(), 10U);
    EXPECT_EQ(run->timeline.moments().front().update, 0);
    EXPECT_EQ(run->timeline.moments().back().update, 600);
    EXPECT_TRUE(same_parameters(*run->timeline.moments().back().network, *run->network));
    EXPECT_TRUE(same_parameters(*run->timeline.moments().front().network, wheel_network(1)));
    options.timeline_bytes = 0;
    EXPECT_TRUE(finished_run(wheel_network(1), wheel_batches(), options)->timeline.empty());
}

TEST(Timeline, ARunGoesOnFromAMomentAsIfItHadNeverStopped) {
    TrainingOptions options{.epochs = 6, .batch = 32};
    options.optimizer.kind = Optimizer::Adam;
    options.learning_rate = options.final_learning_rate = 0.01;
    options.timeline_bytes = std::size_t{8} << 20;
    const Snapshot whole = finished_run(wheel_network(2), wheel_batches(), options);
    const Keyframe& moment = whole->timeline.at(23);
    ASSERT_EQ(moment.update, 23) << "in the middle of an epoch of ten updates";
    Trainer trainer;
    trainer.start(*moment.network, wheel_batches(), wheel_batches(), options, {},
                  {moment.update, *moment.optimizer, {}});
    trainer.wait();
    EXPECT_TRUE(same_parameters(*trainer.snapshot()->network, *whole->network));
    EXPECT_EQ(trainer.snapshot()->timeline.moments().front().update, 23);
}

TEST(Divergence, ASeedOfTheOrderShowsAfterTheFirstUpdate) {
    TrainingOptions options{.epochs = 2, .batch = 32};
    options.timeline_bytes = std::size_t{1} << 20;
    const Snapshot one = finished_run(wheel_network(1), wheel_batches(), options);
    const Snapshot again = finished_run(wheel_network(1), wheel_batches(), options);
    const Divergence same = divergence(one->timeline, again->timeline).value();
    EXPECT_FALSE(same.update);
    EXPECT_EQ(same.equal_until, 20);
    EXPECT_EQ(same.compared, 21);

    options.seed = 1;
    const Snapshot other = finished_run(wheel_network(1), wheel_batches(), options);
    const Divergence parts = divergence(one->timeline, other->timeline).value();
    EXPECT_EQ(parts.equal_until, 0);
    EXPECT_EQ(parts.update, 1);
    EXPECT_EQ(parts.first.tensor(), "W1");
    EXPECT_NE(parts.first.a, parts.first.b);
    EXPECT_EQ(parts.first.a,
              one->timeline.at(1).network->layers[0].W(parts.first.row, parts.first.col));
}

TEST(Divergence, NamesTheTensorAndTheLargestDifference) {
    Network<float> a = wheel_network(1);
    Network<float> b = a;
    b.layers[1].b(4) += 0.5F;
    b.layers[1].b(5) += 0.25F;
    b.layers[2].W(0, 0) += 1;
    const auto found = first_difference(a, b);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->tensor(), "b2");
    EXPECT_EQ(found->row, 4);
    EXPECT_EQ(found->differing, 2);
    EXPECT_EQ(found->count, 20);
    EXPECT_FALSE(first_difference(a, a));
}

TEST(Divergence, OfTwoShapesIsRefusedInOneLine) {
    TrainingOptions options{.epochs = 1, .batch = 32};
    options.timeline_bytes = std::size_t{1} << 20;
    const auto found =
        divergence(finished_run(wheel_network(1), wheel_batches(), options)->timeline,
                   finished_run(xor_network(1), xor_batches(), options)->timeline);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().message,
              "expected two runs of the same network, found 2-70-20-3 and 2-8-1");
}

TEST(KeptRuns, OlderRunsMakeRoomForTheMomentsOfAll) {
    TrainingOptions options{.epochs = 10, .batch = 32};
    options.timeline_bytes = std::size_t{1} << 20;
    const Snapshot run = finished_run(wheel_network(1), wheel_batches(), options);
    KeptRuns runs(run->timeline.bytes() * 3 / 2);
    runs.begin("wheel", "2-70-20-3", options);
    runs.follow(run);
    EXPECT_EQ(runs.find(1)->newest->timeline.stride(), 1);
    runs.branch_next(1, 16);
    runs.begin("wheel", "2-70-20-3", options);
    runs.follow(run);
    EXPECT_GT(runs.find(1)->newest->timeline.stride(), 1);
    EXPECT_EQ(runs.find(1)->newest->timeline.moments().back().update, 100);
    EXPECT_EQ(runs.find(2)->newest, run) << "the newest keeps its own";
    EXPECT_EQ(runs.find(2)->branched_from, 1);
    EXPECT_EQ(runs.find(2)->branched_at, 16);
}

}  // namespace
}  // namespace layerwise
