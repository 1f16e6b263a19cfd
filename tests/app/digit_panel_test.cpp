// Drawing with the pointer, choosing images and targets.
#include <gmock/gmock.h>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

// Points along a line, a little apart, as a pointer moves.
std::vector<Point> line(Point from, Point to) {
    std::vector<Point> points;
    for (int k = 0; k <= 10; ++k) {
        const float t = static_cast<float>(k) / 10;
        points.push_back({from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t});
    }
    return points;
}

std::vector<Point> seven() {
    std::vector<Point> points = line({0.22F, 0.24F}, {0.78F, 0.22F});
    const std::vector<Point> down = line({0.78F, 0.22F}, {0.45F, 0.82F});
    points.insert(points.end(), down.begin() + 1, down.end());
    return points;
}

const Input& input(const Headless& app) {
    return app.session().example.input;
}

TEST(DigitPanel, AStrokeIsReadAtEveryPoint) {
    Headless app("digits");
    app.drag("canvas", seven());
    const auto asked = app.asked<ToSession>();
    ASSERT_EQ(asked.size(), seven().size());
    for (std::size_t k = 0; k < asked.size(); ++k) {
        const auto* draw = std::get_if<Draw>(&asked[k].command);
        ASSERT_NE(draw, nullptr);
        ASSERT_EQ(draw->strokes.size(), 1U);
        EXPECT_EQ(draw->strokes[0].size(), k + 1);
        EXPECT_EQ(asked[k].merge, k > 0) << "the first point begins an edit, the others join it";
    }
    EXPECT_EQ(prediction(app.session()), 7);
    EXPECT_EQ(input(app).source, Input::Source::Drawing);
}

TEST(DigitPanel, PointsLieWhereThePointerWas) {
    Headless app("digits");
    app.drag("canvas", {{0.25F, 0.5F}, {0.75F, 0.25F}, {1.5F, -0.5F}});
    const Stroke& stroke = input(app).strokes.at(0);
    ASSERT_EQ(stroke.size(), 3U);
    EXPECT_NEAR(stroke[0].x, 0.25F, 0.01F);
    EXPECT_NEAR(stroke[0].y, 0.5F, 0.01F);
    EXPECT_NEAR(stroke[1].x, 0.75F, 0.01F);
    EXPECT_EQ(stroke[2].x, 1) << "outside of the canvas is its edge";
    EXPECT_EQ(stroke[2].y, 0);
}

TEST(DigitPanel, AStrokeIsOneUndo) {
    Headless app("digits");
    app.drag("canvas", seven());
    app.drag("canvas", line({0.35F, 0.5F}, {0.75F, 0.5F}));
    EXPECT_EQ(input(app).strokes.size(), 2U) << "the second joins the first";
    EXPECT_EQ(app.history().undo_depth(), 2U);
    app.click("undo");
    EXPECT_EQ(input(app).strokes.size(), 1U);
    app.click("undo");
    EXPECT_EQ(input(app).source, Input::Source::TestImage);
}

TEST(DigitPanel, AStrokeAfterUndoGoesOnFromWhatIsSeen) {
    Headless app("digits");
    app.drag("canvas", seven());
    app.drag("canvas", line({0.35F, 0.5F}, {0.75F, 0.5F}));
    app.click("undo");
    app.drag("canvas", line({0.1F, 0.9F}, {0.9F, 0.9F}));
    ASSERT_EQ(input(app).strokes.size(), 2U);
    EXPECT_NEAR(input(app).strokes[1][0].y, 0.9F, 0.01F);
}

TEST(DigitPanel, DrawingOnATestImageBeginsAfresh) {
    Headless app("digits");
    app.drag("canvas", seven());
    app.click("next-image");
    app.drag("canvas", line({0.5F, 0.2F}, {0.5F, 0.8F}));
    EXPECT_EQ(input(app).strokes.size(), 1U);
    EXPECT_EQ(prediction(app.session()), 1);
}

TEST(DigitPanel, ClearEmptiesTheCanvas) {
    Headless app("digits");
    app.drag("canvas", seven());
    app.take();
    app.click("clear");
    const auto asked = app.asked_session<Draw>();
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_TRUE(asked[0].strokes.empty());
    EXPECT_EQ(input(app).x.maxCoeff(), 0);
    app.drag("canvas", seven());
    EXPECT_EQ(input(app).strokes.size(), 1U);
}

TEST(DigitPanel, ABarMakesItsClassTheTarget) {
    Headless app("digits");
    for (int label = 0; label < 10; ++label) {
        app.click("class." + std::to_string(label));
        EXPECT_EQ(input(app).label, label);
    }
    EXPECT_EQ(app.asked_session<SetTarget>().size(), 10U);
}

TEST(DigitPanel, GoesThroughTheTestImages) {
    Headless app("digits");
    EXPECT_FALSE(app.enabled("previous-image")) << "0 is the first";
    app.click("previous-image");
    EXPECT_TRUE(app.take().empty());
    app.click("next-image");
    app.click("next-image");
    EXPECT_EQ(input(app).image, 2);
    app.click("previous-image");
    EXPECT_EQ(input(app).image, 1);
    EXPECT_EQ(app.state.image_text, "1");
    app.apply(ShowImage{9999});
    EXPECT_FALSE(app.enabled("next-image"));
}

TEST(DigitPanel, FromADrawingBackToTheImageBefore) {
    Headless app("digits");
    app.apply(ShowImage{42});
    app.drag("canvas", seven());
    app.click("next-image");
    EXPECT_EQ(input(app).image, 42);
    EXPECT_EQ(input(app).source, Input::Source::TestImage);
}

TEST(DigitPanel, AnImageByItsNumber) {
    Headless app("digits");
    app.click("image", {0.9F, 0.5F});
    app.type("314");
    EXPECT_TRUE(app.take().empty()) << "not before it is entered";
    app.key(Key::Enter);
    const auto asked = app.asked_session<ShowImage>();
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].image, 314);
    EXPECT_EQ(app.state.image_text, "314");
}

TEST(DigitPanel, NoSuchImageSaysSo) {
    for (const char* text : {"10000", "seven", "-3", "99999999999999999999"}) {
        Headless app("digits");
        app.click("image", {0.9F, 0.5F});
        app.type(text);
        app.key(Key::Enter);
        EXPECT_THAT(app.state.notice, testing::HasSubstr("from 0 to 9999")) << text;
        EXPECT_EQ(input(app).image, 0);
        EXPECT_EQ(app.state.image_text, "0") << "what is shown";
    }
}

TEST(DigitPanel, ExamplesWithoutPicturesHaveNoCanvas) {
    Headless app("numpy-case");
    for (const char* name : {"canvas", "clear", "image", "class.0", "next-image"}) {
        EXPECT_FALSE(app.shown(name));
    }
}

}  // namespace
}  // namespace layerwise
