#include "core/trace/symbols.h"

#include <utility>

#include <fmt/format.h>

namespace layerwise {
namespace {

const Tensor& tensor_at(const Trace& trace, int index) {
    return trace.tensors[static_cast<std::size_t>(index)];
}

// What a symbol is made of, before it is set: a letter, or a derivative of one by another.
struct Parts {
    std::string over;        // "L" in ∂L/∂W; empty for a plain letter
    std::string letter;      // "W"
    int layer = 0;           // 0: no number
    bool is_sample = false;  // a capital letter in a batch
    bool is_slope = false;   // f′(letter)
    bool is_next = false;
};

Parts parts_of(const Trace& trace, const Tensor& tensor) {
    const int l = tensor.layer;
    switch (tensor.symbol) {
        case Symbol::X:
            return {"", "x", 0, true};
        case Symbol::Y:
            return {"", "y", 0, true};
        case Symbol::W:
            return {"", "W", l};
        case Symbol::B:
            return {"", "b", l};
        case Symbol::Wx:
            return {"", "Wx", l};
        case Symbol::Z:
            return {"", "z", l, true};
        case Symbol::A:
            return {"", "a", l, true};
        case Symbol::L:
            return {"", "L", 0};
        case Symbol::GradA:
            return {"L", "a", l, true};
        case Symbol::Slope:
            if (trace.activations[static_cast<std::size_t>(l) - 1] == Activation::Softmax) {
                return {"a", "z", l, true};
            }
            return {"", "z", l, true, true};
        case Symbol::GradZ:
            return {"L", "z", l, true};
        case Symbol::GradW:
            return {"L", "W", l};
        case Symbol::GradB:
            return {"L", "b", l};
        case Symbol::GradX:
            return l == 1 ? Parts{"L", "x", 0, true} : Parts{"L", "a", l - 1, true};
        case Symbol::NextW:
            return {"", "W", l, false, false, true};
        case Symbol::NextB:
            return {"", "b", l, false, false, true};
    }
    return {};
}

std::string capital(const std::string& letter) {
    return letter == "ŷ" ? "Ŷ" : std::string(1, static_cast<char>(letter[0] - 'a' + 'A'));
}

class SymbolSetter {
public:
    SymbolSetter(const Trace& trace, int tensor, SymbolStyle style)
        : trace_(trace), tensor_(tensor), style_(style) {}

    Glyph letter(const Parts& parts, const std::string& base) const {
        const bool batch = parts.is_sample && trace_.samples > 1;
        Glyph glyph = plain(batch && !style_.per_sample ? capital(base) : base);
        glyph.bold = true;
        if (parts.layer > 0 && trace_.layers() > 1 && !style_.prediction) {
            glyph.superscript = fmt::format("({})", parts.layer);
        }
        if (style_.transposed) {
            glyph.superscript += "⊤";
        }
        if (style_.per_sample) {
            glyph.subscript = "n";
        }
        if (parts.is_next) {
            glyph.subscript = "next";
        }
        return glyph;
    }

    Glyph plain(std::string base, Glyph::Kind kind = Glyph::Kind::Symbol) const {
        Glyph glyph;
        glyph.kind = kind;
        glyph.base = std::move(base);
        glyph.tensor = tensor_;
        return glyph;
    }

    Glyph derivative(const Parts& parts) const {
        Glyph glyph = plain({}, Glyph::Kind::Fraction);
        if (parts.over == "L") {
            glyph.numerator = {plain("∂L")};
        } else {
            glyph.numerator = {plain("∂"), letter(parts, parts.over)};
        }
        glyph.denominator = {plain("∂"), letter(parts, parts.letter)};
        return glyph;
    }

private:
    const Trace& trace_;
    int tensor_;
    SymbolStyle style_;
};

}  // namespace

Formula symbol_glyphs(const Trace& trace, int tensor, SymbolStyle style) {
    const SymbolSetter set(trace, tensor, style);
    const Tensor& t = tensor_at(trace, tensor);
    const Parts parts = parts_of(trace, t);
    if (t.symbol == Symbol::L) {
        return {set.plain("L")};
    }
    if (t.symbol == Symbol::GradZ) {
        Glyph delta = set.letter(parts, parts.letter);
        delta.base = "δ";
        return {delta};
    }
    if (style.prediction) {
        return {set.letter(parts, "ŷ")};
    }
    if (parts.is_slope) {
        return {set.plain("f′"), set.plain("(", Glyph::Kind::Text), set.letter(parts, parts.letter),
                set.plain(")", Glyph::Kind::Text)};
    }
    return {parts.over.empty() ? set.letter(parts, parts.letter) : set.derivative(parts)};
}

std::string symbol_word(const Trace& trace, int tensor, SymbolStyle style) {
    const Tensor& t = tensor_at(trace, tensor);
    const Parts parts = parts_of(trace, t);
    const bool batch = parts.is_sample && trace.samples > 1 && !style.per_sample;
    const std::string layer = parts.layer > 0 ? fmt::format("{}", parts.layer) : "";
    const std::string word = (batch ? capital(parts.letter) : parts.letter) + layer;
    const std::string suffix = std::string(parts.is_next ? "_next" : "") +
                               (style.per_sample ? "_n" : "") + (style.transposed ? "^T" : "");
    if (parts.is_slope) {
        return fmt::format("f'({}){}", word, suffix);
    }
    if (parts.over.empty()) {
        return word + suffix;
    }
    if (parts.over == "L") {
        return fmt::format("dL/d{}{}", word, suffix);
    }
    const std::string over = (batch ? capital(parts.over) : parts.over) + layer;
    return fmt::format("d{}/d{}{}", over, word, suffix);
}

}  // namespace layerwise
