// Both themes can be read: contrast by the WCAG's own measure; and colours are what they say.
#include "app/draw/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <imgui.h>

namespace layerwise {
namespace {

struct Lab {
    double L = 0, a = 0, b = 0;
};

// A colour as eyes with that simulation see it, in CIE L*a*b* under D65.
Lab lab_seen(const std::array<std::array<double, 3>, 3>& eyes, Color color) {
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const std::array<double, 3> rgb{linear(color.r), linear(color.g), linear(color.b)};
    std::array<double, 3> seen{};
    for (std::size_t i = 0; i < 3; ++i) {
        seen.at(i) = std::clamp(
            eyes.at(i)[0] * rgb[0] + eyes.at(i)[1] * rgb[1] + eyes.at(i)[2] * rgb[2], 0.0, 1.0);
    }
    const auto f = [](double t) {
        return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    };
    const double x = f((0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]) / 0.95047);
    const double y = f(0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2]);
    const double z = f((0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

// CIE 142-2001, with all weights 1, as Sharma, Wu and Dalal (2005) write it.
double ciede2000(const Lab& p, const Lab& q) {
    constexpr double kDegree = std::numbers::pi / 180;
    const auto pow7 = [](double c) { return std::pow(c, 7); };
    const double mean_c = (std::hypot(p.a, p.b) + std::hypot(q.a, q.b)) / 2;
    const double g = 0.5 * (1 - std::sqrt(pow7(mean_c) / (pow7(mean_c) + pow7(25))));
    const auto hue = [](double a, double b) {
        const double h = std::atan2(b, a) / kDegree;
        return a == 0 && b == 0 ? 0 : (h < 0 ? h + 360 : h);
    };
    const double c1 = std::hypot(p.a * (1 + g), p.b);
    const double c2 = std::hypot(q.a * (1 + g), q.b);
    const double h1 = hue(p.a * (1 + g), p.b);
    const double h2 = hue(q.a * (1 + g), q.b);
    const bool grey = c1 * c2 == 0;
    double dh = grey ? 0 : h2 - h1;
    dh += dh > 180 ? -360 : (dh < -180 ? 360 : 0);
    double h = h1 + h2;
    if (!grey) {
        h = std::abs(h1 - h2) <= 180 ? h / 2 : (h < 360 ? h + 360 : h - 360) / 2;
    }
    const double dL = q.L - p.L;
    const double dC = c2 - c1;
    const double dH = 2 * std::sqrt(c1 * c2) * std::sin(dh / 2 * kDegree);
    const double L = (p.L + q.L) / 2;
    const double C = (c1 + c2) / 2;
    const double T = 1 - 0.17 * std::cos((h - 30) * kDegree) + 0.24 * std::cos(2 * h * kDegree) +
                     0.32 * std::cos((3 * h + 6) * kDegree) -
                     0.2 * std::cos((4 * h - 63) * kDegree);
    const double turn = 30 * std::exp(-std::pow((h - 275) / 25, 2));
    const double rc = 2 * std::sqrt(pow7(C) / (pow7(C) + pow7(25)));
    const double sl = 1 + 0.015 * std::pow(L - 50, 2) / std::sqrt(20 + std::pow(L - 50, 2));
    const double sc = 1 + 0.045 * C;
    const double sh = 1 + 0.015 * C * T;
    const double rt = -std::sin(2 * turn * kDegree) * rc;
    return std::sqrt(std::pow(dL / sl, 2) + std::pow(dC / sc, 2) + std::pow(dH / sh, 2) +
                     rt * dC / sc * dH / sh);
}

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

// Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
// Deficiency", IEEE TVCG 15 (2009), table 1: severity 1.0, on linear RGB.
using Simulation = std::array<std::array<double, 3>, 3>;
constexpr Simulation kProtanopia{{{0.152286, 1.052583, -0.204868},
                                  {0.114503, 0.786281, 0.099216},
                                  {-0.003882, -0.048116, 1.051998}}};
constexpr Simulation kDeuteranopia{{{0.367322, 0.860646, -0.227968},
                                    {0.280085, 0.672501, 0.047413},
                                    {-0.011820, 0.042940, 0.968881}}};
constexpr Simulation kTritanopia{{{1.255528, -0.076749, -0.178779},
                                  {-0.078411, 0.930809, 0.147602},
                                  {0.004733, 0.691367, 0.303900}}};
constexpr Simulation kFullSight{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

TEST_P(Themes, TheEndsAndMiddlesOfBothPairsStayApartForColourBlindReaders) {
    constexpr double kApart = 20;  // ΔE by CIEDE2000: 1 is the least that can be told apart
    for (const Simulation& eyes : {kFullSight, kProtanopia, kDeuteranopia, kTritanopia}) {
        for (const Palette palette : {Palette::Values, Palette::Gradients}) {
            const Ramp& ramp = theme().ramp(palette);
            const auto seen = [&](float t) { return lab_seen(eyes, color_at(ramp, t)); };
            for (const auto& [a, b] :
                 {std::pair{-1.0F, 0.0F}, std::pair{1.0F, 0.0F}, std::pair{-1.0F, 1.0F},
                  std::pair{-0.5F, 0.5F}, std::pair{-0.5F, 0.0F}, std::pair{0.5F, 0.0F}}) {
                EXPECT_GT(ciede2000(seen(a), seen(b)), kApart)
                    << (palette == Palette::Values ? "values" : "gradients") << " at " << a
                    << " and " << b << ", seen by " << eyes[0][0];
            }
        }
    }
}

TEST(Color, DifferenceIsThatOfThePublishedPairs) {
    // Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula" (2005), table 1.
    EXPECT_NEAR(ciede2000({50, 2.6772, -79.7751}, {50, 0, -82.7485}), 2.0425, 1e-4);
    EXPECT_NEAR(ciede2000({50, 2.5, 0}, {73, 25, -18}), 27.1492, 1e-4);
    EXPECT_NEAR(ciede2000({50, 2.49, -0.001}, {50, -2.49, 0.0011}), 7.2195, 1e-4);
    EXPECT_NEAR(ciede2000({2.0776, 0.0795, -1.135}, {0.9033, -0.0636, -0.5514}), 0.9082, 1e-4);
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
