// Figures of the lens: an activation's curve with the element's point, and elements side by side.
#include "app/views/lens_figure.h"

#include <gmock/gmock.h>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

TEST(LensFigure, AnActivationsPointLiesOnItsCurve) {
    const Session& session = opened("numpy-case");
    const Trace& t = *session.trace;
    const LensFigure figure = lens_figure(session, step_of(t, Operation::Activate, 1), {2, 3});
    const auto& curve = std::get<LensCurve>(figure);
    EXPECT_EQ(curve.at_z, find(t, Symbol::Z, 1).value(2, 3));
    EXPECT_NEAR(curve.at_a, find(t, Symbol::A, 1).value(2, 3), 1e-15);
    EXPECT_FALSE(curve.has_slope());
    EXPECT_EQ(curve.z.front(), -curve.z.back());
    EXPECT_LT(std::abs(curve.at_z), curve.z.back());
    EXPECT_NEAR(curve.a[curve.a.size() / 2], 0.5, 1e-12) << "σ(0)";
}

TEST(LensFigure, ASlopesTangentIsTheTracesNumber) {
    const Session& session = opened("digits");
    const Trace& t = *session.trace;
    for (const Operation operation : {Operation::LocalSlope, Operation::GradientZ}) {
        const LensFigure figure = lens_figure(session, step_of(t, operation, 1), {17, 0});
        const auto& curve = std::get<LensCurve>(figure);
        EXPECT_TRUE(curve.has_slope());
        EXPECT_EQ(curve.at_slope, find(t, Symbol::Z, 1).value(17, 0) > 0 ? 1 : 0);
    }
}

TEST(LensFigure, SoftmaxSharesStandSideBySideByTheirDigits) {
    const Session& session = opened("digits");
    const Trace& t = *session.trace;
    const int shares = step_of(t, Operation::Activate, 3);
    const LensFigure figure = lens_figure(session, shares, {7, 0});
    const auto& bars = std::get<LensBars>(figure);
    ASSERT_EQ(bars.bars.size(), 10U);
    EXPECT_EQ(bars.own, 7U);
    EXPECT_EQ(bars.bars[7].label, "7") << "a digit, not its number from 1";
    double sum = 0;
    for (const LensBar& bar : bars.bars) {
        sum += bar.value;
    }
    EXPECT_NEAR(sum, 1, 1e-12);
    EXPECT_EQ(bars.palette, Palette::Values);
    const LensFigure row = lens_figure(session, step_of(t, Operation::GradientW, 3), {7, 5});
    EXPECT_EQ(std::get<LensBars>(row).bars.size(), 64U);
    EXPECT_EQ(std::get<LensBars>(row).own, 5U);
    EXPECT_EQ(std::get<LensBars>(row).palette, Palette::Gradients);
}

TEST(LensFigure, ASumHasNone) {
    const Session& session = opened("three-to-two");
    EXPECT_EQ(lens_figure(session, 0, {0, 0}).index(), 0U);
}

TEST(LensFigure, IsDrawnAtEverySizeAndPointsAtTheStage) {
    for (const ImVec2 size : {ImVec2{1024, 700}, ImVec2{1440, 900}}) {
        Headless app("digits", {.size = size});
        const Trace& t = *app.session().trace;
        app.apply(JumpTo{{step_of(t, Operation::Activate, 2), 0}});
        app.frames(3);
        ASSERT_TRUE(app.shown("lens.figure")) << size.x;
        app.apply(JumpTo{{step_of(t, Operation::GradientB, 3), 0}});
        app.frames(3);
        app.hover("lens.figure", {0.75F, 0.5F});
        ASSERT_TRUE(app.state.hovered);
        EXPECT_EQ(app.state.hovered->tensor, find_index(t, Symbol::GradB, 3));
        EXPECT_EQ(app.state.hovered->cell.row, 7);
    }
}

}  // namespace
}  // namespace layerwise
