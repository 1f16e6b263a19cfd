#include "app/panels/operand_legend.h"

#include <string>

#include <fmt/format.h>

namespace layerwise {
namespace {

// "−0.62 [colours] +0.62", and whose range it is when that is not the tensor's own.
void range_bar(const Ui& ui, const Rect& rect, float y, const Heatmap& heatmap, bool grey,
               ColorScale scale) {
    ImFont* font = ui.fonts.mono_small;
    const Color ink = mix(ui.theme.muted, ui.theme.ground, 0.2F);
    const std::string end = grey ? "1" : fmt::format("+{:.2g}", heatmap.range);
    const std::string begin = grey ? "0" : fmt::format("−{:.2g}", heatmap.range);
    const float words = text_size(font, begin).x + text_size(font, end).x + ui.px(12);
    const float bar = ui.px(54);
    if (rect.width() < words + bar) {
        ui.text(font, {rect.center().x, y}, ink,
                grey ? "0 … 1" : fmt::format("±{:.2g}", heatmap.range), Align::Center);
        return;
    }
    float x = rect.center().x - (words + bar) / 2;
    ui.text(font, {x, y}, ink, begin);
    x += text_size(font, begin).x + ui.px(6);
    constexpr int kSteps = 27;
    const float middle = y + font->FontSize / 2;
    for (int k = 0; k < kSteps; ++k) {
        const float from = static_cast<float>(k) / kSteps;
        const float t = (from + 0.5F / kSteps) * 2 - 1;
        ui.fill({x + bar * from, middle - ui.px(2.5F), x + bar * (from + 1.0F / kSteps),
                 middle + ui.px(2.5F)},
                color_at(*heatmap.ramp, grey ? (t + 1) / 2 : t));
    }
    x += bar + ui.px(6);
    ui.text(font, {x, y}, ink, end);
    x += text_size(font, end).x + ui.px(8);
    const char* whose = scale == ColorScale::Layer ? "layer" : "fixed";
    if (scale != ColorScale::Tensor && !grey && x + text_size(font, whose).x < rect.x1) {
        ui.text(font, {x, y}, ink, whose);
    }
}

}  // namespace

void operand_legend(const Ui& ui, const Trace& trace, const Rect& rect, const Heatmap& heatmap,
                    bool grey, ColorScale scale) {
    const Index rows = heatmap.transposed ? heatmap.values->cols() : heatmap.values->rows();
    const Index cols = heatmap.transposed ? heatmap.values->rows() : heatmap.values->cols();
    const std::string left = std::to_string(rows);
    const std::string right = std::to_string(cols);
    ImFont* font = ui.fonts.mono_small;
    float x = rect.center().x - text_size(font, left + " × " + right).x / 2;
    const float y = rect.y1 + ui.px(6);
    const auto put = [&](const std::string& text, const Color& color) {
        ui.text(font, {x, y}, color, text);
        x += text_size(font, text).x;
    };
    put(left, ui.theme.dimension(rows, trace.sizes));
    put(" × ", ui.theme.muted);
    put(right, ui.theme.dimension(cols, trace.sizes));
    range_bar(ui, rect, y + ui.px(16), heatmap, grey, scale);
}

}  // namespace layerwise
