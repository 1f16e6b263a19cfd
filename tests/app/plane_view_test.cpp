// The playground without a window: what each control of the plane view asks for and shows.
#include "app/views/plane_view.h"

#include <gmock/gmock.h>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

using testing::ElementsAre;

class Plane : public testing::Test {
protected:
    Plane() {
        app_.state.view = StageMode::Plane;
        app_.frames(3);
    }
    const LearningSet& set() const { return *app_.session().example.set; }
    const Network<double>& network() const { return *app_.session().example.network; }

    Headless app_{"playground"};
};

TEST_F(Plane, IsOfferedOnlyWhereInputsArePoints) {
    EXPECT_TRUE(app_.shown("view.plane"));
    app_.apply(OpenExample{"numpy-case"});
    EXPECT_FALSE(app_.shown("view.plane"));
    EXPECT_EQ(app_.state.view, StageMode::Matrix) << "never a view of nothing";
}

TEST_F(Plane, EveryUnitBiasAndWeightIsThere) {
    for (const char* name : {"plane.unit.1.4", "plane.unit.2.2", "plane.bias.1.1", "plane.bias.2.2",
                             "plane.bias.3.1", "plane.edge.1.4.2", "plane.edge.3.1.2"}) {
        EXPECT_TRUE(app_.shown(name)) << name;
    }
    EXPECT_FALSE(app_.shown("plane.unit.3.1")) << "the output is the large picture";
    EXPECT_EQ(app_.graphs().edge_count, 2U * 4 + 4 * 2 + 2);
}

TEST_F(Plane, AnotherSetKeepsTheFieldsAndSoDoesTypingKeepTheSet) {
    app_.click("plane.set.spiral");
    EXPECT_EQ(set().points->set, PointSet::Spiral);
    EXPECT_EQ(set().points->count, 400);
    app_.double_click("plane.points");
    app_.type("120");
    app_.key(Key::Enter);
    EXPECT_EQ(set().points->set, PointSet::Spiral);
    EXPECT_EQ(set().points->count, 120);
    app_.click("plane.regenerate");
    EXPECT_EQ(set().points->seed, 1U);
    EXPECT_EQ(app_.state.plane.seed_text, "1");
}

TEST_F(Plane, WhatCannotBePointsIsSaidInOneLine) {
    app_.double_click("plane.noise");
    app_.type("loud");
    app_.key(Key::Enter);
    EXPECT_THAT(app_.state.notice, testing::HasSubstr("found 400, loud, 0.3, 0"));
    EXPECT_EQ(set().points->noise, 0.1) << "nothing changed";
    EXPECT_EQ(app_.state.plane.noise_text, "0.1");
}

TEST_F(Plane, FeaturesAreTurnedOnAndOff) {
    app_.click("plane.feature.x1x2");
    EXPECT_THAT(set().features, ElementsAre(Feature::X1, Feature::X2, Feature::X1X2));
    EXPECT_EQ(network().inputs(), 3);
    app_.click("plane.feature.x1");
    EXPECT_THAT(set().features, ElementsAre(Feature::X2, Feature::X1X2));
    EXPECT_TRUE(app_.shown("plane.edge.1.1.2"));
    EXPECT_FALSE(app_.shown("plane.edge.1.1.3"));
}

TEST_F(Plane, LayersAndUnitsComeAndGo) {
    app_.click("plane.units.1.more");
    EXPECT_EQ(sizes_text(network()), "2-5-2-1");
    app_.click("plane.units.2.less");
    EXPECT_EQ(sizes_text(network()), "2-5-1-1");
    EXPECT_FALSE(app_.enabled("plane.units.2.less")) << "one unit is the least";
    app_.click("plane.layers.more");
    EXPECT_EQ(sizes_text(network()), "2-5-1-1-1");
    for (int k = 0; k < 3; ++k) {
        app_.click("plane.layers.less");
    }
    EXPECT_EQ(sizes_text(network()), "2-1");
    EXPECT_FALSE(app_.enabled("plane.layers.less"));
    EXPECT_TRUE(app_.shown("plane.edge.1.1.2")) << "straight to the output";
}

TEST_F(Plane, AClickMakesAPlaceTheInputAndAPointItself) {
    app_.click("plane.output", {0.5F, 0.02F});  // where no point is
    const Vector<double>& raw = app_.session().example.input.raw;
    EXPECT_NEAR(raw(0), 0, 0.1);
    EXPECT_NEAR(raw(1), 5.76, 0.1);
    const Vector<double> point = set().raw.train.X.col(7);
    app_.click("plane.output", {static_cast<float>((point(0) / 6 + 1) / 2),
                                static_cast<float>((1 - point(1) / 6) / 2)});
    const auto asked = app_.asked_session<ChooseSample>();
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(app_.session().example.input.raw,
              (asked[0].of_test ? set().raw.test : set().raw.train).X.col(asked[0].sample));
}

TEST_F(Plane, ADragIsOneEdit) {
    const std::size_t depth = app_.history().undo_depth();
    app_.drag("plane.output", {{0.2F, 0.2F}, {0.4F, 0.3F}, {0.6F, 0.6F}});
    EXPECT_EQ(app_.history().undo_depth(), depth + 1);
    EXPECT_NEAR(app_.session().example.input.raw(0), 1.2, 0.1);
}

TEST_F(Plane, ANumberIsEditedByTyping) {
    app_.double_click("plane.bias.3.1");
    ASSERT_TRUE(app_.state.edit);
    EXPECT_EQ(app_.state.edit->symbol, Symbol::B);
    app_.type("0.75");
    app_.key(Key::Enter);
    EXPECT_EQ(network().layers[2].b(0), 0.75);
    app_.double_click("plane.edge.1.4.2");
    ASSERT_TRUE(app_.state.edit);
    app_.type("-1.5");
    app_.key(Key::Enter);
    EXPECT_EQ(network().layers[0].W(3, 1), -1.5);
}

TEST_F(Plane, TheSurfaceFollowsTheNetwork) {
    const auto before = app_.state.plane.scene;
    app_.frames(3);
    EXPECT_EQ(app_.state.plane.scene, before) << "computed once";
    app_.apply(EditValue{Symbol::B, 3, 0, 0, 2});
    EXPECT_NE(app_.state.plane.scene, before);
    EXPECT_GT(app_.state.plane.scene->shown.sum(), before->shown.sum());
    app_.click("plane.discretize");
    const Matrix<double>& classes = app_.state.plane.scene->shown;
    EXPECT_TRUE((classes.array().abs() == 1).all());
}

TEST_F(Plane, TheHandleSetsTheLearningRateInOneEdit) {
    const std::size_t depth = app_.history().undo_depth();
    app_.drag("plane.line", {{0.3F, 0.5F}, {0.5F, 0.5F}, {0.6F, 0.5F}});
    EXPECT_GT(app_.session().example.learning_rate, 0.1);
    EXPECT_EQ(app_.history().undo_depth(), depth + 1);
}

TEST_F(Plane, TheRunIsAskedFor) {
    app_.click("plane.epoch");
    EXPECT_EQ(app_.asked<StepEpoch>().size(), 1U);
    app_.click("plane.train");
    EXPECT_EQ(app_.asked<StartTraining>().size(), 1U);
    app_.training.state = TrainingState::Running;
    app_.frames(2);
    EXPECT_FALSE(app_.enabled("plane.epoch"));
    app_.click("plane.train");
    EXPECT_EQ(app_.asked<PauseTraining>().size(), 1U);
}

TEST_F(Plane, FreshWeightsAreOthersEachTime) {
    const auto before = app_.session().example.network;
    app_.click("plane.reset");
    const auto first = app_.session().example.network;
    EXPECT_NE(first->layers[0].W, before->layers[0].W);
    app_.click("plane.reset");
    EXPECT_NE(app_.session().example.network->layers[0].W, first->layers[0].W);
}

// Nothing overlaps and nothing leaves the stage, at the sizes people have.
class PlaneLayouts : public testing::TestWithParam<std::pair<float, float>> {};

TEST_P(PlaneLayouts, EveryPartHasItsPlace) {
    HeadlessOptions options;
    options.size = {GetParam().first, GetParam().second};
    Headless app("playground", options);
    app.state.view = StageMode::Plane;
    app.apply(SetHidden{{8, 8, 8, 8, 8, 8}});
    app.apply(SetFeatures{{Feature::X1, Feature::X2, Feature::X1Squared, Feature::SinX2}});
    const Rect stage = app.rect("plane.view");
    for (const std::string& name : app.items().names()) {
        if (name.starts_with("plane.") && app.items().find(name)->rect.width() > 0) {
            const Rect rect = app.rect(name);
            EXPECT_GE(rect.x0, stage.x0 - 8) << name;
            EXPECT_LE(rect.x1, stage.x1 + 8) << name;
            EXPECT_GE(rect.y0, stage.y0 - 1) << name;
            EXPECT_LE(rect.y1, stage.y1 + 1) << name;
        }
    }
    const Rect surface = app.rect("plane.surface");
    EXPECT_GE(surface.width(), 130);
    EXPECT_NEAR(surface.width(), surface.height(), 1);
    // Units of a layer stand apart, with their biases between them.
    EXPECT_LE(app.rect("plane.bias.1.1").y0 + 10, app.rect("plane.unit.1.2").y0);
    EXPECT_LE(app.rect("plane.unit.1.1").x1, app.rect("plane.unit.2.1").x0);
}

INSTANTIATE_TEST_SUITE_P(Sizes, PlaneLayouts,
                         testing::Values(std::pair{1024.0F, 700.0F}, std::pair{1280.0F, 800.0F},
                                         std::pair{1440.0F, 900.0F}, std::pair{1920.0F, 1080.0F}));

}  // namespace
}  // namespace layerwise
