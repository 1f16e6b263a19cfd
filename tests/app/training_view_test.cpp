// The training view without a window: runs over each other, looked closer at, named and deleted.
#include "app/views/training_view.h"

#include <gmock/gmock.h>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

class TrainingView : public testing::Test {
protected:
    TrainingView() {
        for (int k = 1; k <= 2; ++k) {
            app_.runs.begin("numpy-case", "3-2", {});
            auto run = std::make_shared<TrainingSnapshot>();
            for (int n = 1; n <= 20; ++n) {
                run->curve.push_back({n, n * 0.25, 2.0 / n, n * 0.05, n * 0.5});
            }
            run->evaluations = {{20, 5, 0.2 * k, 0.9, 10}};
            run->update = 20;
            app_.runs.follow(run);
        }
        app_.click("view.training");
    }
    Headless app_{"numpy-case"};
};

TEST_F(TrainingView, TheSwitchLeadsThereAndOnWithoutThePlane) {
    EXPECT_EQ(app_.state.view, StageMode::Training);
    EXPECT_TRUE(app_.shown("training.loss"));
    EXPECT_FALSE(app_.shown("code.copy")) << "no step is shown";
    app_.click("view.space");
    EXPECT_EQ(app_.state.view, StageMode::Space);
}

TEST_F(TrainingView, TheWheelLooksCloserAndADoubleClickFits) {
    app_.scroll("training.loss", 3);
    ASSERT_TRUE(app_.state.curves.loss);
    EXPECT_LT(app_.state.curves.loss->x.high - app_.state.curves.loss->x.low, 4);
    EXPECT_FALSE(app_.state.curves.accuracy);
    app_.double_click("training.loss");
    EXPECT_FALSE(app_.state.curves.loss);
}

TEST_F(TrainingView, CurvesAreByEpochUpdateOrSecond) {
    const auto last = [&](TrainingAxis axis) {
        return run_curves(*app_.theme, app_.runs.all(), false, axis, true)[1].x.back();
    };
    EXPECT_EQ(last(TrainingAxis::Epochs), 5);
    EXPECT_EQ(last(TrainingAxis::Updates), 20);
    EXPECT_EQ(last(TrainingAxis::Seconds), 10);
    app_.click("training.axis.updates");
    EXPECT_EQ(app_.state.curves.axis, TrainingAxis::Updates);
    const auto read = readouts(app_.runs.all(), TrainingAxis::Updates, false, 4.2);
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(read[0].x, 4);
    EXPECT_EQ(read[0].loss, 0.5);
    EXPECT_EQ(read[1].test_loss, 0.4);
}

TEST_F(TrainingView, RunsAreHiddenNamedDeletedAndExported) {
    app_.click("training.run.1.show");
    const auto shown = app_.asked<ShowRun>();
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_EQ(shown[0].number, 1);
    EXPECT_FALSE(shown[0].shown);
    app_.click("training.run.2.rename");
    app_.double_click("training.run.2.name");
    app_.type("best");
    app_.key(Key::Enter);
    const auto named = app_.asked<RenameRun>();
    ASSERT_EQ(named.size(), 1U);
    EXPECT_EQ(named[0].name, "best");
    app_.click("training.run.2.delete");
    EXPECT_EQ(app_.asked<DeleteRun>().size(), 1U);
    app_.click("training.csv");
    EXPECT_EQ(app_.asked<ExportRuns>().size(), 1U);
}

}  // namespace
}  // namespace layerwise
