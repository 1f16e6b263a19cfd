#include "app/draw/formula.h"

#include <algorithm>
#include <utility>

namespace layerwise {
namespace {

// Proportions in units of the base size, after what textbooks set.
constexpr float kSuperscriptRise = 0.31F;
constexpr float kSubscriptDrop = 0.17F;
constexpr float kAscent = 0.74F;
constexpr float kDescent = 0.24F;
constexpr float kOperatorSpace = 0.26F;
constexpr float kThinSpace = 0.13F;
constexpr float kAxis = 0.26F;         // height of a fraction's rule above the baseline
constexpr float kFractionGap = 0.16F;  // between the rule and its neighbours

// One code point from the front of the text.
std::string take_code_point(std::string& text) {
    std::size_t length = 1;
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) {
        ++length;
    }
    std::string point = text.substr(0, length);
    text.erase(0, length);
    return point;
}

// Letters, Latin and Greek, slope; digits, operators and ∂ stand upright.
bool is_letter(const std::string& point) {
    if (point.size() == 1) {
        const char c = point[0];
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    const auto lead = static_cast<unsigned char>(point[0]);
    // U+00C0…U+017F (ŷ among them) and U+0380…U+03FF.
    return point.size() == 2 && ((lead >= 0xC3 && lead <= 0xC5) || lead == 0xCE || lead == 0xCF);
}

bool hugs(const Glyph& glyph) {
    constexpr std::string_view kTight = "()[]|,";
    return glyph.base.size() == 1 && kTight.find(glyph.base) != std::string::npos;
}

class Setter {
public:
    explicit Setter(const FormulaMetrics& metrics) : metrics_(metrics) {}

    SetFormula set(const Formula& formula) {
        for (std::size_t k = 0; k < formula.size(); ++k) {
            glyph(formula, k);
        }
        out_.width = pen_;
        out_.ascent = std::max(out_.ascent, kAscent * metrics_.size);
        out_.descent = std::max(out_.descent, kDescent * metrics_.size);
        return std::move(out_);
    }

private:
    void glyph(const Formula& formula, std::size_t k) {
        const Glyph& g = formula[k];
        const float size = metrics_.size;
        if (g.kind == Glyph::Kind::Fraction) {
            space(k > 0 ? kThinSpace : 0);
            fraction(g);
            space(kThinSpace);
            return;
        }
        if (g.kind == Glyph::Kind::Operator && !hugs(g)) {
            space(k > 0 ? kOperatorSpace : 0);
            run(g, g.base, false, 0);
            space(kOperatorSpace);
            return;
        }
        const bool needs_room =
            k > 0 && !hugs(g) &&
            (formula[k - 1].kind == Glyph::Kind::Symbol ||
             (formula[k - 1].kind == Glyph::Kind::Text && !hugs(formula[k - 1])));
        space(needs_room ? kThinSpace : 0);
        run(g, g.base, false, 0);
        space(g.base == "," ? kOperatorSpace : 0);
        const float after_base = pen_;
        float reach = pen_;
        if (!g.superscript.empty()) {
            run(g, g.superscript, true, -kSuperscriptRise * size);
            reach = pen_;
        }
        if (!g.subscript.empty()) {
            pen_ = after_base;
            run(g, g.subscript, true, kSubscriptDrop * size);
            reach = std::max(reach, pen_);
        }
        pen_ = reach;
    }

    // Runs of one face: a base such as "∂L" has two.
    void run(const Glyph& g, std::string text, bool script, float y) {
        const bool sloped = g.kind == Glyph::Kind::Symbol;
        while (!text.empty()) {
            const auto face_of = [&](const std::string& point) {
                if (!sloped || !is_letter(point)) {
                    return Face::Upright;
                }
                return g.bold && !script ? Face::BoldItalic : Face::Italic;
            };
            std::string piece = take_code_point(text);
            const Face face = face_of(piece);
            while (!text.empty()) {
                std::string rest = text;
                const std::string point = take_code_point(rest);
                if (face_of(point) != face) {
                    break;
                }
                piece += point;
                text = rest;
            }
            const float width = metrics_.width(piece, face, script);
            out_.runs.push_back({piece, face, script, pen_, y, width, g.tensor});
            pen_ += width;
        }
        const float size = script ? metrics_.script_size : metrics_.size;
        out_.ascent = std::max(out_.ascent, kAscent * size - y);
        out_.descent = std::max(out_.descent, kDescent * size + y);
    }

    void fraction(const Glyph& g) {
        // Numerator and denominator keep the base size divided by a little: they stay readable.
        const SetFormula above = Setter(metrics_).set(g.numerator);
        const SetFormula below = Setter(metrics_).set(g.denominator);
        const float size = metrics_.size;
        const float width = std::max(above.width, below.width) + 0.1F * size;
        const float rule = -kAxis * size;
        place(above, pen_ + (width - above.width) / 2,
              rule - kFractionGap * size - above.descent * 0.55F, g.tensor);
        place(below, pen_ + (width - below.width) / 2,
              rule + kFractionGap * size + below.ascent * 0.95F, g.tensor);
        out_.rules.push_back({pen_, pen_ + width, rule});
        pen_ += width;
    }

    void place(const SetFormula& part, float x, float y, int tensor) {
        for (SetRun run : part.runs) {
            run.x += x;
            run.y += y;
            run.tensor = run.tensor < 0 ? tensor : run.tensor;
            out_.runs.push_back(std::move(run));
        }
        for (const SetRule& rule : part.rules) {
            out_.rules.push_back({rule.x0 + x, rule.x1 + x, rule.y + y});
        }
        out_.ascent = std::max(out_.ascent, part.ascent - y);
        out_.descent = std::max(out_.descent, part.descent + y);
    }

    void space(float units) { pen_ += units * metrics_.size; }

    const FormulaMetrics& metrics_;
    SetFormula out_;
    float pen_ = 0;
};

const MathFont& math_font(const Ui& ui, FormulaSize size, bool script) {
    if (size == FormulaSize::Display) {
        return script ? ui.fonts.display_script : ui.fonts.display;
    }
    return script ? ui.fonts.label_script : ui.fonts.label;
}

ImFont* face_of(const MathFont& font, Face face) {
    switch (face) {
        case Face::BoldItalic:
            return font.bold_italic;
        case Face::Italic:
            return font.italic;
        case Face::Upright:
            break;
    }
    return font.upright;
}

}  // namespace

SetFormula set_formula(const Formula& formula, const FormulaMetrics& metrics) {
    return Setter(metrics).set(formula);
}

SetFormula set_formula(const Ui& ui, const Formula& formula, FormulaSize size) {
    FormulaMetrics metrics;
    metrics.size = math_font(ui, size, false).upright->FontSize;
    metrics.script_size = math_font(ui, size, true).upright->FontSize;
    metrics.width = [&](const std::string& text, Face face, bool script) {
        return text_size(face_of(math_font(ui, size, script), face), text).x;
    };
    return set_formula(formula, metrics);
}

int draw_formula(const Ui& ui, const SetFormula& formula, FormulaSize size, ImVec2 at,
                 const Color& color, int lit) {
    int hovered = -1;
    const ImVec2 pointer = ImGui::GetIO().MousePos;
    for (const SetRun& run : formula.runs) {
        ImFont* font = face_of(math_font(ui, size, run.script), run.face);
        const bool recede = lit >= 0 && run.tensor >= 0 && run.tensor != lit;
        const ImVec2 top_left{at.x + run.x, at.y + run.y - font->Ascent};
        ui.text(font, top_left, recede ? mix(color, ui.theme.ground, 0.45F) : color, run.text);
        const Rect box{top_left.x, top_left.y, top_left.x + run.width, top_left.y + font->FontSize};
        if (run.tensor >= 0 && box.contains(pointer)) {
            hovered = run.tensor;
        }
    }
    for (const SetRule& rule : formula.rules) {
        ui.line({at.x + rule.x0, at.y + rule.y}, {at.x + rule.x1, at.y + rule.y}, color,
                ui.px(1.2F));
    }
    return hovered;
}

}  // namespace layerwise
