// The training panel offers what each state of a run allows.
#include <gmock/gmock.h>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

// A run halfway through.
TrainingSnapshot halfway(TrainingState state) {
    TrainingSnapshot run;
    run.state = state;
    run.update = 500;
    run.updates = 1000;
    for (int k = 1; k <= 50; ++k) {
        run.curve.push_back({k * 10, k * 0.05, 2.3 / k, 1 - 0.9 / k});
    }
    run.evaluations = {{250, 1.25, 0.2, 0.94}, {500, 2.5, 0.1, 0.97}};
    return run;
}

TEST(TrainingPanel, ARunCanBeStartedWhenNoneIsUnderWay) {
    for (const TrainingState state : {TrainingState::Idle, TrainingState::Finished,
                                      TrainingState::Stopped, TrainingState::Failed}) {
        Headless app("three-to-two");
        app.training = halfway(state);
        app.frames();
        EXPECT_FALSE(app.shown("pause") || app.shown("resume") || app.shown("stop"));
        app.click("train");
        EXPECT_EQ(app.take().size(), 1U) << name(state);
        app.click("train");
        EXPECT_EQ(app.asked<StartTraining>().size(), 1U) << name(state);
    }
}

TEST(TrainingPanel, ARunningOnePausesOrStops) {
    Headless app("three-to-two");
    app.training = halfway(TrainingState::Running);
    app.frames();
    EXPECT_FALSE(app.shown("train") || app.shown("resume") || app.shown("rate"));
    app.click("pause");
    EXPECT_EQ(app.asked<PauseTraining>().size(), 1U);
    app.click("stop");
    EXPECT_EQ(app.asked<StopTraining>().size(), 1U);
}

TEST(TrainingPanel, APausedOneGoesOnOrStops) {
    Headless app("three-to-two");
    app.training = halfway(TrainingState::Paused);
    app.frames();
    EXPECT_FALSE(app.shown("train") || app.shown("pause"));
    app.click("resume");
    EXPECT_EQ(app.asked<ResumeTraining>().size(), 1U);
    app.click("stop");
    EXPECT_EQ(app.asked<StopTraining>().size(), 1U);
}

TEST(TrainingPanel, NothingStartsWhileDataIsLoaded) {
    Headless app("digits");
    app.loading_data = true;
    app.frames();
    EXPECT_FALSE(app.enabled("train") || app.enabled("reset-weights"));
    app.click("train");
    app.click("reset-weights");
    EXPECT_TRUE(app.take().empty());
}

TEST(TrainingPanel, FreshWeightsOnlyBetweenRuns) {
    for (const TrainingState state : {TrainingState::Running, TrainingState::Paused}) {
        Headless app("three-to-two");
        app.training = halfway(state);
        app.frames();
        app.click("reset-weights");
        EXPECT_TRUE(app.take().empty()) << name(state);
    }
    Headless app("three-to-two");
    app.click("reset-weights");
    const auto asked = app.asked_session<Initialize>();
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].initializer, Initializer::He);
    EXPECT_EQ(app.history().undo_depth(), 1U);
}

TEST(TrainingPanel, CurvesAreOfLossOrAccuracy) {
    Headless app("three-to-two");
    app.training = halfway(TrainingState::Finished);
    app.frames();
    EXPECT_FALSE(app.state.show_accuracy);
    app.click("log-scale");
    EXPECT_FALSE(app.state.log_scale);
    app.click("curve.accuracy");
    EXPECT_TRUE(app.state.show_accuracy);
    EXPECT_FALSE(app.shown("log-scale")) << "accuracy has a plain scale";
    app.click("curve.loss");
    EXPECT_FALSE(app.state.show_accuracy);
    for (const float x : {0.0F, 0.3F, 0.99F}) {
        app.hover("plot", {x, 0.5F});
    }
    EXPECT_TRUE(app.take().empty());
}

TEST(TrainingPanel, FieldsTakeWhatIsTyped) {
    Headless app("three-to-two");
    const auto type_into = [&](const char* control) {
        app.click(control, {0.8F, 0.5F});
        app.type("12");
        app.key(Key::Enter);
    };
    type_into("rate");
    type_into("batch");
    type_into("epochs");
    EXPECT_EQ(app.state.rate_text, "12");
    EXPECT_EQ(app.state.training.fields.batch, "12");
    EXPECT_EQ(app.state.training.fields.epochs, "12");
    EXPECT_EQ(app.history().current().example.learning_rate, 12) << "one η for stage and training";
    EXPECT_EQ(app.history().undo_depth(), 1U) << "batch and epochs count when Train is pressed";
}

}  // namespace
}  // namespace layerwise
