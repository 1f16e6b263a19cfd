// The space view: where points go, what is said of W, what dragging changes.
#include "app/views/space_view.h"

#include <cmath>

#include <Eigen/Geometry>
#include <gmock/gmock.h>

#include "app/views/spectrum_view.h"
#include "tests/app/headless.h"

namespace layerwise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr double kClose = 1e-12;

LayerMap lesson() {
    LayerMap map;
    map.W = Matrix<double>{{0.9, -0.4}, {0.5, 1.1}};
    map.b = Vector<double>{{0.2, -0.3}};
    map.f = Activation::Relu;
    map.x = Vector<double>{{1.2, 0.6}};
    return map;
}

const SpaceArrow& arrow(const SpacePane& pane, SpaceArrow::Kind kind, int index = 0) {
    return *std::ranges::find_if(
        pane.arrows, [&](const SpaceArrow& one) { return one.kind == kind && one.index == index; });
}

TEST(SpaceView, StagesAreTheLayersOperations) {
    const LayerMap map = lesson();
    const Matrix<double> X{{1.2, -2}, {0.6, 1}};
    const Matrix<double> WX = map.W * X;
    EXPECT_EQ(images(map, X, 0).topRows(2), X);
    EXPECT_EQ(images(map, X, 0).row(2).norm(), 0) << "two dimensions lie in three";
    EXPECT_LT((images(map, X, 1).topRows(2) - WX).norm(), kClose);
    EXPECT_NEAR(images(map, X, 2)(0, 0), 0.9 * 1.2 - 0.4 * 0.6 + 0.2, kClose);
    EXPECT_NEAR(images(map, X, 3)(0, 0), images(map, X, 2)(0, 0), kClose);
    EXPECT_LT(images(map, X, 2)(0, 1), 0);
    EXPECT_EQ(images(map, X, 3)(0, 1), 0) << "the fold";
    // Half way lies half way.
    EXPECT_LT((images(map, X, 0.5) - (images(map, X, 0) + images(map, X, 1)) / 2).norm(), kClose);
}

TEST(SpaceView, ASquashLeavesTheMissingDimensionAtZero) {
    LayerMap map = lesson();
    map.f = Activation::Sigmoid;
    const Matrix<double> X = Matrix<double>::Zero(2, 1);
    EXPECT_EQ(images(map, X, 3)(2, 0), 0);
    EXPECT_NEAR(images(map, X, 3)(0, 0), 1 / (1 + std::exp(-0.2)), kClose);
}

TEST(SpaceView, ArrowsAreTheColumnsTheSampleAndTheShift) {
    const SpaceScene scene = space_scene(lesson(), 2, true);
    EXPECT_EQ(scene.output.dimensions, 2);
    const SpaceArrow& e2 = arrow(scene.output, SpaceArrow::Kind::Basis, 1);
    EXPECT_LT((e2.from - Point3(0.2, -0.3, 0)).norm(), kClose);
    EXPECT_LT((e2.to - Point3(-0.4 + 0.2, 1.1 - 0.3, 0)).norm(), kClose);
    EXPECT_LT((arrow(scene.output, SpaceArrow::Kind::Shift).to - e2.from).norm(), kClose);
    EXPECT_TRUE(e2.handle);
    const SpaceArrow& x = arrow(scene.input, SpaceArrow::Kind::Sample);
    EXPECT_LT((x.to - Point3(1.2, 0.6, 0)).norm(), kClose);
    EXPECT_TRUE(x.handle);
    EXPECT_FALSE(arrow(space_scene(lesson(), 2, false).input, SpaceArrow::Kind::Sample).handle)
        << "an a of the layer below is computed";
    EXPECT_FALSE(arrow(space_scene(lesson(), 3, true).output, SpaceArrow::Kind::Basis).handle)
        << "behind the fold a column can't be dragged";
}

TEST(SpaceView, OnlyTheFoldBendsLines) {
    const auto bends = [](double stage) {
        const SpaceScene scene = space_scene(lesson(), stage, true);
        for (const SpaceLine& line : scene.output.lines) {
            const Point3 run = line.points.back() - line.points.front();
            for (const Point3& p : line.points) {
                if ((p - line.points.front()).cross(run).norm() > 1e-9) {
                    return true;
                }
            }
        }
        return false;
    };
    EXPECT_FALSE(bends(1));
    EXPECT_FALSE(bends(1.5));
    EXPECT_FALSE(bends(2));
    EXPECT_TRUE(bends(3));
}

TEST(SpaceFacts, SayWhatWDoes) {
    const Matrix<double> W = lesson().W;
    const std::vector<std::string> facts = space_facts(W, svd(W));
    ASSERT_EQ(facts.size(), 4U);
    EXPECT_EQ(facts[0], "det W 1.19   rank 2");
    EXPECT_EQ(facts[1], "σ₁ σ₂  1.21, 0.98");
    EXPECT_THAT(facts[2], HasSubstr("stretch 1.21 × 0.98"));
    EXPECT_EQ(facts[3], "no direction is lost");
}

TEST(SpaceFacts, NameTheTurns) {
    const Matrix<double> quarter{{0, -2}, {2, 0}};  // a quarter turn and twice the size
    EXPECT_THAT(space_facts(quarter, svd(quarter))[2], HasSubstr("stretch 2.00 × 2.00"));
    const Matrix<double> mirror{{3, 0}, {0, -1}};
    EXPECT_EQ(space_facts(mirror, svd(mirror))[2], "turn 0° · stretch 3.00 × 1.00, flip · turn 0°");
}

TEST(SpaceFacts, NameWhatIsLost) {
    const Matrix<double> flat{{1, 0}, {2, 0}};
    EXPECT_THAT(
        space_facts(flat, svd(flat)),
        ElementsAre("det W 0.00   rank 1", "σ₁ σ₂  2.24, 0.00", HasSubstr("stretch 2.24 × 0.00"),
                    HasSubstr("lost: all along (0.00, ")));
    const Matrix<double> wide{{1, 0, 0}, {0, 1, 0}};
    EXPECT_EQ(space_facts(wide, svd(wide))[0], "rank 2") << "no det where W is not square";
    EXPECT_THAT(space_facts(wide, svd(wide))[3], HasSubstr("lost: all along"));
    const Matrix<double> zero = Matrix<double>::Zero(2, 2);
    EXPECT_EQ(space_facts(zero, svd(zero))[3], "everything is lost");
}

TEST(SpaceDragging, BringsTheArrowheadToThePoint) {
    const LayerMap map = lesson();
    const auto column = dragged(map, 1, 0, {SpaceHandle::Kind::Column, 1}, {0.5, 0.75, 0}, 2);
    ASSERT_EQ(column.size(), 2U);
    EXPECT_EQ(column[0].symbol, Symbol::W);
    EXPECT_EQ(column[0].row, 0);
    EXPECT_EQ(column[0].col, 1);
    EXPECT_NEAR(column[0].value, 0.5 - 0.2, kClose) << "the arrow begins at b";
    EXPECT_NEAR(column[1].value, 0.75 + 0.3, kClose);
    EXPECT_NEAR(dragged(map, 1, 0, {SpaceHandle::Kind::Column, 0}, {0.5, 0, 0}, 1)[0].value, 0.5,
                kClose);
    const auto x = dragged(map, 1, 3, {SpaceHandle::Kind::Input, 0}, {7, 8, 0}, 0);
    ASSERT_EQ(x.size(), 2U);
    EXPECT_EQ(x[1].symbol, Symbol::X);
    EXPECT_EQ(x[1].row, 1);
    EXPECT_EQ(x[1].col, 3) << "the sample's";
    EXPECT_EQ(x[1].value, 8);
    EXPECT_EQ(dragged(map, 2, 0, {SpaceHandle::Kind::Bias, 0}, {1, 2, 0}, 2)[1].symbol, Symbol::B);
}

TEST(PlaneView, TurnsStretchesTurnsAndShifts) {
    const Session& session = opened("digits");
    const LayerMap map = layer_map(session, 1, 0);
    const Svd s = svd(map.W);
    const PlaneMap plane = plane_map(s, map.x, map.b, 2, 5);
    const Matrix<double> C = plane.x;
    const Matrix<double> start = plane_images(plane, C, 0);
    EXPECT_NEAR(start(0, 0), plane.x.norm(), kClose) << "the part of x points right";
    EXPECT_NEAR(start(1, 0), 0, kClose);
    EXPECT_LT((plane_images(plane, C, 1) - C).norm(), kClose) << "after Vᵀ: its coordinates";
    const Eigen::Vector2d Wx{s.U.col(2).dot(map.W * map.x), s.U.col(5).dot(map.W * map.x)};
    EXPECT_LT((plane_images(plane, C, 2) - Wx).norm(), 1e-9) << "after Σ: those of W x";
    EXPECT_NEAR(plane_images(plane, C, 3)(0, 0), Wx.norm(), 1e-9) << "a turn keeps lengths";
    EXPECT_NEAR(plane_images(plane, C, 4).norm(), (Wx + plane.b).norm(), 1e-9);
    // Turning on the way keeps lengths, too.
    EXPECT_NEAR(plane_images(plane, C, 0.4).norm(), plane.x.norm(), kClose);
}

TEST(SpectrumView, SplitsXIntoWhatWKeepsAndKills) {
    const Session& session = opened("digits");
    const Svd s = svd(find(*session.trace, Symbol::W, 1).value);
    const SpectrumScene scene = spectrum_scene(session, s, 1, 0, 0, 1, 40);
    ASSERT_EQ(scene.tiles.size(), 6U);
    EXPECT_TRUE(scene.pictures);
    for (const SpectrumTile& tile : scene.tiles) {
        EXPECT_EQ(tile.values.rows(), 28) << tile.title;
        EXPECT_EQ(tile.values.cols(), 28) << tile.title;
    }
    const Matrix<double>& x = scene.tiles[2].values;
    EXPECT_LT((scene.tiles[4].values + scene.tiles[5].values - x).norm(), 1e-9);
    EXPECT_EQ(scene.tiles[2].palette, Palette::Grey);
    // Pixels lie row by row.
    EXPECT_EQ(x(9, 13), find(*session.trace, Symbol::X, 0).value(9 * 28 + 13, 0));
    EXPECT_GT(scene.tiles[5].values.norm(), 1) << "784 − 128 directions are lost";
    EXPECT_THAT(scene.facts[0], HasSubstr("rank 128 of 128"));
    EXPECT_LT(scene.tiles[3].values.norm(), scene.tiles[4].values.norm());
    EXPECT_LT((spectrum_scene(session, s, 1, 0, 0, 1, 128).tiles[3].values - scene.tiles[4].values)
                  .norm(),
              1e-9)
        << "from all directions x is rebuilt as far as W keeps it";
}

TEST(SpectrumView, ASingleOutputsRestIsLost) {
    const Session& session = opened("numpy-case");
    const Svd s = svd(find(*session.trace, Symbol::W, 2).value);
    const SpectrumScene scene = spectrum_scene(session, s, 2, 0, 0, 0, 1);
    EXPECT_EQ(scene.map.sigma_2, 0);
    EXPECT_NEAR(scene.map.x.norm(), find(*session.trace, Symbol::A, 1).value.col(0).norm(), 1e-9);
    EXPECT_FALSE(scene.pictures);
}

TEST(SpectrumView, TellingCountKeepsNineTenths) {
    const Svd s = svd(find(*opened("digits").trace, Symbol::W, 1).value);
    const Index k = telling_count(s);
    EXPECT_GE(energy_kept(s, k), 0.9);
    EXPECT_LT(energy_kept(s, k - 1), 0.9);
}

TEST(SpaceStage, TheMorphFollowsTheStep) {
    Headless app("three-to-two");
    app.click("view.space");
    EXPECT_EQ(app.state.space.stage, 1);
    app.click("next");
    EXPECT_EQ(app.state.space.stage, 2);
    app.click("next");
    EXPECT_EQ(app.state.space.stage, 3);
    app.click("layer.loss");
    EXPECT_EQ(app.state.space.stage, 3) << "no stage of its own";
    app.click("space.scrubber", {0.01F, 0.3F});
    EXPECT_EQ(app.state.space.stage, 0);
    app.click("space.play");
    EXPECT_EQ(app.state.space.stage, 3) << "at once, where motion is not wanted";
}

TEST(SpaceStage, DraggingXChangesIt) {
    Headless app("three-to-two");
    app.click("view.space");
    app.take();
    const Vector<double> before = app.session().example.input.x.col(0);
    app.drag("space.input.x", {{0.5F, 0.5F}, {3, 0.5F}, {5, -2}});
    EXPECT_FALSE(app.asked_session<EditValue>().empty());
    EXPECT_GT((app.session().example.input.x.col(0) - before).norm(), 0.1);
    EXPECT_EQ(app.history().undo_depth(), 1U) << "one drag is one edit";
}

TEST(SpaceStage, DraggingAColumnPutsTheArrowheadUnderThePointer) {
    Headless app("three-to-two");
    app.click("view.space");
    const Rect head = app.rect("space.output.e1");
    app.drag("space.output.e1", {{0.5F, 0.5F}, {2, -1}, {4, -2.5F}});
    const Rect moved = app.rect("space.output.e1");
    EXPECT_NEAR(moved.center().x - head.center().x, 3.5F * head.width(), 2);
    EXPECT_NEAR(moved.center().y - head.center().y, -3 * head.height(), 2);
    EXPECT_EQ(app.history().undo_depth(), 1U);
}

TEST(SpaceStage, DraggingANumberMovesTheArrow) {
    Headless app("three-to-two");
    app.click("view.space");
    const Rect head = app.rect("space.output.e1");
    const double before = app.session().example.network->layers[0].W(0, 0);
    app.drag("space.W1", {{0.15F, 0.25F}, {0.3F, 0.25F}, {0.6F, 0.25F}});
    EXPECT_GT(app.session().example.network->layers[0].W(0, 0), before);
    EXPECT_GT(app.rect("space.output.e1").x0, head.x0);
    EXPECT_EQ(app.history().undo_depth(), 1U);
}

TEST(SpaceStage, BesideTheArrowsADragTurnsTheCamera) {
    Headless app("three-to-two");
    app.click("view.space");
    app.take();
    const float yaw = app.state.space.yaw;
    app.drag("space.input", {{0.06F, 0.9F}, {0.2F, 0.9F}, {0.3F, 0.95F}});
    EXPECT_NE(app.state.space.yaw, yaw);
    EXPECT_TRUE(app.take().empty());
}

TEST(SpaceStage, LargeLayersSayThatTheyAreBeingComputed) {
    Headless app("digits");
    app.svd_pending = true;
    app.click("view.space");
    EXPECT_TRUE(app.shown("space.computing"));
    EXPECT_FALSE(app.shown("space.k"));
    app.svd_pending = false;
    app.frames(2);
    EXPECT_FALSE(app.shown("space.computing"));
    EXPECT_TRUE(app.shown("space.tile.6"));
}

TEST(SpaceStage, TheSpectrumChoosesHowMuchIsKept) {
    Headless app("digits");
    app.click("view.space");
    EXPECT_EQ(app.state.space.kept,
              telling_count(svd(find(*app.session().trace, Symbol::W, 1).value)));
    app.click("space.k", {0.25F, 0.5F});
    EXPECT_NEAR(static_cast<double>(app.state.space.kept), 32, 1);
    app.click("space.first.more");
    EXPECT_EQ(app.state.space.first, 1);
    EXPECT_EQ(app.state.space.second, 2) << "two directions make a plane";
    app.click("layer.3");
    EXPECT_LE(app.state.space.kept, 10) << "another W has fewer";
    EXPECT_TRUE(app.shown("space.tile.6"));
}

}  // namespace
}  // namespace layerwise
