// Axes and ticks of the training curves; numbers in cells; text that has to fit.
#include "app/draw/plot.h"

#include <cmath>

#include <gmock/gmock.h>

#include "app/draw/cells.h"
#include "tests/app/headless.h"

namespace layerwise {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

TEST(Ticks, AreRoundNumbers) {
    EXPECT_THAT(ticks({0, 10, false}, 5), ElementsAre(0, 2, 4, 6, 8, 10));
    EXPECT_THAT(ticks({0, 5, false}, 5), ElementsAre(0, 1, 2, 3, 4, 5));
    EXPECT_THAT(
        ticks({0.93, 0.99, false}, 3),
        ElementsAre(DoubleNear(0.94, 1e-9), DoubleNear(0.96, 1e-9), DoubleNear(0.98, 1e-9)));
    EXPECT_THAT(ticks({-1.2, 1.2, false}, 3), ElementsAre(-1, 0, 1));
}

TEST(Ticks, OnALogScaleArePowersOfTen) {
    EXPECT_THAT(ticks({0.005, 20, true}, 4),
                ElementsAre(DoubleNear(0.01, 1e-12), DoubleNear(0.1, 1e-12), 1, 10));
    EXPECT_THAT(ticks({0.05, 0.6, true}, 5),
                ElementsAre(DoubleNear(0.1, 1e-12), DoubleNear(0.3, 1e-12)))
        << "with the threes where tens are few";
}

TEST(Ticks, LieInTheAxisAndAreFew) {
    for (const bool log : {false, true}) {
        for (double low = 1e-6; low < 1e3; low *= 3.7) {
            for (double factor = 3; factor < 1e7; factor *= 5.3) {
                for (const int at_most : {0, 1, 2, 3, 5, 10}) {
                    const PlotAxis axis{low, low * factor, log};
                    const std::vector<double> found = ticks(axis, at_most);
                    // A scale that begins and ends at a tick has one more than intervals.
                    EXPECT_LE(static_cast<int>(found.size()), std::max(at_most, 1) + 1);
                    for (std::size_t k = 0; k < found.size(); ++k) {
                        EXPECT_GE(found[k], axis.low * 0.998);
                        EXPECT_LE(found[k], axis.high * 1.002);
                        EXPECT_TRUE(k == 0 || found[k] > found[k - 1]);
                    }
                    EXPECT_TRUE(at_most < 3 || !found.empty()) << low << " … " << low * factor;
                }
            }
        }
    }
}

TEST(PlotAxis, HoldsAllValues) {
    const std::vector<PlotCurve> curves{{"a", {}, {0, 1, 2}, {0.9, 0.4, 0.1}, false},
                                        {"b", {}, {0, 1}, {1.5, 0.2}, false}};
    for (const bool log : {false, true}) {
        const PlotAxis axis = axis_of(curves, log);
        EXPECT_EQ(axis.log, log);
        EXPECT_LT(axis.low, 0.1);
        EXPECT_GT(axis.high, 1.5);
        EXPECT_LT(axis.high, 3);
    }
}

TEST(PlotAxis, ALogScaleLeavesOutWhatIsNotAboveZero) {
    const std::vector<PlotCurve> curves{{"a", {}, {0, 1, 2, 3}, {0, -1, 0.1, std::nan("")}, false}};
    const PlotAxis axis = axis_of(curves, true);
    EXPECT_GT(axis.low, 0);
    EXPECT_LT(axis.low, 0.1);
    EXPECT_GT(axis.high, 0.1);
}

TEST(PlotAxis, WithoutValuesOrWithOneThereIsStillAnAxis) {
    for (const bool log : {false, true}) {
        for (const std::vector<double>& y : {std::vector<double>{}, {0.0}, {1.0}}) {
            const std::vector<PlotCurve> curves{
                {"a", {}, std::vector<double>(y.size(), 0), y, false}};
            const PlotAxis axis = axis_of(curves, log);
            EXPECT_LT(axis.low, axis.high);
            EXPECT_TRUE(!log || axis.low > 0);
        }
    }
}

TEST(Cells, DecimalsShowAboutThreeDigits) {
    EXPECT_EQ(decimals_for(250), 1);
    EXPECT_EQ(decimals_for(12), 2);
    EXPECT_EQ(decimals_for(1), 2);
    EXPECT_EQ(decimals_for(0.5F), 3);
    EXPECT_EQ(decimals_for(0.05F), 4);
    EXPECT_EQ(decimals_for(0.0004F), 6);
    EXPECT_EQ(decimals_for(1e-12F), 7) << "more would not fit a cell";
    EXPECT_EQ(decimals_for(0), 2);
}

// Draws into a window of an ImGui context without a back end.
class Drawing : public testing::Test {
protected:
    template <class Body>
    void draw(const Body& body) {
        ImGui::NewFrame();
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize(app_.pixels());
        ImGui::Begin("drawing", nullptr, ImGuiWindowFlags_NoDecoration);
        const Ui ui{dark_theme(), fonts_, 1, items_, heatmaps_, graphs_, english(), true};
        body(ui);
        ImGui::End();
        ImGui::Render();
    }

    // The box around the vertices that the body adds.
    template <class Body>
    Rect box_of(const Body& body) {
        Rect box{1e9F, 1e9F, -1e9F, -1e9F};
        draw([&](const Ui& ui) {
            const int before = Ui::list().VtxBuffer.Size;
            body(ui);
            for (int k = before; k < Ui::list().VtxBuffer.Size; ++k) {
                const ImVec2 at = Ui::list().VtxBuffer[k].pos;
                box = {std::min(box.x0, at.x), std::min(box.y0, at.y), std::max(box.x1, at.x),
                       std::max(box.y1, at.y)};
            }
        });
        return box;
    }

    static Fonts fonts() {
        ImFont* font = ImGui::GetIO().Fonts->Fonts[0];
        const MathFont math{font, font, font};
        return {font, font, font, font, font, font, font, font, math, math, math, math};
    }

    Headless app_{"three-to-two"};
    Fonts fonts_ = fonts();
    Items items_;
    FlatHeatmaps heatmaps_;
    CountedGraphs graphs_;
};

TEST_F(Drawing, NumbersStayInTheirCells) {
    for (const double value : {0.0, -0.5, 123.456, -98765.4, 1e-7, -1e12}) {
        for (const float width : {30.0F, 45.0F, 62.0F, 200.0F}) {
            Matrix<double> one(1, 1);
            one << value;
            const Rect rect{100, 100, 100 + width, 130};
            const Rect box = box_of([&](const Ui& ui) {
                const Heatmap heatmap{&one, 1, false, &ui.theme.values,
                                      static_cast<float>(std::abs(value))};
                draw_cells(ui, "cell", rect, {heatmap});
            });
            EXPECT_GE(box.x0, rect.x0 - 1) << value << " in " << width;
            EXPECT_LE(box.x1, rect.x1 + 1) << value << " in " << width;
            EXPECT_GE(box.y0, rect.y0 - 1);
            EXPECT_LE(box.y1, rect.y1 + 1);
        }
    }
}

TEST_F(Drawing, ALitRowIsRingedWhereItIs) {
    const Matrix<double> numbers = Matrix<double>::Ones(4, 3);
    const Rect rect{100, 100, 400, 300};
    const auto drawn = [&](const std::optional<CellRange>& lit, bool transposed) {
        return box_of([&](const Ui& ui) {
            Heatmap heatmap{&numbers, 1, transposed, &ui.theme.values, 1};
            heatmap.lit = lit;
            draw_cells(ui, "cells", rect, {heatmap});
        });
    };
    const Rect without = drawn(std::nullopt, false);
    const Rect last_row = drawn(CellRange{3, 4, 0, 3}, false);
    EXPECT_GT(last_row.y1, without.y1) << "the ring goes around it";
    EXPECT_NEAR(last_row.y0, without.y0, 0.5F);
    const Rect first_column = drawn(CellRange{0, 3, 0, 1}, true);
    EXPECT_LT(first_column.x0, without.x0);
    EXPECT_NEAR(first_column.x1, without.x1, 0.5F);
}

TEST_F(Drawing, TextIsShortenedToWhatFits) {
    draw([](const Ui& ui) {
        const std::string text = "∂L/∂W⁽¹⁾ = δ⁽¹⁾ xᵀ";
        for (float width = 20; width < 200; width += 7) {
            const std::string shorter = ui.fitted(ui.fonts.text, text, width);
            EXPECT_LE(text_size(ui.fonts.text, shorter).x, width);
            if (shorter != text) {
                EXPECT_TRUE(shorter.ends_with("…"));
                const std::string kept = shorter.substr(0, shorter.size() - 3);
                EXPECT_TRUE(text.starts_with(kept));
                EXPECT_NE(static_cast<unsigned char>(text[kept.size()]) & 0xC0U, 0x80U)
                    << "no letter is cut in two";
            }
        }
        EXPECT_EQ(ui.fitted(ui.fonts.text, text, 1000), text);
    });
}

}  // namespace
}  // namespace layerwise
