// Moving through the pass from the ribbon, the network column, the shape log; the code line.
#include <gmock/gmock.h>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

const Step& step(const Headless& app) {
    return app.session().trace->steps[static_cast<std::size_t>(app.session().cursor.step)];
}

TEST(Ribbon, ATickLeadsToItsStep) {
    Headless app("digits");
    for (const int number : {5, 32, 1}) {
        app.click("step." + std::to_string(number));
        EXPECT_EQ(app.session().cursor.step, number - 1);
    }
    EXPECT_EQ(app.asked_session<JumpTo>().size(), 3U) << "once for each press";
}

TEST(Ribbon, DraggingScrubs) {
    Headless app("three-to-two");
    app.state.playing = true;
    const Rect ribbon = app.rect("ribbon");
    std::vector<Point> path;
    for (std::size_t k = 0; k < app.session().trace->steps.size(); ++k) {
        const ImVec2 at = app.rect("step." + std::to_string(k + 1)).center();
        path.push_back({(at.x - ribbon.x0) / ribbon.width(), 0.5F});
    }
    app.drag("ribbon", path);
    const auto asked = app.asked_session<JumpTo>();
    ASSERT_EQ(asked.size(), path.size() - 1) << "the first step is where it stood";
    for (std::size_t k = 0; k < asked.size(); ++k) {
        EXPECT_EQ(asked[k].cursor.step, static_cast<int>(k) + 1);
    }
    EXPECT_FALSE(app.state.playing);
}

TEST(Ribbon, PointingAsksForNothing) {
    Headless app("digits");
    app.hover("step.20");
    EXPECT_TRUE(app.take().empty());
}

TEST(NetworkColumn, ALayerIsReachedInThePhaseOnTheStage) {
    Headless app("digits");
    app.click("layer.2");
    EXPECT_EQ(step(app).operation, Operation::WeightedSum);
    EXPECT_EQ(step(app).layer, 2);
    app.click("layer.loss");
    EXPECT_EQ(step(app).operation, Operation::Loss);
    app.click("layer.3");
    EXPECT_EQ(step(app).phase, Phase::Forward) << "from the loss back into the network";
    app.apply(JumpTo{{12, 0}});
    app.click("layer.1");
    EXPECT_EQ(step(app).phase, Phase::Backward);
    EXPECT_EQ(step(app).layer, 1);
    app.apply(Go{Go::Where::Last});
    app.click("layer.2");
    EXPECT_EQ(step(app).phase, Phase::Update);
    EXPECT_EQ(step(app).layer, 2);
    app.click("layer.input");
    EXPECT_EQ(app.session().cursor.step, 0);
}

TEST(NetworkColumn, HasACardForEveryLayer) {
    Headless app("digits");
    app.apply(SetShape{{20, 20, 20, 20, 20, 20, 20, 20, 20}, Activation::Relu, 0});
    for (int layer = 1; layer <= 10; ++layer) {
        EXPECT_TRUE(app.shown("layer." + std::to_string(layer)));
    }
}

TEST(ShapeLog, ARowLeadsToItsStep) {
    Headless app("three-to-two");
    app.click("log.3");
    EXPECT_EQ(app.session().cursor.step, 2);
    EXPECT_EQ(app.asked_session<JumpTo>().size(), 1U);
}

TEST(ShapeLog, TheRowOfTheStepIsScrolledTo) {
    Headless app("digits");
    app.apply(Go{Go::Where::Last});
    const Rect row = app.rect("log.32");
    EXPECT_GT(row.y0, app.rect("export").y1);
    EXPECT_LE(row.y1, app.rect("keys").y0) << "above the status line";
}

TEST(ShapeLog, ExportsEveryFormat) {
    Headless app("three-to-two");
    for (const LogFormat format :
         {LogFormat::Csv, LogFormat::Json, LogFormat::Markdown, LogFormat::Html, LogFormat::Tex}) {
        app.click("export");
        app.click("export." + std::string(name(format)));
        const auto asked = app.asked<ExportShapeLog>();
        ASSERT_EQ(asked.size(), 1U);
        EXPECT_EQ(asked[0].format, format);
        EXPECT_FALSE(app.shown("export.csv"));
    }
}

TEST(CodeLine, SpeaksThreeLanguages) {
    Headless app("three-to-two");
    const std::vector<std::pair<const char*, Language>> languages{
        {"code.pytorch", Language::Pytorch},
        {"code.eigen", Language::Eigen},
        {"code.numpy", Language::Numpy}};
    for (const auto& [control, language] : languages) {
        app.click(control);
        EXPECT_EQ(app.state.language, language);
        EXPECT_TRUE(app.take().empty()) << "no number changes";
        app.click("copy-code");
        const auto asked = app.asked<CopyText>();
        ASSERT_EQ(asked.size(), 1U);
        EXPECT_EQ(asked[0].text, code(*app.session().trace, 0, language, Convention::Column).code);
    }
}

TEST(CodeLine, FollowsTheConvention) {
    Headless app("numpy-case");
    app.click("convention.row");
    app.click("copy-code");
    const auto asked = app.asked<CopyText>();
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_THAT(asked[0].text, testing::HasSubstr("x @ W1"));
}

}  // namespace
}  // namespace layerwise
