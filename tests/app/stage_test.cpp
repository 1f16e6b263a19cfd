// Pointing at numbers, pinning them, changing them; what opens over the window.
#include <gmock/gmock.h>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

using testing::HasSubstr;

std::string tensor_name(const Headless& app, int tensor) {
    return app.session().trace->tensors.at(static_cast<std::size_t>(tensor)).name;
}

// The middle of the cell at that row and column, of rows × cols.
Point cell(Index row, Index col, Index rows, Index cols) {
    return {(static_cast<float>(col) + 0.5F) / static_cast<float>(cols),
            (static_cast<float>(row) + 0.5F) / static_cast<float>(rows)};
}

TEST(Stage, PointingFindsTheCell) {
    Headless app("three-to-two");
    app.hover("stage.W1", cell(1, 2, 2, 3));
    ASSERT_TRUE(app.state.hovered);
    EXPECT_EQ(tensor_name(app, app.state.hovered->tensor), "W1");
    EXPECT_EQ(app.state.hovered->cell, (Cell{1, 2}));
    app.hover("theme");
    EXPECT_FALSE(app.state.hovered);
    EXPECT_TRUE(app.take().empty());
}

TEST(Stage, CellsAreCoresInEveryConvention) {
    Headless app("three-to-two");
    app.click("convention.row");
    app.hover("stage.W1", cell(2, 1, 3, 2));
    ASSERT_TRUE(app.state.hovered);
    EXPECT_EQ(app.state.hovered->cell, (Cell{1, 2})) << "W is drawn (in × out)";
}

TEST(Stage, AClickPinsTheCell) {
    Headless app("three-to-two");
    app.click("stage.x", cell(2, 0, 3, 1));
    ASSERT_TRUE(app.state.pinned);
    EXPECT_EQ(app.state.pinned->cell, (Cell{2, 0}));
    EXPECT_TRUE(app.take().empty()) << "looking is no command";
}

TEST(Stage, AtElementsAClickOnTheResultGoesThere) {
    Headless app("three-to-two");
    app.click("granularity.element");
    app.take();
    app.click("stage.Wx1", cell(1, 0, 2, 1));
    EXPECT_EQ(app.session().cursor, (Cursor{0, 1}));
    app.take();
    app.click("stage.W1", cell(0, 0, 2, 3));
    EXPECT_TRUE(app.take().empty()) << "an operand is only pinned";
}

TEST(Stage, TheReaderChoosesTheColourScale) {
    Headless app("three-to-two");
    app.click("scale.layer");
    EXPECT_EQ(app.state.color_scale, ColorScale::Layer);
    app.click("scale.fixed");
    EXPECT_EQ(app.state.color_scale, ColorScale::Fixed);
    app.click("scale.tensor");
    EXPECT_EQ(app.state.color_scale, ColorScale::Tensor);
    EXPECT_TRUE(app.take().empty()) << "no number changes";
}

TEST(Stage, TheUpdateIsTakenOnlyWhereItStands) {
    Headless app("three-to-two");
    for (std::size_t k = 0; k < app.session().trace->steps.size(); ++k) {
        app.apply(JumpTo{{static_cast<int>(k), 0}});
        EXPECT_EQ(app.shown("take-update"), app.session().trace->steps[k].phase == Phase::Update);
    }
    app.take();
    const double loss = find(*app.session().trace, Symbol::L, 0).value(0, 0);
    app.click("take-update");
    EXPECT_EQ(app.asked_session<TakeUpdate>().size(), 1U);
    EXPECT_LT(find(*app.session().trace, Symbol::L, 0).value(0, 0), loss);
}

TEST(NumberEditor, ChangesTheNumberThatWasDoubleClicked) {
    Headless app("three-to-two");
    app.double_click("stage.W1", cell(1, 2, 2, 3));
    ASSERT_TRUE(app.state.edit);
    EXPECT_TRUE(app.shown("edit"));
    app.type("2.5");
    app.key(Key::Enter);
    const auto asked = app.asked_session<EditValue>();
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].symbol, Symbol::W);
    EXPECT_EQ(asked[0].layer, 1);
    EXPECT_EQ(asked[0].row, 1);
    EXPECT_EQ(asked[0].col, 2);
    EXPECT_EQ(asked[0].value, 2.5);
    EXPECT_FALSE(app.state.edit);
    EXPECT_FALSE(app.shown("edit"));
    EXPECT_EQ(app.history().undo_depth(), 1U);
}

TEST(NumberEditor, KnowsTheNumberInTheRowConvention) {
    Headless app("three-to-two");
    app.click("convention.row");
    app.take();
    app.double_click("stage.W1", cell(2, 0, 3, 2));
    app.type("7");
    app.key(Key::Enter);
    const auto asked = app.asked_session<EditValue>();
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].row, 0);
    EXPECT_EQ(asked[0].col, 2);
}

TEST(NumberEditor, EditsBiasesInputsAndTargets) {
    Headless app("three-to-two");
    app.double_click("stage.x", cell(0, 0, 3, 1));
    app.type("3");
    app.key(Key::Enter);
    EXPECT_EQ(app.session().example.input.x(0, 0), 3);
    app.click("next");
    app.double_click("stage.b1", cell(1, 0, 2, 1));
    app.type("-4");
    app.key(Key::Enter);
    EXPECT_EQ(app.session().example.network->layers[0].b(1), -4);
    app.click("layer.loss");
    app.double_click("stage.y", cell(1, 0, 2, 1));
    app.type("0.5");
    app.key(Key::Enter);
    EXPECT_EQ(app.session().example.input.y(1, 0), 0.5);
}

TEST(NumberEditor, TakesACommaAndATrueMinus) {
    for (const auto& [typed, value] : std::vector<std::pair<const char*, double>>{
             {"−0,25", -0.25}, {" +1e-3", 1e-3}, {"-7", -7}}) {
        Headless app("three-to-two");
        app.double_click("stage.W1", cell(0, 0, 2, 3));
        app.type(typed);
        app.key(Key::Enter);
        EXPECT_EQ(app.session().example.network->layers[0].W(0, 0), value) << typed;
    }
}

TEST(NumberEditor, WordsAreNoNumbers) {
    Headless app("three-to-two");
    app.double_click("stage.W1", cell(0, 0, 2, 3));
    app.type("seven");
    app.key(Key::Enter);
    EXPECT_TRUE(app.asked_session<EditValue>().empty());
    EXPECT_EQ(app.state.notice, "expected a number, found \"seven\"");
    EXPECT_TRUE(app.state.notice_is_error);
}

TEST(NumberEditor, EnteringItUnchangedChangesNothing) {
    Headless app("numpy-case");
    const double before = app.session().example.network->layers[0].W(0, 0);
    app.double_click("stage.W1", cell(0, 0, 4, 3));
    ASSERT_TRUE(app.state.edit);
    app.key(Key::Enter);
    EXPECT_FALSE(app.state.edit);
    EXPECT_EQ(app.session().example.network->layers[0].W(0, 0), before) << "not even rounded";
    EXPECT_EQ(app.history().undo_depth(), 0U);
}

TEST(NumberEditor, ClosesWhenAnotherNetworkComes) {
    Headless app("numpy-case");
    app.click("layer.2");
    app.double_click("stage.W2", cell(0, 0, 1, 4));
    ASSERT_TRUE(app.state.edit);
    app.apply(OpenExample{"three-to-two"});
    EXPECT_FALSE(app.state.edit);
}

TEST(NumberEditor, WhatIsComputedCannotBeTyped) {
    Headless app("three-to-two");
    app.click("next");
    app.double_click("stage.z1", cell(0, 0, 2, 1));
    EXPECT_FALSE(app.state.edit);
    EXPECT_THAT(app.state.notice, HasSubstr("computed"));
    EXPECT_FALSE(app.state.notice_is_error);
}

TEST(Overlays, ANoticeIsDismissed) {
    Headless app("three-to-two");
    EXPECT_FALSE(app.shown("notice"));
    app.state.notice = "digits.npz: expected 784 inputs, found 3";
    app.frames(3);
    EXPECT_TRUE(app.shown("notice"));
    app.click("notice.close");
    EXPECT_EQ(app.state.notice, "");
    EXPECT_FALSE(app.shown("notice"));
    EXPECT_TRUE(app.take().empty());
}

TEST(Overlays, KeysOpenFromTheStatusLineAndClose) {
    Headless app("three-to-two");
    app.click("keys");
    EXPECT_TRUE(app.state.help_open);
    EXPECT_TRUE(app.shown("keys-help"));
    app.click("keys.close");
    EXPECT_FALSE(app.state.help_open);
    EXPECT_FALSE(app.shown("keys-help"));
}

}  // namespace
}  // namespace layerwise
