// Equations as glyphs for the screen, and as one line of text.
#include <fmt/format.h>

#include "core/trace/notation.h"
#include "core/trace/pieces.h"
#include "core/trace/symbols.h"

namespace layerwise {
namespace {

SymbolStyle style_of(const Piece& piece) {
    return {piece.transposed, piece.per_sample, piece.prediction};
}

Glyph glyph(Glyph::Kind kind, std::string base) {
    Glyph made;
    made.kind = kind;
    made.base = std::move(base);
    return made;
}

Glyph::Kind glyph_kind(Piece::Kind kind) {
    return kind == Piece::Kind::Infix ? Glyph::Kind::Operator : Glyph::Kind::Text;
}

Formula glyphs_of(const Trace& trace, const Pieces& pieces);

Formula glyphs_of(const Trace& trace, const Piece& piece) {
    if (piece.kind == Piece::Kind::Tensor) {
        return symbol_glyphs(trace, piece.tensor, style_of(piece));
    }
    Glyph made = glyph(glyph_kind(piece.kind), piece.text);
    made.superscript = piece.power;
    made.subscript = piece.subscript;
    if (piece.kind == Piece::Kind::Fraction) {
        made.kind = Glyph::Kind::Fraction;
        made.numerator = glyphs_of(trace, piece.numerator);
        made.denominator = glyphs_of(trace, piece.denominator);
    }
    return {made};
}

Formula glyphs_of(const Trace& trace, const Pieces& pieces) {
    Formula formula;
    const Piece* before = nullptr;
    for (const Piece& piece : pieces) {
        Formula more = glyphs_of(trace, piece);
        more.front().space = before != nullptr && spaced(*before, piece);
        formula.insert(formula.end(), more.begin(), more.end());
        before = &piece;
    }
    return formula;
}

std::string plain(std::string_view sign) {
    return sign == "−" ? "-" : sign == "≤" ? "<=" : std::string(sign);
}

std::string text_of(const Trace& trace, const Pieces& pieces);

// A fraction on one line: brackets keep together what is more than one piece.
std::string inline_part(const Trace& trace, const Pieces& part) {
    const std::string text = text_of(trace, part);
    return part.size() == 1 ? text : fmt::format("({})", text);
}

std::string text_of(const Trace& trace, const Piece& piece) {
    if (piece.kind == Piece::Kind::Tensor) {
        return symbol_word(trace, piece.tensor, style_of(piece));
    }
    if (piece.kind == Piece::Kind::Fraction) {
        return fmt::format("{}/{}", inline_part(trace, piece.numerator),
                           inline_part(trace, piece.denominator));
    }
    return plain(piece.text) + (piece.subscript.empty() ? "" : "_" + piece.subscript) +
           (piece.power.empty() ? "" : "^" + piece.power);
}

std::string text_of(const Trace& trace, const Pieces& pieces) {
    std::string text;
    const Piece* before = nullptr;
    for (const Piece& piece : pieces) {
        if (before != nullptr && spaced(*before, piece)) {
            text += ' ';
        }
        text += text_of(trace, piece);
        before = &piece;
    }
    return text;
}

// ", ŷ = a⁽³⁾": what the loss calls the last layer's activations.
void note_prediction(const Trace& trace, const Step& step, Formula& formula) {
    const int a = step.operands.front();
    formula.push_back(glyph(Glyph::Kind::Text, ","));
    Formula y_hat = symbol_glyphs(trace, a, {.prediction = true});
    y_hat.front().space = true;
    Glyph equals = glyph(Glyph::Kind::Operator, "=");
    equals.space = true;
    Formula last = symbol_glyphs(trace, a, {});
    last.front().space = true;
    formula.push_back(y_hat.front());
    formula.push_back(equals);
    formula.push_back(last.front());
}

}  // namespace

Formula formula(const Trace& trace, int step, Convention convention) {
    Formula result = glyphs_of(trace, equation_pieces(trace, step, convention));
    const Step& s = trace.steps[static_cast<std::size_t>(step)];
    if (s.operation == Operation::Loss) {
        note_prediction(trace, s, result);
    }
    return result;
}

std::string equation(const Trace& trace, int step, Convention convention) {
    std::string text = text_of(trace, equation_pieces(trace, step, convention));
    const Step& s = trace.steps[static_cast<std::size_t>(step)];
    if (s.operation == Operation::WeightedSum) {
        return symbol_text(trace, s.result) + " = " + text;
    }
    return text;
}

std::string tex(const Trace& trace, int step, Convention convention) {
    return tex_of(formula(trace, step, convention));
}

Formula symbol_formula(const Trace& trace, int tensor, Convention convention) {
    const Tensor& t = trace.tensors[static_cast<std::size_t>(tensor)];
    if (t.symbol != Symbol::Wx) {
        return symbol_glyphs(trace, tensor, {});
    }
    Formula product =
        glyphs_of(trace, pieces_of(weighted_sum(trace, t.layer, convention), convention));
    for (Glyph& factor : product) {
        factor.tensor = tensor;
    }
    return product;
}

std::string symbol_text(const Trace& trace, int tensor) {
    return symbol_word(trace, tensor, {});
}

std::string symbol_tex(const Trace& trace, int tensor) {
    return tex_of(symbol_formula(trace, tensor, Convention::Column));
}

}  // namespace layerwise
