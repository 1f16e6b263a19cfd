// Runs that are kept: numbered once, renamed, hidden, deleted, written as CSV.
#include "core/training/kept_runs.h"

#include <gmock/gmock.h>

namespace layerwise {
namespace {

std::shared_ptr<const TrainingSnapshot> two_updates() {
    auto run = std::make_shared<TrainingSnapshot>();
    run->curve = {{1, 0.5, 2, 0.25, 0.125}, {2, 1, 1, 0.5, 0.25}};
    run->evaluations = {{2, 1, 1.5, 0.75, 0.5}};
    run->update = 2;
    return run;
}

TEST(KeptRuns, NumbersAreNeverGivenTwice) {
    KeptRuns runs;
    EXPECT_EQ(runs.begin("digits", "784-10", {}), 1);
    EXPECT_EQ(runs.begin("digits", "784-10", {}), 2);
    EXPECT_TRUE(runs.remove(2));
    runs.follow(two_updates());
    EXPECT_TRUE(runs.find(1)->newest->curve.empty()) << "what goes on is the deleted one";
    EXPECT_EQ(runs.begin("digits", "784-10", {}), 3);
    runs.follow(two_updates());
    EXPECT_EQ(runs.find(3)->newest->update, 2);
    EXPECT_FALSE(runs.show(2, true)) << "it is gone";
}

TEST(KeptRuns, CsvHoldsTheShownOnesAndQuotesNames) {
    KeptRuns runs;
    runs.begin("a", "2-1", {});
    runs.follow(two_updates());
    runs.begin("a", "2-1", {});
    runs.follow(two_updates());
    EXPECT_TRUE(runs.show(1, false));
    EXPECT_TRUE(runs.rename(2, "slow, \"sure\""));
    EXPECT_EQ(runs_csv(runs.all()),
              "run,update,epoch,seconds,train_loss,train_accuracy,test_loss,test_accuracy\n"
              "\"slow, \"\"sure\"\"\",1,0.5,0.125,2,0.25,,\n"
              "\"slow, \"\"sure\"\"\",2,1,0.25,1,0.5,1.5,0.75\n");
}

}  // namespace
}  // namespace layerwise
