#include "app/draw/dimensions.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace layerwise {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "128×784", or one size where the others are 1.
std::string shape_text(Index rows, Index cols) {
    if (rows == 1 || cols == 1) {
        const Index length = std::max(rows, cols);
        return length > 1 ? std::to_string(length) : std::string();
    }
    return fmt::format("{}×{}", rows, cols);
}

// A receding size keeps its hue, so that it can still be matched.
constexpr float kReceded = 0.55F;

}  // namespace

float draw_sizes(const Ui& ui, ImFont* font, ImVec2 at, std::string_view text,
                 std::span<const Index> sizes, const Color& between, float recede) {
    const float from = at.x;
    while (!text.empty()) {
        const bool number = is_digit(text.front());
        const std::string_view::iterator end =
            std::ranges::find_if(text, [&](char c) { return is_digit(c) != number; });
        const std::string_view piece(text.begin(), end);
        Index size = 0;
        std::from_chars(piece.data(), piece.data() + piece.size(), size);
        const Color ink = number ? ui.theme.dimension(size, sizes) : between;
        ui.text(font, at, mix(ink, ui.theme.ground, recede), piece);
        at.x += text_size(font, piece).x;
        text.remove_prefix(piece.size());
    }
    return at.x - from;
}

std::vector<Foot> set_feet(const Ui& ui, const SetFormula& set, const Trace& trace,
                           Convention convention) {
    std::vector<Foot> feet;
    bool transposed = false;
    const auto finish = [&] {
        if (feet.empty() || !feet.back().text.empty()) {
            return;
        }
        const Tensor& tensor = trace.tensors[static_cast<std::size_t>(feet.back().tensor)];
        const bool turn = is_transposed(tensor.layout, convention) != transposed;
        feet.back().text = shape_text(turn ? tensor.value.cols() : tensor.value.rows(),
                                      turn ? tensor.value.rows() : tensor.value.cols());
        if (feet.back().text.empty()) {
            feet.pop_back();
        }
    };
    int last = -1;
    for (const SetRun& run : set.runs) {
        if (run.tensor != last) {
            finish();
            last = run.tensor;
            if (run.tensor < 0) {
                continue;
            }
            feet.push_back({run.tensor, run.x, run.x + run.width, {}, 0});
            transposed = false;
        }
        if (run.tensor >= 0) {
            feet.back().x0 = std::min(feet.back().x0, run.x);
            feet.back().x1 = std::max(feet.back().x1, run.x + run.width);
            transposed = transposed || run.text.find("⊤") != std::string::npos;
        }
    }
    finish();
    // Each centred under its symbol, as far as the one before it lets it.
    float free_from = -ui.px(8);
    for (Foot& foot : feet) {
        const float width = text_size(ui.fonts.mono_small, foot.text).x;
        foot.x = std::max((foot.x0 + foot.x1 - width) / 2, free_from);
        free_from = foot.x + width + ui.px(7);
    }
    return feet;
}

void draw_feet(const Ui& ui, std::span<const Foot> feet, ImVec2 at, std::span<const Index> sizes,
               int lit) {
    for (const Foot& foot : feet) {
        draw_sizes(ui, ui.fonts.mono_small, {at.x + foot.x, at.y}, foot.text, sizes, ui.theme.muted,
                   lit >= 0 && foot.tensor != lit ? kReceded : 0);
    }
}

float feet_height(const Ui& ui) {
    return ui.fonts.mono_small->FontSize;
}

}  // namespace layerwise
