// The token table: every colour of the program, dark and light.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/base/matrix.h"
#include "core/trace/trace.h"

namespace layerwise {

// 0…1 each, not linear (sRGB values as written in a style sheet).
struct Color {
    float r = 0, g = 0, b = 0, a = 1;
    // 0xRRGGBB.
    static constexpr Color hex(std::uint32_t rgb) {
        return {static_cast<float>((rgb >> 16) & 255) / 255.0F,
                static_cast<float>((rgb >> 8) & 255) / 255.0F,
                static_cast<float>(rgb & 255) / 255.0F, 1};
    }
    constexpr Color faded(float alpha) const { return {r, g, b, a * alpha}; }
    std::uint32_t packed() const;  // as ImGui packs it
};

Color mix(Color from, Color to, float t);

// Colours at −1, −½, 0, ½ and 1 of a scale, linear between. The shader draws the same.
using Ramp = std::array<Color, 5>;
Color color_at(const Ramp& ramp, float t);  // t is clamped to −1…1

enum class Palette { Values, Gradients, Grey };

struct Theme {
    std::string_view name;
    Color ground, panel, card, raised, line, text, muted, faint;
    Color accent, on_accent;  // the one primary button
    Color forward, loss, backward, update;
    Color positive, negative;  // numbers and bars
    Color warning;
    Ramp values, gradients, grey;
    std::array<Color, 6> dimensions;

    const Ramp& ramp(Palette palette) const;
    Color phase(Phase phase) const;
    // Each distinct size of a network has a hue of its own; 1 and unknown sizes are muted.
    Color dimension(Index size, std::span<const Index> sizes) const;
};

const Theme& dark_theme();
const Theme& light_theme();
// By "dark" or "light".
const Theme* theme_from_name(std::string_view name);

// Relative luminance and contrast ratio as in WCAG 2.1.
float luminance(Color color);
float contrast(Color a, Color b);

}  // namespace layerwise
