// The cards that explain: the filmstrip, make-it, and where a number comes from.
#include <gmock/gmock.h>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

const Strokes kCornerSeven{{{0.05F, 0.08F}, {0.3F, 0.08F}, {0.16F, 0.38F}}};

const Input& input(const Headless& app) {
    return app.session().example.input;
}

const Tensor& tensor(const Headless& app, const StageCell& cell) {
    return app.session().trace->tensors[static_cast<std::size_t>(cell.tensor)];
}

// As wide and as low as the window may be, and large with true fonts.
std::vector<HeadlessOptions> windows() {
    return {{{1024, 700}, 1, true}, {{1440, 900}, 1, true}, {{1280, 800}, 2, true}};
}

bool lies_in(const Rect& inner, const Rect& outer) {
    return inner.x0 >= outer.x0 - 1 && inner.x1 <= outer.x1 + 1 && inner.y0 >= outer.y0 - 1 &&
           inner.y1 <= outer.y1 + 1;
}

void expect_all_in(const Headless& app, std::string_view prefix, std::string_view card) {
    const Rect outer = app.rect(card);
    for (const std::string& name : app.items().names()) {
        if (name.starts_with(prefix) && name != card) {
            EXPECT_TRUE(lies_in(app.rect(name), outer)) << name;
        }
    }
}

TEST(Filmstrip, OpensAndClosesFromItsButton) {
    Headless app("digits");
    EXPECT_FALSE(app.shown("filmstrip-card"));
    app.click("filmstrip");
    EXPECT_TRUE(app.shown("filmstrip-card"));
    app.click("filmstrip");
    EXPECT_FALSE(app.shown("filmstrip-card"));
    app.click("filmstrip");
    app.click("explain.close");
    EXPECT_FALSE(app.shown("filmstrip-card"));
}

TEST(Filmstrip, ASwitchChangesTheInputAndCanBeUndone) {
    Headless app("digits");
    app.apply(Draw{kCornerSeven});
    const Matrix<double> x = input(app).x;
    app.click("filmstrip");
    app.take();
    app.click("filmstrip.center");
    const auto asked = app.asked_session<SetPreparation>();
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].preparation, (Preparation{true, true, false}));
    EXPECT_NE(input(app).x, x);
    app.click("undo");
    EXPECT_EQ(input(app).x, x);
    for (const char* name : {"filmstrip.crop", "filmstrip.scale", "filmstrip.center"}) {
        app.click(name);
        EXPECT_FALSE(input(app).preparation.is_complete()) << name;
        app.click(name);
        EXPECT_EQ(input(app).x, x) << name;
    }
}

TEST(Filmstrip, SaysWhatAStageIsWorth) {
    Headless app("digits");
    app.apply(Draw{kCornerSeven});
    app.click("filmstrip");
    ASSERT_NE(app.state.explain.filmstrip, nullptr);
    for (const FilmstripStage& stage : app.state.explain.filmstrip->stages) {
        if (stage.name.empty()) {
            continue;
        }
        EXPECT_DOUBLE_EQ(stage.with, probabilities(app.session())(7));
        app.click("filmstrip." + stage.name);
        EXPECT_DOUBLE_EQ(stage.without, probabilities(app.session())(7)) << stage.name;
        app.click("undo");
    }
}

TEST(Filmstrip, TestImagesGoThroughItToo) {
    Headless app("digits");
    app.click("filmstrip");
    app.click("filmstrip.crop");
    EXPECT_FALSE(input(app).preparation.crop);
    app.click("next-image");
    EXPECT_TRUE(input(app).preparation.is_complete());
}

TEST(Filmstrip, PaintedPixelsHaveNoStages) {
    Headless app("digits");
    app.apply(PaintInput{Vector<double>::Constant(784, 0.5), 1});
    app.click("filmstrip");
    EXPECT_TRUE(app.shown("filmstrip-card"));
    EXPECT_FALSE(app.shown("filmstrip.crop"));
}

TEST(MakeIt, OffersTheSecondClassAndPaintsIt) {
    Headless app("digits");
    app.click("make-it");
    ASSERT_NE(app.state.explain.make_it, nullptr);
    EXPECT_EQ(app.state.explain.make_it->path.from, 7);
    EXPECT_EQ(app.state.explain.make_it->path.target, first_target(app.session()));
    EXPECT_FALSE(app.enabled("make-it.7")) << "that it is already";
    app.click("make-it.3");
    EXPECT_EQ(app.state.explain.make_it->path.target, 3);
    EXPECT_TRUE(app.take().empty()) << "looking changes nothing";
    app.click("make-it.apply");
    EXPECT_EQ(prediction(app.session()), 3);
    EXPECT_EQ(input(app).label, 3);
    EXPECT_EQ(input(app).source, Input::Source::Painted);
    app.click("undo");
    EXPECT_EQ(prediction(app.session()), 7);
}

TEST(MakeIt, TheSliderChoosesThePoint) {
    Headless app("digits");
    app.click("make-it");
    app.click("make-it.3");
    const int last = app.state.explain.make_it->path.last();
    app.click("make-it.slider", {0.01F, 0.5F});
    EXPECT_EQ(app.state.explain.make_it->point, 0);
    EXPECT_EQ(app.state.explain.make_it->change.norm(), 0);
    EXPECT_FALSE(app.enabled("make-it.apply")) << "nothing is painted yet";
    app.click("make-it.slider", {0.5F, 0.5F});
    EXPECT_NEAR(app.state.explain.make_it->point, last / 2, 1);
    app.drag("make-it.slider", {{0.5F, 0.5F}, {0.8F, 0.5F}, {1, 0.5F}});
    EXPECT_EQ(app.state.explain.make_it->point, last);
    EXPECT_TRUE(app.take().empty());
}

TEST(MakeIt, FollowsThePinnedUnit) {
    Headless app("digits");
    app.click("make-it");
    EXPECT_FALSE(app.state.explain.make_it->unit_is_pinned);
    const int z = find_index(*app.session().trace, Symbol::Z, 1);
    app.state.pinned = StageCell{z, {17, 0}};
    app.frames();
    EXPECT_EQ(app.state.explain.make_it->unit, 17);
    EXPECT_NEAR(app.state.explain.make_it->terms.sum(),
                app.state.explain.make_it->unit_after - app.state.explain.make_it->unit_before,
                1e-10);
}

TEST(Provenance, TheLensAsksForItsNumber) {
    Headless app("digits");
    app.click("step.2");
    app.click("provenance");
    ASSERT_TRUE(app.shown("provenance-card"));
    ASSERT_TRUE(app.state.pinned.has_value());
    EXPECT_EQ(tensor(app, *app.state.pinned).name, "z1");
    const Walk& walk = *app.state.explain.walk;
    EXPECT_EQ(app.session().trace->tensors[std::size_t(walk.cells.front().tensor)].name, "x");
    EXPECT_EQ(app.session().trace->tensors[std::size_t(walk.cells.back().tensor)].name, "loss");
}

TEST(Provenance, ARightClickAsksForACell) {
    Headless app("digits");
    app.right_click("stage.x", {0.5F, 0.35F});
    EXPECT_TRUE(app.shown("provenance-card"));
    EXPECT_EQ(tensor(app, *app.state.pinned).name, "x");
    EXPECT_TRUE(app.take().empty()) << "nothing moves";
}

TEST(Provenance, EveryStopLeadsToItsStep) {
    Headless app("digits");
    app.click("step.2");
    app.click("provenance");
    const Walk walk = *app.state.explain.walk;
    ASSERT_EQ(walk.cells.size(), 11U) << "x, then W x, z and a of three layers, L";
    for (std::size_t k = 0; k < walk.cells.size(); ++k) {
        app.click("provenance.stop." + std::to_string(k + 1));
        EXPECT_EQ(app.session().cursor.step, step_that_shows(*app.session().trace, walk.cells[k]));
        EXPECT_EQ(app.state.pinned->tensor, walk.cells[k].tensor);
        EXPECT_EQ(app.state.pinned->cell.row, walk.cells[k].row);
        EXPECT_EQ(app.state.explain.walk->cells, walk.cells) << "the walk stays";
        EXPECT_EQ(app.state.explain.walk->at, k);
        EXPECT_EQ(app.state.explain.provenance->place, walk.cells[k]);
    }
}

TEST(Provenance, AContributionTurnsTheWalkBehindAndAUseAhead) {
    Headless app("digits");
    app.click("step.1");
    app.click("provenance");
    const Walk before = *app.state.explain.walk;
    app.click("provenance.from.3");  // not the strongest pixel
    const Walk behind = *app.state.explain.walk;
    EXPECT_EQ(behind.at, 0U);
    EXPECT_NE(behind.cells[0], before.cells[0]);
    EXPECT_TRUE(std::equal(behind.cells.begin() + 1, behind.cells.end(), before.cells.begin() + 1,
                           before.cells.end()));
    app.click("provenance.feeds.2");  // not the row it came from, or another step
    const Walk ahead = *app.state.explain.walk;
    EXPECT_EQ(ahead.cells[0], behind.cells[0]);
    EXPECT_EQ(ahead.at, 1U);
}

TEST(Provenance, GradientsWalkBackThroughTheLossToPixels) {
    Headless app("digits");
    app.apply(JumpTo{{step_of(*app.session().trace, Operation::GradientW, 1), 0}});
    app.click("provenance");
    const Walk& walk = *app.state.explain.walk;
    const auto name = [&](std::size_t k) {
        return app.session().trace->tensors[std::size_t(walk.cells[k].tensor)].name;
    };
    EXPECT_EQ(name(0), "x");
    EXPECT_EQ(name(walk.cells.size() - 1), "W1_next");
    // However many stops there are, the one in hand is on screen.
    EXPECT_TRUE(app.shown("provenance.stop." + std::to_string(walk.at + 1)));
}

TEST(Provenance, WorksWithoutPictures) {
    for (const char* example : {"three-to-two", "numpy-case"}) {
        Headless app(example);
        for (int step = 0; step < static_cast<int>(app.session().trace->steps.size()); ++step) {
            app.apply(JumpTo{{step, 0}});
            app.state.pinned.reset();
            app.state.explain.card = ExplainCard::None;
            app.frames();
            app.click("provenance");
            EXPECT_TRUE(app.shown("provenance-card")) << example << step;
        }
        EXPECT_FALSE(app.shown("filmstrip"));
        EXPECT_FALSE(app.shown("make-it"));
    }
}

TEST(Provenance, AnotherNetworkIsNoPlaceForAnOldWalk) {
    Headless app("digits");
    app.click("step.2");
    app.state.pinned = StageCell{find_index(*app.session().trace, Symbol::Z, 1), {120, 0}};
    app.state.explain.card = ExplainCard::Provenance;
    app.frames(2);
    app.apply(SetShape{{16}, Activation::Relu, 0});
    EXPECT_TRUE(is_in(*app.session().trace, *app.state.pinned));
    EXPECT_EQ(app.state.explain.walk->version, app.history().version());
    app.apply(OpenExample{"three-to-two"});
    EXPECT_TRUE(app.shown("provenance-card"));
}

TEST(Cards, FitTheWindow) {
    for (const HeadlessOptions& window : windows()) {
        Headless app("digits", window);
        const Rect stage =
            lay_out_screen({window.size.x * window.scale, window.size.y * window.scale},
                           window.scale)
                .stage;
        for (const auto& [button, card] :
             {std::pair{"filmstrip", "filmstrip-card"}, std::pair{"make-it", "make-it-card"}}) {
            app.click(button);
            EXPECT_GE(app.rect(card).y0, stage.y0);
            EXPECT_GE(app.rect(card).x0, stage.x0);
            EXPECT_LE(app.rect(card).x1, stage.x1);
            expect_all_in(app, std::string(button) + ".", card);
            app.click(button);
        }
        app.click("step.18");
        app.click("provenance");
        expect_all_in(app, "provenance.", "provenance-card");
    }
}

}  // namespace
}  // namespace layerwise
