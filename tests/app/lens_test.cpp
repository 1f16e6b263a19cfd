// The lens's tabs, the readings of a product and their replay, zooming: by hand, without a window.
#include <cmath>

#include <gmock/gmock.h>

#include "app/views/stage_reading.h"
#include "core/trace/what_if.h"
#include "tests/app/headless.h"

namespace layerwise {
namespace {

void go_to(Headless& app, Operation operation, int layer) {
    app.apply(JumpTo{{step_of(*app.session().trace, operation, layer), 0}});
    app.frames();
}

TEST(Lens, TabsAreThoseOfTheOperation) {
    Headless app("digits");
    EXPECT_FALSE(app.shown("lens.nudge"));
    go_to(app, Operation::GradientZ, 2);
    EXPECT_TRUE(app.shown("lens.chain"));
    EXPECT_FALSE(app.shown("lens.nudge"));
    go_to(app, Operation::GradientW, 2);
    EXPECT_TRUE(app.shown("lens.chain"));
    EXPECT_TRUE(app.shown("lens.nudge"));
    go_to(app, Operation::UpdateW, 2);
    EXPECT_TRUE(app.shown("lens.effect"));
    EXPECT_TRUE(app.shown("lens.nudge"));
    app.click("lens.effect");
    EXPECT_TRUE(app.shown("lens.tile3"));
    go_to(app, Operation::Activate, 1);
    EXPECT_FALSE(app.shown("lens.tile1")) << "where there is no such tab, the plain one";
}

TEST(Lens, EveryTabDrawsForEveryStepAndConvention) {
    for (const char* example : {"three-to-two", "numpy-case", "digits"}) {
        Headless app(example);
        for (const Convention convention :
             {Convention::Column, Convention::Row, Convention::Torch}) {
            app.apply(SetConvention{convention});
            for (const LensTab tab :
                 {LensTab::Element, LensTab::Chain, LensTab::Nudge, LensTab::Effect}) {
                for (const Reading reading :
                     {Reading::Dots, Reading::Columns, Reading::Outer, Reading::Blocks}) {
                    app.state.lens_tab = tab;
                    app.state.reading = reading;
                    for (int step = 0; step < static_cast<int>(app.session().trace->steps.size());
                         ++step) {
                        app.apply(JumpTo{{step, 0}});
                        app.frames();
                        ASSERT_TRUE(app.shown("lens"));
                    }
                }
            }
        }
    }
}

TEST(Nudge, DraggingAsksAndOnlySettingChanges) {
    Headless app("three-to-two");
    go_to(app, Operation::GradientW, 1);
    app.click("lens.nudge");
    app.take();
    app.drag("nudge.plot", {{0.6F, 0.5F}, {0.8F, 0.5F}});
    EXPECT_TRUE(app.take().empty()) << "looking is no command";
    ASSERT_TRUE(app.state.nudged_to);
    const double asked = *app.state.nudged_to;
    const Parameter p = app.state.nudged;
    EXPECT_GT(asked, value_of(*app.session().trace, p));
    const double expected = loss_with(*app.session().trace, p, asked);
    app.click("nudge.set");
    const auto edits = app.asked_session<EditValue>();
    ASSERT_EQ(edits.size(), 1U);
    EXPECT_EQ(edits[0].value, asked);
    EXPECT_NEAR(find(*app.session().trace, Symbol::L, 0).value(0, 0), expected, 1e-12);
    EXPECT_FALSE(app.state.nudged_to);
}

TEST(Readings, TheSwitchIsThereForProductsOnly) {
    Headless app("digits");
    EXPECT_TRUE(app.shown("reading.blocks"));
    app.click("reading.columns");
    EXPECT_EQ(app.state.reading, Reading::Columns);
    EXPECT_TRUE(app.take().empty());
    go_to(app, Operation::Activate, 1);
    EXPECT_FALSE(app.shown("reading.blocks"));
}

TEST(Readings, TheKnobReplaysTheProduct) {
    Headless app("digits");
    app.drag("sweep", {{0.97F, 0.5F}, {0.5F, 0.5F}});
    ASSERT_TRUE(app.state.sweep);
    EXPECT_GT(*app.state.sweep, 300);
    EXPECT_LT(*app.state.sweep, 500);
    app.drag("sweep", {{0.5F, 0.5F}, {1.0F, 0.5F}});
    EXPECT_FALSE(app.state.sweep) << "all parts done is the step's own result";
    app.drag("sweep", {{0.97F, 0.5F}, {0.5F, 0.5F}});
    go_to(app, Operation::AddBias, 1);
    EXPECT_FALSE(app.state.sweep) << "a replay belongs to its step";
}

TEST(Readings, PlayingEndsWithTheWholeResult) {
    Headless app("digits", {.still = false});
    app.click("sweep.play");
    EXPECT_TRUE(app.state.sweeping);
    ASSERT_TRUE(app.state.sweep);
    app.state.sweep_seconds = 0.5;
    app.frames();
    ASSERT_TRUE(app.state.sweep);
    const Index some = *app.state.sweep;
    EXPECT_GT(some, 0);
    app.state.sweep_seconds = 100;
    app.frames();
    EXPECT_FALSE(app.state.sweep);
    EXPECT_FALSE(app.state.sweeping);
}

TEST(Readings, PointingAtAColumnChoosesIt) {
    const Trace& t = *opened("digits").trace;
    const int W = find_index(t, Symbol::W, 1);
    const auto reading = stage_reading(t, 0, Reading::Columns, {5, 0}, std::nullopt, W, {3, 400});
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->part, 400);
    EXPECT_EQ(*lit_range(*reading, W, t.steps[0].result), (CellRange{0, 128, 400, 401}));
    const int x = find_index(t, Symbol::X, 0);
    EXPECT_EQ(*lit_range(*reading, x, t.steps[0].result), CellRange::cell(400, 0));
    const auto blocks = stage_reading(t, 0, Reading::Blocks, {5, 0}, std::nullopt, W, {3, 400});
    const CellRange lit = *lit_range(*blocks, W, t.steps[0].result);
    EXPECT_TRUE(lit.contains(5, 400)) << "the element's block of rows, the pointer's of columns";
}

TEST(OneHover, LightsTheSameEverywhere) {
    Headless app("digits");
    // A pixel in the lens's picture of x is that pixel's number in x.
    app.hover("lens.picture2", {(20 + 0.5F) / 28, (7 + 0.5F) / 28});
    ASSERT_TRUE(app.state.hovered);
    EXPECT_EQ(app.state.hovered->tensor, find_index(*app.session().trace, Symbol::X, 0));
    EXPECT_EQ(app.state.hovered->cell, (Cell{7 * 28 + 20, 0}));
    // A term in the list is the weight it reads.
    go_to(app, Operation::AddBias, 2);
    app.hover("terms", {0.1F, 0.1F});
    ASSERT_TRUE(app.state.hovered);
    EXPECT_EQ(app.state.hovered->tensor, find_index(*app.session().trace, Symbol::W, 2));
    // A name in the code is its operand.
    app.hover("code", {0.26F, 0.5F});
    EXPECT_GE(app.state.hovered_name, 0);
    app.hover("theme");
    EXPECT_EQ(app.state.hovered_name, -1);
}

TEST(Zooming, TheWheelZoomsAndADoubleClickShowsAllAgain) {
    Headless app("digits");
    app.scroll("stage.W1", 4, {0.25F, 0.5F});
    ASSERT_TRUE(app.state.parts.contains("W1"));
    const Rect part = app.state.parts.at("W1");
    EXPECT_NEAR(part.width(), std::pow(1.25F, -4.0F), 0.01F);
    app.drag("stage.W1", {{0.5F, 0.5F}, {0.3F, 0.5F}});
    EXPECT_GT(app.state.parts.at("W1").x0, part.x0) << "dragged to the left, shows more right";
    EXPECT_FALSE(app.state.pinned) << "a drag is no click";
    app.double_click("stage.W1");
    EXPECT_FALSE(app.state.parts.contains("W1"));
    EXPECT_FALSE(app.state.edit) << "far from a number, a double click only fits";
}

TEST(Zooming, AZoomedTensorStaysSoFromStepToStep) {
    Headless app("digits");
    app.scroll("stage.W1", 4);
    go_to(app, Operation::AddBias, 1);
    EXPECT_TRUE(app.state.parts.contains("W1"));
    app.apply(SetConvention{Convention::Row});
    app.frames();
    EXPECT_TRUE(app.state.parts.contains("W1"));
}

}  // namespace
}  // namespace layerwise
