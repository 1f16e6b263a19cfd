// Both themes can be read: contrast by the WCAG's own measure; and colours are what they say.
#include "app/draw/theme.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <imgui.h>

namespace layerwise {
namespace {

constexpr float kReadable = 4.5F;  // WCAG 2.1, level AA, for text

class Themes : public testing::TestWithParam<const Theme*> {
protected:
    const Theme& theme() const { return *GetParam(); }
};

TEST_P(Themes, TextIsReadableOnEveryGround) {
    const Theme& t = theme();
    const std::vector<std::pair<std::string, Color>> grounds{
        {"ground", t.ground}, {"panel", t.panel}, {"card", t.card}, {"raised", t.raised}};
    for (const auto& [name, ground] : grounds) {
        EXPECT_GE(contrast(t.text, ground), 7) << "text on " << name;
        EXPECT_GE(contrast(t.muted, ground), kReadable) << "muted on " << name;
    }
    EXPECT_GE(contrast(t.on_accent, t.accent), kReadable);
}

TEST_P(Themes, ColoursThatAreWrittenInAreReadable) {
    const Theme& t = theme();
    const std::vector<std::pair<std::string, Color>> inks{
        {"forward", t.forward}, {"loss", t.loss},         {"backward", t.backward},
        {"update", t.update},   {"positive", t.positive}, {"negative", t.negative},
        {"warning", t.warning}};
    for (const auto& [name, ink] : inks) {
        EXPECT_GE(contrast(ink, t.panel), kReadable) << name << " on panel";
        EXPECT_GE(contrast(ink, t.ground), kReadable) << name << " on ground";
        EXPECT_GE(contrast(ink, t.card), kReadable) << name << " on card";
    }
    for (std::size_t k = 0; k < t.dimensions.size(); ++k) {
        EXPECT_GE(contrast(t.dimensions[k], t.ground), kReadable) << "dimension " << k;
        EXPECT_GE(contrast(t.dimensions[k], t.panel), kReadable) << "dimension " << k;
        EXPECT_GE(contrast(t.dimensions[k], t.raised), kReadable) << "in a badge, dimension " << k;
    }
}

TEST_P(Themes, LinesAndDisabledTextRecedeButAreSeen) {
    const Theme& t = theme();
    EXPECT_GE(contrast(t.line, t.panel), 1.2F);
    EXPECT_GE(contrast(t.faint, t.panel), 1.8F);
    EXPECT_LT(contrast(t.faint, t.panel), contrast(t.muted, t.panel));
}

TEST_P(Themes, BothEndsOfAScaleStandOutFromItsMiddle) {
    for (const Palette palette : {Palette::Values, Palette::Gradients}) {
        const Ramp& ramp = theme().ramp(palette);
        const Color zero = color_at(ramp, 0);
        for (const float t : {-1.0F, 1.0F}) {
            EXPECT_GE(contrast(color_at(ramp, t), zero), kReadable);
            EXPECT_GT(contrast(color_at(ramp, t), zero), contrast(color_at(ramp, t / 2), zero));
        }
    }
}

TEST_P(Themes, EachDimensionHasAHueOfItsOwn) {
    const std::vector<Index> sizes{784, 128, 64, 10};
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        for (std::size_t j = i + 1; j < sizes.size(); ++j) {
            const Color a = theme().dimension(sizes[i], sizes);
            const Color b = theme().dimension(sizes[j], sizes);
            const float distance = std::abs(a.r - b.r) + std::abs(a.g - b.g) + std::abs(a.b - b.b);
            EXPECT_GT(distance, 0.15F) << sizes[i] << " and " << sizes[j];
        }
    }
    const std::vector<Index> repeated{8, 8, 4};
    EXPECT_EQ(theme().dimension(8, repeated).packed(), theme().dimensions[0].packed());
    EXPECT_EQ(theme().dimension(4, repeated).packed(), theme().dimensions[1].packed());
    EXPECT_EQ(theme().dimension(5, repeated).packed(), theme().muted.packed());
    EXPECT_EQ(theme().dimension(1, std::vector<Index>{3, 1}).packed(), theme().muted.packed());
}

INSTANTIATE_TEST_SUITE_P(Both, Themes, testing::Values(&dark_theme(), &light_theme()),
                         [](const auto& theme) { return std::string(theme.param->name); });

TEST(Color, RampsRunThroughTheirColours) {
    const Ramp ramp{Color::hex(0x000000), Color::hex(0x202020), Color::hex(0x404040),
                    Color::hex(0x808080), Color::hex(0xFFFFFF)};
    EXPECT_EQ(color_at(ramp, -1).packed(), ramp[0].packed());
    EXPECT_EQ(color_at(ramp, -0.5F).packed(), ramp[1].packed());
    EXPECT_EQ(color_at(ramp, 0).packed(), ramp[2].packed());
    EXPECT_EQ(color_at(ramp, 0.5F).packed(), ramp[3].packed());
    EXPECT_EQ(color_at(ramp, 1).packed(), ramp[4].packed());
    EXPECT_EQ(color_at(ramp, 7).packed(), ramp[4].packed()) << "clamped";
    EXPECT_EQ(color_at(ramp, -7).packed(), ramp[0].packed());
    EXPECT_FLOAT_EQ(color_at(ramp, -0.75F).r, (ramp[0].r + ramp[1].r) / 2);
}

TEST(Color, ContrastIsTheWcags) {
    EXPECT_NEAR(contrast(Color::hex(0x000000), Color::hex(0xFFFFFF)), 21, 1e-3);
    EXPECT_NEAR(contrast(Color::hex(0x777777), Color::hex(0xFFFFFF)), 4.48, 0.01);
    EXPECT_EQ(contrast(Color::hex(0x123456), Color::hex(0x123456)), 1);
}

TEST(Color, IsPackedAsImGuiPacksIt) {
    EXPECT_EQ(Color::hex(0x57A9FF).packed(), IM_COL32(0x57, 0xA9, 0xFF, 0xFF));
    EXPECT_EQ(Color::hex(0xFFFFFF).faded(0).packed(), IM_COL32(0xFF, 0xFF, 0xFF, 0));
}

TEST(Theme, IsFoundByItsName) {
    EXPECT_EQ(theme_from_name("dark"), &dark_theme());
    EXPECT_EQ(theme_from_name("light"), &light_theme());
    EXPECT_EQ(theme_from_name("sepia"), nullptr);
}

}  // namespace
}  // namespace layerwise
