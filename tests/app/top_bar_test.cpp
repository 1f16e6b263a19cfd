// The top bar's controls ask for what they say, and only while they can be used.
#include <gmock/gmock.h>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

using testing::ElementsAre;

TEST(TopBar, TheTransportMovesThroughThePass) {
    Headless app("three-to-two");
    const int last = static_cast<int>(app.session().trace->steps.size()) - 1;
    app.click("next");
    EXPECT_EQ(app.session().cursor.step, 1);
    app.click("last");
    EXPECT_EQ(app.session().cursor.step, last);
    app.click("previous");
    EXPECT_EQ(app.session().cursor.step, last - 1);
    app.click("first");
    EXPECT_EQ(app.session().cursor.step, 0);
    const auto asked = app.asked_session<Go>();
    ASSERT_EQ(asked.size(), 4U);
    EXPECT_EQ(asked[0].where, Go::Where::Next);
    EXPECT_EQ(asked[1].where, Go::Where::Last);
    EXPECT_EQ(asked[2].where, Go::Where::Previous);
    EXPECT_EQ(asked[3].where, Go::Where::First);
}

TEST(TopBar, AtEitherEndThereIsNoFurther) {
    Headless app("three-to-two");
    for (const char* name : {"first", "previous"}) {
        EXPECT_FALSE(app.enabled(name));
        app.click(name);
    }
    app.apply(Go{Go::Where::Last});
    for (const char* name : {"next", "last"}) {
        EXPECT_FALSE(app.enabled(name));
        app.click(name);
    }
    EXPECT_TRUE(app.take().empty());
    EXPECT_TRUE(app.enabled("first") && app.enabled("previous"));
}

TEST(TopBar, PlayAndPauseAreTheWindowsOwnState) {
    Headless app("three-to-two");
    app.click("play");
    EXPECT_TRUE(app.state.playing);
    app.click("play");
    EXPECT_FALSE(app.state.playing);
    EXPECT_TRUE(app.take().empty());
    app.click("play");
    app.click("next");
    EXPECT_FALSE(app.state.playing) << "a step by hand ends playing";
}

TEST(TopBar, GranularityAndConvention) {
    Headless app("three-to-two");
    app.click("granularity.layer");
    EXPECT_EQ(app.session().granularity, Granularity::Layer);
    app.click("granularity.element");
    EXPECT_EQ(app.session().granularity, Granularity::Element);
    app.click("granularity.operation");
    EXPECT_EQ(app.session().granularity, Granularity::Operation);
    EXPECT_EQ(app.asked_session<SetGranularity>().size(), 3U);
    app.click("convention.row");
    EXPECT_EQ(app.session().convention, Convention::Row);
    app.click("convention.torch");
    EXPECT_EQ(app.session().convention, Convention::Torch);
    app.click("convention.column");
    EXPECT_EQ(app.session().convention, Convention::Column);
    EXPECT_EQ(app.asked_session<SetConvention>().size(), 3U);
}

TEST(TopBar, TheThemeIsSwitchedOnce) {
    Headless app("three-to-two");
    app.click("theme");
    EXPECT_EQ(app.take().size(), 1U);
    app.click("theme");
    EXPECT_EQ(app.asked<SwitchTheme>().size(), 1U);
}

TEST(TopBar, UndoAndRedoAreThereWhenNeeded) {
    Headless app("three-to-two");
    app.click("undo");
    app.click("redo");
    EXPECT_TRUE(app.take().empty());
    EXPECT_FALSE(app.enabled("undo") || app.enabled("redo"));
    app.apply(EditValue{Symbol::W, 1, 0, 0, 9});
    EXPECT_TRUE(app.enabled("undo"));
    app.click("undo");
    EXPECT_EQ(app.session().example.network->layers[0].W(0, 0), 0.2);
    EXPECT_TRUE(app.enabled("redo"));
    app.click("redo");
    EXPECT_EQ(app.session().example.network->layers[0].W(0, 0), 9);
    EXPECT_FALSE(app.enabled("redo"));
}

TEST(TopBar, TheNetworkMenuOpensExamples) {
    Headless app("three-to-two");
    EXPECT_FALSE(app.shown("example.digits"));
    app.click("network");
    for (const std::string_view id : example_ids()) {
        EXPECT_TRUE(app.shown("example." + std::string(id)));
    }
    app.click("example.numpy-case");
    EXPECT_EQ(app.session().example.id, "numpy-case");
    const auto asked = app.asked_session<OpenExample>();
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].id, "numpy-case");
    EXPECT_FALSE(app.shown("example.digits")) << "the menu closed";
}

TEST(TopBar, TheNetworkMenuBuildsAnotherShape) {
    Headless app("digits");
    app.click("network");
    app.click("activation.tanh");
    app.click("shape");
    app.type("32-16");
    app.click("build");
    const auto asked = app.asked_session<SetShape>();
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_THAT(asked[0].hidden, ElementsAre(32, 16));
    EXPECT_EQ(asked[0].activation, Activation::Tanh);
    EXPECT_EQ(sizes_text(*app.session().example.network), "784-32-16-10");
    EXPECT_FALSE(app.shown("build")) << "the menu closed";
}

TEST(TopBar, TheNetworkMenuDrawsFreshWeights) {
    Headless app("three-to-two");
    app.click("network");
    app.click("menu.reset-weights");
    EXPECT_EQ(app.asked_session<Initialize>().size(), 1U);
    EXPECT_NE(app.session().example.network->layers[0].W(0, 0), 0.2);
}

TEST(TopBar, TheInputMenuTakesAnImageNumber) {
    Headless app("digits");
    app.click("input");
    app.click("image-number");
    app.type("42");
    app.key(Key::Enter);
    const auto asked = app.asked_session<ShowImage>();
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].image, 42);
    EXPECT_EQ(app.session().example.input.image, 42);
    EXPECT_FALSE(app.shown("image-number")) << "the menu closed";
}

TEST(TopBar, EscapeClosesAMenu) {
    Headless app("three-to-two");
    app.click("input");
    EXPECT_FALSE(app.shown("image-number")) << "a vector has no image number";
    app.key(Key::Escape);
    app.click("network");
    EXPECT_TRUE(app.shown("build"));
    app.key(Key::Escape);
    EXPECT_FALSE(app.shown("build"));
    EXPECT_TRUE(app.take().empty());
}

}  // namespace
}  // namespace layerwise
