// Formulas in TeX, from the same glyphs as on the screen.
#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <fmt/format.h>

#include "core/trace/symbols.h"

namespace layerwise {
namespace {

using Entry = std::pair<std::string_view, std::string_view>;

constexpr std::array kCommands = {
    Entry{"∂L", "\\partial L"},
    Entry{"∂", "\\partial"},
    Entry{"δ", "\\delta"},
    Entry{"ŷ", "\\hat{y}"},
    Entry{"Ŷ", "\\hat{Y}"},
    Entry{"f′", "f'"},
    Entry{"σ", "\\sigma"},
    Entry{"Σ", "\\sum"},
    Entry{"Φ", "\\Phi"},
    Entry{"φ", "\\varphi"},
    Entry{"η", "\\eta"},
    Entry{"⊙", "\\odot"},
    Entry{"−", "-"},
    Entry{"≤", "\\le"},
    Entry{"log", "\\log"},
    Entry{"tanh", "\\tanh"},
    Entry{"⊤", "\\top"},
};

bool is_word(std::string_view text) {
    return text.size() > 1 && std::all_of(text.begin(), text.end(),
                                          [](unsigned char c) { return std::isalpha(c) != 0; });
}

std::string command(std::string_view base) {
    const auto* const found = std::find_if(kCommands.begin(), kCommands.end(),
                                           [=](const Entry& entry) { return entry.first == base; });
    if (found != kCommands.end()) {
        return std::string(found->second);
    }
    return is_word(base) ? fmt::format("\\mathrm{{{}}}", base) : std::string(base);
}

std::string script(std::string text) {
    constexpr std::string_view kTop = "⊤";
    const std::size_t top = text.find(kTop);
    if (top != std::string::npos) {
        text.replace(top, kTop.size(), "\\top");
        return text;
    }
    return command(text);
}

std::string tex_of(const Glyph& glyph) {
    if (glyph.kind == Glyph::Kind::Fraction) {
        return fmt::format("\\frac{{{}}}{{{}}}", layerwise::tex_of(glyph.numerator),
                           layerwise::tex_of(glyph.denominator));
    }
    std::string text = command(glyph.base);
    if (!glyph.superscript.empty()) {
        text += fmt::format("^{{{}}}", script(glyph.superscript));
    }
    if (!glyph.subscript.empty()) {
        text += fmt::format("_{{{}}}", script(glyph.subscript));
    }
    return text;
}

}  // namespace

std::string tex_of(const Formula& formula) {
    std::string text;
    for (const Glyph& glyph : formula) {
        const std::string next = tex_of(glyph);
        // \partial W: a command's name ends where a letter would go on.
        const bool runs_on = !text.empty() &&
                             std::isalpha(static_cast<unsigned char>(next[0])) != 0 &&
                             std::isalpha(static_cast<unsigned char>(text.back())) != 0;
        if (!text.empty() && (glyph.space || runs_on)) {
            text += ' ';
        }
        text += next;
    }
    return text;
}

}  // namespace layerwise
