#include "core/study/formula_html.h"

#include <fmt/format.h>

#include "core/export/escape.h"

namespace layerwise {
namespace {

std::string glyphs_html(const Formula& formula);

std::string glyph_html(const Glyph& glyph) {
    if (glyph.kind == Glyph::Kind::Fraction) {
        return fmt::format("<span class=\"q\"><span>{}</span><span>{}</span></span>",
                           glyphs_html(glyph.numerator), glyphs_html(glyph.denominator));
    }
    std::string text = html_text(glyph.base);
    if (glyph.kind == Glyph::Kind::Symbol) {
        text = fmt::format("<em>{}</em>", text);
    }
    if (glyph.bold) {
        text = fmt::format("<b>{}</b>", text);
    }
    if (!glyph.subscript.empty()) {
        text += fmt::format("<sub>{}</sub>", html_text(glyph.subscript));
    }
    if (!glyph.superscript.empty()) {
        text += fmt::format("<sup>{}</sup>", html_text(glyph.superscript));
    }
    return text;
}

std::string glyphs_html(const Formula& formula) {
    std::string html;
    for (const Glyph& glyph : formula) {
        html += (glyph.space ? " " : "") + glyph_html(glyph);
    }
    return html;
}

}  // namespace

std::string formula_html(const Formula& formula) {
    return fmt::format("<span class=\"f\">{}</span>", glyphs_html(formula));
}

}  // namespace layerwise
