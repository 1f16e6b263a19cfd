// Columns that close and resize, a presentation, and the menu that orders a picture.
#include "app/panels/view_buttons.h"

#include <gmock/gmock.h>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

TEST(Columns, CloseAndOpenByTheirButtons) {
    Headless app("digits");
    const float stage = app.rect("lens").width();
    app.click("toggle-network");
    EXPECT_FALSE(app.shown("layer.1"));
    EXPECT_TRUE(app.shown("canvas"));
    app.click("toggle-side");
    EXPECT_FALSE(app.shown("canvas"));
    EXPECT_GT(app.rect("lens").width(), stage + 400);
    app.click("toggle-network");
    app.click("toggle-side");
    EXPECT_TRUE(app.shown("layer.1"));
    EXPECT_EQ(app.rect("lens").width(), stage);
}

TEST(Columns, AreAsWideAsTheirEdgeIsDragged) {
    Headless app("digits");
    const Rect network = app.rect("edge.network");
    // Points are fractions of the edge's own width.
    const auto by = [&](const Rect& edge, float units) { return 0.5F + units / edge.width(); };
    app.drag("edge.network", {{0.5F, 0.5F}, {by(network, 20), 0.5F}, {by(network, 40), 0.5F}});
    EXPECT_NEAR(app.rect("edge.network").x1, network.x1 + 40, 4);
    ASSERT_TRUE(app.state.columns.network_width);
    const Rect side = app.rect("edge.side");
    app.drag("edge.side", {{0.5F, 0.5F}, {by(side, -20), 0.5F}, {by(side, -60), 0.5F}});
    EXPECT_NEAR(app.rect("edge.side").x0, side.x0 - 60, 4);
    app.drag("edge.side", {{0.5F, 0.5F}, {by(side, 5), 0.5F}, {by(side, 2000), 0.5F}});
    EXPECT_GT(app.rect("canvas").width(), 100) << "never too narrow to use";
    app.double_click("edge.network");
    app.double_click("edge.side");
    EXPECT_EQ(app.state.columns, Columns{}) << "as before anybody dragged";
    EXPECT_EQ(app.rect("edge.network").x1, network.x1);
}

TEST(PictureMenu, OrdersWhatItSays) {
    Headless app("digits");
    app.apply(JumpTo{{1, 0}});
    app.click("save-picture");
    app.click("picture.save");
    const auto stage = app.asked<SavePicture>();
    ASSERT_EQ(stage.size(), 1U);
    EXPECT_EQ(stage[0].order.what, PictureOrder::What::Stage);
    EXPECT_EQ(stage[0].order.format, PictureOrder::Format::Png);
    EXPECT_EQ(stage[0].order.at, 2);
    EXPECT_FALSE(app.shown("picture.save")) << "the menu has closed";

    app.click("save-picture");
    app.click("picture.b1");
    app.click("picture.4x");
    app.click("picture.save");
    const auto heatmap = app.asked<SavePicture>();
    ASSERT_EQ(heatmap.size(), 1U);
    EXPECT_EQ(heatmap[0].order.what, PictureOrder::What::Heatmap);
    EXPECT_EQ(heatmap[0].order.tensor, "b1");
    EXPECT_EQ(heatmap[0].order.at, 4);

    app.click("save-picture");
    app.click("picture.screen");
    app.click("picture.svg");
    EXPECT_FALSE(app.shown("picture.4x")) << "no pixels to count";
    app.click("picture.save");
    const auto screen = app.asked<SavePicture>();
    ASSERT_EQ(screen.size(), 1U);
    EXPECT_EQ(screen[0].order.what, PictureOrder::What::Screen);
    EXPECT_EQ(screen[0].order.format, PictureOrder::Format::Svg);
}

TEST(PictureOrder, NamesTheHeatmapThatIsMeant) {
    Headless app("digits");
    app.apply(JumpTo{{1, 0}});
    EXPECT_THAT(stage_tensors(app.session()), testing::ElementsAre("W1", "x", "b1", "z1"));
    EXPECT_EQ(named({}, app.session(), app.state).tensor, "W1") << "the largest";
    app.click("stage.z1");
    EXPECT_EQ(named({}, app.session(), app.state).tensor, "z1") << "the pinned";
    PictureOrder order;
    order.tensor = "x";
    EXPECT_EQ(named(order, app.session(), app.state).tensor, "x") << "as asked";
    app.apply(JumpTo{{6, 0}});
    EXPECT_EQ(named(order, app.session(), app.state).tensor, "W3") << "x is no longer there";
}

}  // namespace
}  // namespace layerwise
