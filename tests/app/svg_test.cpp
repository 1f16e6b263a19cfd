// A frame as SVG: pens are said by their kind, other shapes become paths, nothing is missing.
#include "app/draw/svg.h"

#include <gmock/gmock.h>
#include <imgui.h>

#include "app/draw/glyph_text.h"
#include "app/draw/ui.h"
#include "tests/app/headless.h"

namespace layerwise {
namespace {

using testing::HasSubstr;
using testing::Not;

class Svg : public testing::Test {
protected:
    Svg() {
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {400, 300};
        io.DeltaTime = 1.0F / 60;
        ImGui::GetStyle().AntiAliasedLinesUseTex = false;  // as the program has it
        ImGui::GetStyle().WindowBorderSize = 0;
        ImGui::GetStyle().WindowPadding = {0, 0};
        fonts_ = build_fonts(1).value();
        unsigned char* texels = nullptr;
        int width = 0;
        int height = 0;
        io.Fonts->GetTexDataAsRGBA32(&texels, &width, &height);
    }
    ~Svg() override { ImGui::DestroyContext(); }

    // What a frame that `draw` makes becomes.
    template <class Draw>
    std::string svg(Draw&& draw, const Rect& area = {0, 0, 400, 300}, bool record = true) {
        Items items;
        FlatHeatmaps flat;
        Recorder recorder;
        RecordingHeatmaps heatmaps(flat, recorder);
        ListGraphs graphs;
        Ui ui{dark_theme(), fonts_,   1,
              items,        heatmaps, graphs,
              english(),    true,     record ? &recorder : nullptr};
        ImGui::NewFrame();
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize({400, 300});
        ImGui::Begin("page", nullptr,
                     ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground);
        draw(ui);
        ImGui::End();
        ImGui::Render();
        return svg_of(*ImGui::GetDrawData(), recorder, fonts_, area, 1);
    }

    Fonts fonts_;
};

constexpr Color kInk = Color::hex(0x57A9FF);

TEST_F(Svg, TextIsText) {
    const std::string file = svg([&](const Ui& ui) {
        ui.text(ui.fonts.title, {10, 20}, kInk, "a < b & c");
        ui.text(ui.fonts.mono_bold, {200, 40}, kInk, "3.14", Align::Right);
        ui.text(ui.fonts.display.bold_italic, {10, 60}, kInk, "W");
    });
    EXPECT_THAT(file, HasSubstr(">a &lt; b &amp; c</text>"));
    EXPECT_THAT(file, HasSubstr("font-family=\"Inter, "));
    EXPECT_THAT(file, HasSubstr("font-weight=\"600\""));
    EXPECT_THAT(file, HasSubstr("fill=\"#57a9ff\""));
    EXPECT_THAT(file, HasSubstr("<text x=\"200\" "));
    EXPECT_THAT(file, HasSubstr("text-anchor=\"end\" font-family=\"'JetBrains Mono', "));
    EXPECT_THAT(file, HasSubstr("font-family=\"STIXGeneral, "));
    EXPECT_THAT(file, HasSubstr("font-style=\"italic\""));
    EXPECT_THAT(file, Not(HasSubstr("<path")));
}

TEST_F(Svg, AWrappedTextIsItsLines) {
    const std::string file = svg([&](const Ui& ui) {
        ui.wrapped(ui.fonts.text, {10, 10}, 120, kInk, "Each of the rows takes a dot product");
    });
    EXPECT_THAT(file, HasSubstr(">Each of the rows"));
    EXPECT_THAT(file, HasSubstr("product</text>"));
    EXPECT_THAT(file, Not(HasSubstr("Each of the rows takes a dot product")));
    EXPECT_THAT(file, Not(HasSubstr("> ")));
}

TEST_F(Svg, BoxesAndLinesAreWhatTheyAre) {
    const std::string file = svg([&](const Ui& ui) {
        ui.fill({10, 20, 110, 70}, kInk, 6);
        ui.outline({10, 80, 110, 120}, kInk.faded(0.5F), 0, 2);
        ui.line({10, 200}, {60, 200}, kInk, 1.5F);
    });
    EXPECT_THAT(file, HasSubstr("<rect x=\"10\" y=\"20\" width=\"100\" height=\"50\" rx=\"6\" "
                                "fill=\"#57a9ff\"/>"));
    EXPECT_THAT(file, HasSubstr("stroke=\"#57a9ff\" stroke-opacity=\"0.5\" stroke-width=\"2\""));
    EXPECT_THAT(file, HasSubstr("<line x1=\"10.5\" y1=\"200.5\" x2=\"60.5\" y2=\"200.5\""));
}

TEST_F(Svg, AHeatmapIsAPictureOfItsCells) {
    const Matrix<double> values = (Matrix<double>(2, 3) << -1, 0, 1, 0.5, 0, -0.5).finished();
    const std::string file = svg([&](const Ui& ui) {
        ui.heatmaps.draw(Ui::list(), {10, 10, 70, 50}, {&values, 1, false, &ui.theme.values, 1});
    });
    EXPECT_THAT(file, HasSubstr("<image x=\"10\" y=\"10\" width=\"60\" height=\"40\""));
    EXPECT_THAT(file, HasSubstr("image-rendering:pixelated"));
    EXPECT_THAT(file, HasSubstr("data:image/png;base64,iVBOR"));
    const HeatmapPixels pixels = pixels_of({&values, 1, false, &dark_theme().values, 1});
    EXPECT_EQ(pixels.width, 3);
    EXPECT_EQ(pixels.height, 2);
    const auto at = [&](std::size_t k) {
        return IM_COL32(pixels.rgb[3 * k], pixels.rgb[3 * k + 1], pixels.rgb[3 * k + 2], 255);
    };
    EXPECT_EQ(at(0), dark_theme().values[0].packed());
    EXPECT_EQ(at(2), dark_theme().values[4].packed());
    EXPECT_EQ(at(3), dark_theme().values[3].packed());
    const HeatmapPixels turned = pixels_of({&values, 1, true, &dark_theme().values, 1});
    EXPECT_EQ(turned.width, 2);
    EXPECT_EQ(turned.rgb[3], pixels.rgb[9]) << "row 1 stands right of row 0";
    EXPECT_EQ(pixels_of({&values, 1, false, &dark_theme().values, 1}, 2).width, 2) << "thinned";
}

TEST_F(Svg, ShapesOfNoPenBecomePaths) {
    const std::string file = svg([&](const Ui& ui) {
        Ui::list().AddTriangleFilled({10, 10}, {60, 10}, {35, 50}, kInk.packed());
        ui.fill({100, 100, 120, 120}, kInk);
        Ui::list().AddLine({200, 20}, {240, 60}, kInk.packed(), 1);
    });
    EXPECT_THAT(file, HasSubstr("<path fill=\"#57a9ff\""));
    EXPECT_THAT(file, HasSubstr("<path fill=\"none\" stroke=\"#57a9ff\""));
    EXPECT_LT(file.find("<path"), file.find("<rect")) << "in the order of drawing";
    EXPECT_GT(file.rfind("<path"), file.find("<rect"));
}

TEST_F(Svg, TextOfNoPenIsFoundByItsGlyphs) {
    const std::string file = svg(
        [&](const Ui& ui) {
            ui.text(ui.fonts.text, {10, 10}, kInk, "Σ of three words");
        },
        {0, 0, 400, 300}, false);
    EXPECT_THAT(file, HasSubstr(">Σ of three words</text>"));
}

TEST_F(Svg, WhatLiesOutsideIsLeftOut) {
    const std::string file = svg(
        [&](const Ui& ui) {
            ui.text(ui.fonts.text, {10, 10}, kInk, "outside");
            ui.text(ui.fonts.text, {210, 110}, kInk, "inside");
            Ui::list().AddTriangleFilled({10, 10}, {60, 10}, {35, 50}, kInk.packed());
        },
        {200, 100, 400, 300});
    EXPECT_THAT(file, HasSubstr(">inside<"));
    EXPECT_THAT(file, Not(HasSubstr(">outside<")));
    EXPECT_THAT(file, Not(HasSubstr("<path")));
    EXPECT_THAT(file, HasSubstr("viewBox=\"200 100 200 200\""));
}

TEST_F(Svg, WhatAWindowClipsIsClipped) {
    const std::string file = svg([&](const Ui& ui) {
        Ui::list().PushClipRect({50, 50}, {100, 100}, false);
        ui.fill({20, 20, 80, 80}, kInk);
        Ui::list().PopClipRect();
        ui.fill({120, 120, 180, 180}, kInk);
    });
    EXPECT_THAT(file, HasSubstr("<clipPath id=\"c1\"><rect x=\"50\" y=\"50\" width=\"50\""));
    EXPECT_LT(file.find("</g>"), file.find("x=\"120\""));
}

}  // namespace
}  // namespace layerwise
