#include "app/draw/theme.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <imgui.h>

namespace layerwise {

std::uint32_t Color::packed() const {
    return ImGui::ColorConvertFloat4ToU32({r, g, b, a});
}

Color mix(Color from, Color to, float t) {
    return {from.r + (to.r - from.r) * t, from.g + (to.g - from.g) * t,
            from.b + (to.b - from.b) * t, from.a + (to.a - from.a) * t};
}

Color color_at(const Ramp& ramp, float t) {
    const float place = (std::clamp(t, -1.0F, 1.0F) + 1) * 2;
    const auto piece = std::min(static_cast<std::size_t>(place), std::size_t{3});
    return mix(ramp[piece], ramp[piece + 1], place - static_cast<float>(piece));
}

const Ramp& Theme::ramp(Palette palette) const {
    switch (palette) {
        case Palette::Values:
            return values;
        case Palette::Gradients:
            return gradients;
        case Palette::Grey:
            break;
    }
    return grey;
}

Color Theme::phase(Phase phase) const {
    switch (phase) {
        case Phase::Forward:
            return forward;
        case Phase::Loss:
            return loss;
        case Phase::Backward:
            return backward;
        case Phase::Update:
            break;
    }
    return update;
}

Color Theme::dimension(Index size, std::span<const Index> sizes) const {
    std::size_t hue = 0;
    for (auto s = sizes.begin(); s != sizes.end() && size > 1; ++s) {
        if (*s == size) {
            return dimensions[hue % dimensions.size()];
        }
        hue += std::find(sizes.begin(), s, *s) == s ? 1 : 0;
    }
    return muted;
}

const Theme& dark_theme() {
    static const Theme theme{
        .name = "dark",
        .ground = Color::hex(0x0E1116),
        .panel = Color::hex(0x11161C),
        .card = Color::hex(0x141A21),
        .raised = Color::hex(0x1F2731),
        .line = Color::hex(0x29313C),
        .text = Color::hex(0xE6E9EF),
        .muted = Color::hex(0x8D97A6),
        .faint = Color::hex(0x4A5462),
        .accent = Color::hex(0x2A6FD0),
        .on_accent = Color::hex(0xFFFFFF),
        .forward = Color::hex(0x57A9FF),
        .loss = Color::hex(0xE7C15A),
        .backward = Color::hex(0xD18CFF),
        .update = Color::hex(0x5FD38D),
        .positive = Color::hex(0x57A9FF),
        .negative = Color::hex(0xF28E2B),
        .warning = Color::hex(0xFF8A80),
        .values = {Color::hex(0xFFD9AE), Color::hex(0xF28E2B), Color::hex(0x181D24),
                   Color::hex(0x57A9FF), Color::hex(0xD3E8FF)},
        .gradients = {Color::hex(0xE8C0FF), Color::hex(0xB35BE0), Color::hex(0x181D24),
                      Color::hex(0x3FB56F), Color::hex(0xCFF5DC)},
        .grey = {Color::hex(0x000000), Color::hex(0x000000), Color::hex(0x0A0C10),
                 Color::hex(0x84888F), Color::hex(0xFFFFFF)},
        .dimensions = {Color::hex(0x4CC9C0), Color::hex(0xE3B261), Color::hex(0xEE8FB2),
                       Color::hex(0xA9CC66), Color::hex(0xA9A4F5), Color::hex(0xE89A7B)},
    };
    return theme;
}

const Theme& light_theme() {
    static const Theme theme{
        .name = "light",
        .ground = Color::hex(0xF4F6F9),
        .panel = Color::hex(0xFBFCFD),
        .card = Color::hex(0xFFFFFF),
        .raised = Color::hex(0xE7EBF0),
        .line = Color::hex(0xD3D9E1),
        .text = Color::hex(0x1A2029),
        .muted = Color::hex(0x57616E),
        .faint = Color::hex(0xA5AEBA),
        .accent = Color::hex(0x1F63C2),
        .on_accent = Color::hex(0xFFFFFF),
        .forward = Color::hex(0x1A66BF),
        .loss = Color::hex(0x836200),
        .backward = Color::hex(0x8A35C4),
        .update = Color::hex(0x177A44),
        .positive = Color::hex(0x1A66BF),
        .negative = Color::hex(0xB25300),
        .warning = Color::hex(0xB3261E),
        .values = {Color::hex(0x8A3D00), Color::hex(0xEE8A2C), Color::hex(0xF3F5F8),
                   Color::hex(0x4C9BF0), Color::hex(0x0B4C96)},
        .gradients = {Color::hex(0x5E1A8C), Color::hex(0xB668E2), Color::hex(0xF3F5F8),
                      Color::hex(0x41B273), Color::hex(0x0B5B31)},
        .grey = {Color::hex(0x000000), Color::hex(0x000000), Color::hex(0x0A0C10),
                 Color::hex(0x84888F), Color::hex(0xFFFFFF)},
        .dimensions = {Color::hex(0x0A756E), Color::hex(0x8A5A00), Color::hex(0xB23467),
                       Color::hex(0x4F7310), Color::hex(0x574FC4), Color::hex(0xA8491F)},
    };
    return theme;
}

const Theme* theme_from_name(std::string_view name) {
    if (name == dark_theme().name) {
        return &dark_theme();
    }
    return name == light_theme().name ? &light_theme() : nullptr;
}

float luminance(Color color) {
    const auto linear = [](float c) {
        return c <= 0.03928F ? c / 12.92F : std::pow((c + 0.055F) / 1.055F, 2.4F);
    };
    return 0.2126F * linear(color.r) + 0.7152F * linear(color.g) + 0.0722F * linear(color.b);
}

float contrast(Color a, Color b) {
    const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
    return (light + 0.05F) / (dark + 0.05F);
}

}  // namespace layerwise
