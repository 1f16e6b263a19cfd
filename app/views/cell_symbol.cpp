// One cell's name: its tensor's letter with layer and indices, as a formula and as text.
#include <utility>

#include <fmt/format.h>

#include "app/views/provenance_view.h"

namespace layerwise {
namespace {

// "109"; "7,350" for a weight; "109,2" in a batch. As the convention writes rows and columns.
std::string indices(const Trace& trace, const Tensor& tensor, const Place& place,
                    Convention convention) {
    Index i = place.row + 1;
    Index j = place.col + 1;
    switch (tensor.layout) {
        case Layout::Scalar:
            return {};
        case Layout::Bias:
            return fmt::format("{}", i);
        case Layout::Jacobian: {
            const Index out = tensor.value.cols();
            return fmt::format("{},{}", place.row % out + 1, j);
        }
        case Layout::Samples:
            if (trace.samples == 1) {
                return fmt::format("{}", i);
            }
            break;
        case Layout::Weights:
            break;
    }
    if (is_transposed(tensor.layout, convention)) {
        std::swap(i, j);
    }
    return fmt::format("{},{}", i, j);
}

struct Letter {
    std::string base;
    int layer = 0;
};

Letter letter_of(const Trace& trace, const Tensor& tensor) {
    const int l = tensor.layer;
    switch (tensor.symbol) {
        case Symbol::X:
            return {"x", 0};
        case Symbol::Y:
            return {"y", 0};
        case Symbol::W:
        case Symbol::NextW:
            return {"w", l};
        case Symbol::B:
        case Symbol::NextB:
            return {"b", l};
        case Symbol::Wx:
            return {"w", l};
        case Symbol::Z:
            return {"z", l};
        case Symbol::A:
            return l == trace.layers() ? Letter{"ŷ", 0} : Letter{"a", l};
        case Symbol::L:
            return {"L", 0};
        case Symbol::GradA:
            return {"∂L/∂a", l};
        case Symbol::Slope:
            return {"∂a/∂z", l};
        case Symbol::GradZ:
            return {"δ", l};
        case Symbol::GradW:
            return {"∂L/∂w", l};
        case Symbol::GradB:
            return {"∂L/∂b", l};
        case Symbol::GradX:
            return l == 1 ? Letter{"∂L/∂x", 0} : Letter{"∂L/∂a", l - 1};
    }
    return {};
}

}  // namespace

Formula cell_formula(const Trace& trace, const Place& place, Convention convention) {
    const Tensor& tensor = trace.tensors[static_cast<std::size_t>(place.tensor)];
    const Letter letter = letter_of(trace, tensor);
    const auto superscript = [&](int layer) {
        return layer > 0 && trace.layers() > 1 ? fmt::format("({})", layer) : std::string();
    };
    Glyph glyph;
    glyph.base = letter.base;
    glyph.superscript = superscript(letter.layer);
    glyph.subscript = indices(trace, tensor, place, convention);
    glyph.tensor = place.tensor;
    if (tensor.symbol == Symbol::NextW || tensor.symbol == Symbol::NextB) {
        glyph.subscript += " next";
    }
    if (tensor.symbol != Symbol::Wx) {
        return {glyph};
    }
    // Row i of W with the layer's input.
    glyph.bold = true;
    Glyph dot;
    dot.kind = Glyph::Kind::Text;
    dot.base = "·";
    Glyph input;
    input.base = tensor.layer == 1 ? "x" : "a";
    input.superscript = tensor.layer == 1 ? "" : superscript(tensor.layer - 1);
    input.bold = true;
    return {glyph, dot, input};
}

std::string cell_text(const Trace& trace, const Place& place, Convention convention) {
    const Tensor& tensor = trace.tensors[static_cast<std::size_t>(place.tensor)];
    const std::string inside = indices(trace, tensor, place, convention);
    const std::string word = symbol_text(trace, place.tensor);
    return inside.empty() ? word : fmt::format("{}[{}]", word, inside);
}

}  // namespace layerwise
