// Figures of the lens: a function's curve with the element's point, and an element among its
// neighbours, from what they come from to what they become.
#include "app/views/lens_figure.h"

#include <cmath>
#include <numeric>

#include <gmock/gmock.h>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

LensFigure figure_of(const Session& session, Operation operation, int layer, Cell cell) {
    return lens_figure(session, english(), step_of(*session.trace, operation, layer), cell);
}

TEST(LensFigure, AnActivationsPointLiesOnItsCurve) {
    const Session& session = opened("numpy-case");
    const Trace& t = *session.trace;
    const LensFigure figure = figure_of(session, Operation::Activate, 1, {2, 3});
    const auto& curve = std::get<LensCurve>(figure);
    EXPECT_EQ(curve.at_x, find(t, Symbol::Z, 1).value(2, 3));
    EXPECT_NEAR(curve.at_y, find(t, Symbol::A, 1).value(2, 3), 1e-15);
    EXPECT_FALSE(curve.has_slope());
    EXPECT_FALSE(curve.has_tangent);
    EXPECT_EQ(curve.x.front(), -curve.x.back());
    EXPECT_LT(std::abs(curve.at_x), curve.x.back());
    EXPECT_NEAR(curve.y[curve.y.size() / 2], 0.5, 1e-12) << "σ(0)";
}

TEST(LensFigure, ASlopesTangentIsTheTracesNumber) {
    const Session& session = opened("digits");
    const Trace& t = *session.trace;
    const LensFigure figure = figure_of(session, Operation::LocalSlope, 1, {17, 0});
    const auto& curve = std::get<LensCurve>(figure);
    EXPECT_TRUE(curve.has_slope());
    EXPECT_TRUE(curve.has_tangent);
    EXPECT_EQ(curve.at_slope, find(t, Symbol::Slope, 1).value(17, 0));
}

// The strips' own numbers, from above.
std::vector<double> own_numbers(const LensStrips& figure) {
    std::vector<double> numbers;
    for (const LensStrip& strip : figure.strips) {
        numbers.push_back(strip.values.at(figure.own));
    }
    return numbers;
}

// Whatever stands on the stage is the stage's number.
void expect_of_trace(const Trace& t, const LensStrips& figure, double factor = 1) {
    for (const LensStrip& strip : figure.strips) {
        ASSERT_EQ(strip.values.size(), figure.names.size());
        if (strip.tensor < 0) {
            continue;
        }
        const Matrix<double>& all = t.tensors[static_cast<std::size_t>(strip.tensor)].value;
        for (std::size_t k = 0; k < strip.values.size(); ++k) {
            const Cell cell = strip.cell(k);
            EXPECT_DOUBLE_EQ(strip.values[k],
                             all(cell.row, cell.col) * (strip.sign == "−" ? factor : 1));
            EXPECT_LE(std::abs(strip.values[k]), strip.range() * (1 + 1e-12));
        }
    }
}

TEST(LensFigure, DeltaIsWhatComesFromAboveTimesTheSlope) {
    const Session& session = opened("digits");
    const LensFigure figure = figure_of(session, Operation::GradientZ, 2, {9, 0});
    const auto& chain = std::get<LensStrips>(figure);
    ASSERT_EQ(chain.strips.size(), 3U);
    EXPECT_EQ(chain.own, 9U);
    expect_of_trace(*session.trace, chain);
    for (std::size_t k = 0; k < 64; ++k) {
        EXPECT_DOUBLE_EQ(chain.strips[0].values[k] * chain.strips[1].values[k],
                         chain.strips[2].values[k]);
    }
    EXPECT_EQ(chain.strips[1].sign, "⊙");
    EXPECT_EQ(chain.strips[0].palette, Palette::Gradients);
    EXPECT_EQ(chain.strips[1].palette, Palette::Values);
}

TEST(LensFigure, SharesAreExponentialsOverTheirSum) {
    const Session& session = opened("digits");
    const LensFigure figure = figure_of(session, Operation::Activate, 3, {7, 0});
    const auto& shares = std::get<LensStrips>(figure);
    ASSERT_EQ(shares.strips.size(), 3U);
    EXPECT_EQ(shares.own, 7U);
    EXPECT_EQ(shares.names[7], "7") << "a digit, not its number from 1";
    expect_of_trace(*session.trace, shares);
    const std::vector<double>& powers = shares.strips[1].values;
    const double sum = std::accumulate(powers.begin(), powers.end(), 0.0);
    for (std::size_t k = 0; k < 10; ++k) {
        EXPECT_NEAR(powers[k] / sum, shares.strips[2].values[k], 1e-12);
    }
}

TEST(LensFigure, SharesOfLargeScoresAreStillNumbers) {
    Session session = opened("three-to-two");
    session = after(session, SetShape{{4}, Activation::Tanh, 1}).value();
    for (Index k = 0; k < 2; ++k) {
        session = after(session, EditValue{Symbol::B, 2, k, 0, 1000.0 - 2 * double(k)}).value();
    }
    const LensFigure figure = figure_of(session, Operation::Activate, 2, {0, 0});
    if (const auto* shares = std::get_if<LensStrips>(&figure)) {
        for (const double power : shares->strips[1].values) {
            EXPECT_TRUE(std::isfinite(power));
        }
    }
}

TEST(LensFigure, AJacobiansRowStandsUnderTheShares) {
    const Session& session = opened("digits");
    const LensFigure figure = figure_of(session, Operation::LocalSlope, 3, {7, 2});
    const auto& row = std::get<LensStrips>(figure);
    ASSERT_EQ(row.strips.size(), 2U);
    EXPECT_EQ(row.own, 2U);
    expect_of_trace(*session.trace, row);
    const std::vector<double>& a = row.strips[0].values;
    EXPECT_NEAR(row.strips[1].values[2], -a[7] * a[2], 1e-15);
    EXPECT_NEAR(row.strips[1].values[7], a[7] * (1 - a[7]), 1e-15);
}

TEST(LensFigure, TheLossesSlopeStandsUnderPredictionAndTarget) {
    const Session& session = opened("digits");
    const LensFigure figure = figure_of(session, Operation::LossGradient, 3, {7, 0});
    const auto& slopes = std::get<LensStrips>(figure);
    ASSERT_EQ(slopes.strips.size(), 3U);
    expect_of_trace(*session.trace, slopes);
    EXPECT_EQ(own_numbers(slopes)[1], 1) << "the target";
    EXPECT_EQ(slopes.strips[0].high, slopes.strips[1].high) << "ŷ and y on one scale";
}

TEST(LensFigure, OfOneOutputTheLossIsACurve) {
    const Session& session = opened("two-two-one");
    const Trace& t = *session.trace;
    const LensFigure figure = figure_of(session, Operation::LossGradient, 2, {0, 0});
    const auto& curve = std::get<LensCurve>(figure);
    EXPECT_TRUE(curve.has_tangent);
    EXPECT_EQ(curve.at_x, find(t, Symbol::A, 2).value(0, 0));
    EXPECT_NEAR(curve.at_y, find(t, Symbol::L, 0).value(0, 0), 1e-12);
    EXPECT_EQ(curve.at_slope, find(t, Symbol::GradA, 2).value(0, 0));
}

TEST(LensFigure, ARowOfGradientsIsTheInputTimesDelta) {
    const Session& session = opened("digits");
    const LensFigure figure = figure_of(session, Operation::GradientW, 3, {7, 5});
    const auto& row = std::get<LensStrips>(figure);
    EXPECT_EQ(row.names.size(), 64U);
    EXPECT_EQ(row.own, 5U);
    EXPECT_EQ(row.strips[1].palette, Palette::Gradients);
    expect_of_trace(*session.trace, row);
    const double delta = find(*session.trace, Symbol::GradZ, 3).value(7, 0);
    EXPECT_NEAR(own_numbers(row)[1], delta * own_numbers(row)[0], 1e-15);
}

TEST(LensFigure, OldAndNewAreOnOneScale) {
    const Session& session = opened("digits");
    for (const Operation operation : {Operation::UpdateW, Operation::UpdateB}) {
        const Cell cell = operation == Operation::UpdateW ? Cell{3, 8} : Cell{3, 0};
        const LensFigure figure = figure_of(session, operation, 2, cell);
        const auto& update = std::get<LensStrips>(figure);
        ASSERT_EQ(update.strips.size(), 3U);
        expect_of_trace(*session.trace, update, -session.trace->learning_rate);
        EXPECT_NEAR(own_numbers(update)[0] + own_numbers(update)[1], own_numbers(update)[2], 1e-15);
        EXPECT_EQ(update.strips[0].low, update.strips[2].low);
        EXPECT_EQ(update.strips[0].high, update.strips[2].high);
    }
}

TEST(LensFigure, ASumHasNone) {
    EXPECT_EQ(figure_of(opened("three-to-two"), Operation::WeightedSum, 1, {0, 0}).index(), 0U);
    EXPECT_EQ(figure_of(opened("numpy-case"), Operation::GradientW, 1, {0, 0}).index(), 0U)
        << "over a batch";
}

TEST(LensFigure, EveryElementOfEveryExampleHasOneOrNone) {
    for (const char* example : {"two-to-two", "three-to-two", "two-two-one", "numpy-case"}) {
        const Session& session = opened(example);
        for (int step = 0; step < static_cast<int>(session.trace->steps.size()); ++step) {
            const Matrix<double>& result =
                session.trace->result(session.trace->steps[static_cast<std::size_t>(step)]).value;
            for (Index k = 0; k < result.size(); ++k) {
                SCOPED_TRACE(testing::Message() << example << ", step " << step + 1);
                const LensFigure figure =
                    lens_figure(session, english(), step, {k % result.rows(), k / result.rows()});
                if (const auto* strips = std::get_if<LensStrips>(&figure)) {
                    EXPECT_LT(strips->own, strips->names.size());
                    expect_of_trace(*session.trace, *strips, -session.trace->learning_rate);
                }
            }
        }
    }
}

TEST(LensFigure, IsDrawnAtEverySizeAndPointsAtTheStage) {
    for (const ImVec2 size : {ImVec2{1024, 700}, ImVec2{1440, 900}}) {
        Headless app("digits", {.size = size});
        const Trace& t = *app.session().trace;
        const auto go_to = [&](Operation operation, int layer) {
            app.apply(JumpTo{{step_of(t, operation, layer), 0}});
            app.frames(3);
        };
        go_to(Operation::Activate, 2);
        ASSERT_TRUE(app.shown("lens.figure")) << size.x;
        const Rect lens = app.rect("lens");
        for (const auto& [operation, layer] :
             std::vector<std::pair<Operation, int>>{{Operation::Activate, 3},
                                                    {Operation::LossGradient, 3},
                                                    {Operation::LocalSlope, 3},
                                                    {Operation::GradientW, 3},
                                                    {Operation::GradientZ, 2},
                                                    {Operation::GradientZ, 1},
                                                    {Operation::UpdateW, 2},
                                                    {Operation::UpdateB, 1}}) {
            SCOPED_TRACE(testing::Message() << size.x << ", " << name(operation) << " " << layer);
            go_to(operation, layer);
            ASSERT_TRUE(app.shown("lens.figure"));
            ASSERT_TRUE(app.shown("lens.strip2"));
            for (const char* item : {"lens.figure", "lens.strip1", "lens.strip2"}) {
                const Rect at = app.rect(item);
                EXPECT_TRUE(lens.contains(at.min()) && lens.contains(at.max())) << item;
            }
            EXPECT_GE(app.rect("lens.strip1").height(), 8) << "to be seen and pointed at";
        }
        go_to(Operation::GradientB, 3);
        app.hover("lens.bar8");
        ASSERT_TRUE(app.state.hovered);
        EXPECT_EQ(app.state.hovered->tensor, find_index(t, Symbol::GradB, 3));
        EXPECT_EQ(app.state.hovered->cell.row, 7);
        go_to(Operation::UpdateW, 3);
        app.hover("lens.strip1", {48.5F / 64, 0.5F});
        ASSERT_TRUE(app.state.hovered);
        EXPECT_EQ(app.state.hovered->tensor, find_index(t, Symbol::W, 3));
        EXPECT_EQ(app.state.hovered->cell.col, 48);
    }
}

}  // namespace
}  // namespace layerwise
