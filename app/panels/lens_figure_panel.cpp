#include "app/panels/lens_figure_panel.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/plot.h"
#include "app/draw/widgets.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

// Where z and a go on screen.
struct Frame {
    Rect rect;
    double z0 = 0, z1 = 1, a0 = 0, a1 = 1;
    ImVec2 at(double z, double a) const {
        return {rect.x0 + rect.width() * static_cast<float>((z - z0) / (z1 - z0)),
                rect.y1 - rect.height() * static_cast<float>((a - a0) / (a1 - a0))};
    }
};

Frame frame_of(const Rect& rect, const LensCurve& curve) {
    double low = 0;
    double high = 0;
    for (const auto* values : {&curve.a, &curve.slope}) {
        for (const double value : *values) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    const double margin = std::max((high - low) * 0.08, 1e-9);
    return {rect, curve.z.front(), curve.z.back(), low - margin, high + margin};
}

void polyline(const Frame& frame, const std::vector<double>& z, const std::vector<double>& a,
              const Color& color, float width) {
    std::vector<ImVec2> points;
    for (std::size_t k = 0; k < z.size(); ++k) {
        points.push_back(frame.at(z[k], a[k]));
    }
    Ui::list().AddPolyline(points.data(), static_cast<int>(points.size()), color.packed(), 0,
                           width);
}

float draw(const Ui& ui, const LensCurve& curve, const Rect& area) {
    Rect rect = area;
    rect.x1 = std::min(rect.x1, rect.x0 + ui.px(380));
    rect.cut_left(ui.px(34));
    rect.cut_bottom(ui.px(18));
    const Press pointer = press(ui, "lens.figure", rect);
    const Frame frame = frame_of(rect, curve);
    ui.line(frame.at(frame.z0, 0), frame.at(frame.z1, 0), ui.theme.line);
    ui.line(frame.at(0, frame.a0), frame.at(0, frame.a1), ui.theme.line);
    for (const double a : ticks({frame.a0, frame.a1, false}, 3)) {
        ui.text(ui.fonts.mono_small,
                {rect.x0 - ui.px(6), frame.at(0, a).y - ui.fonts.mono_small->FontSize / 2},
                ui.theme.muted, fmt::format("{:g}", std::abs(a) < 1e-12 ? 0.0 : a), Align::Right);
    }
    for (const double z : ticks({frame.z0, frame.z1, false}, 5)) {
        ui.text(ui.fonts.mono_small, {frame.at(z, 0).x, rect.y1 + ui.px(3)}, ui.theme.muted,
                fmt::format("{:g}", std::abs(z) < 1e-12 ? 0.0 : z), Align::Center);
    }
    Ui::list().PushClipRect(rect.min(), rect.max(), true);
    if (curve.has_slope()) {
        polyline(frame, curve.z, curve.slope, ui.theme.backward.faded(0.6F), ui.px(1.4F));
    }
    polyline(frame, curve.z, curve.a, ui.theme.forward, ui.px(2));
    const ImVec2 at = frame.at(curve.at_z, curve.at_a);
    if (curve.has_slope()) {
        // The tangent, a third of the picture long.
        const double half = (frame.z1 - frame.z0) / 6;
        ui.line(frame.at(curve.at_z - half, curve.at_a - half * curve.at_slope),
                frame.at(curve.at_z + half, curve.at_a + half * curve.at_slope), ui.theme.backward,
                ui.px(2));
        Ui::list().AddCircleFilled(frame.at(curve.at_z, curve.at_slope), ui.px(3.5F),
                                   ui.theme.backward.packed());
    }
    const ImVec2 foot = frame.at(curve.at_z, 0);
    ui.line(foot, at, ui.theme.muted);
    ui.line(at, {frame.at(0, 0).x, at.y}, ui.theme.muted);
    Ui::list().AddCircleFilled(at, ui.px(4.5F), ui.theme.text.packed());
    Ui::list().PopClipRect();
    Rect legend{rect.x0 + ui.px(8), rect.y0, rect.x1, rect.y0 + ui.px(16)};
    ui.text_in(ui.fonts.mono_small, legend, ui.theme.forward, curve.title);
    if (curve.has_slope()) {
        legend.cut_left(text_size(ui.fonts.mono_small, curve.title).x + ui.px(12));
        ui.text_in(ui.fonts.mono_small, legend, ui.theme.backward, "f′(z)");
    }
    if (pointer.hovered) {
        const double part = (ImGui::GetIO().MousePos.x - rect.x0) / rect.width();
        const auto k = static_cast<std::size_t>(
            std::lround(std::clamp(part, 0.0, 1.0) * static_cast<double>(curve.z.size() - 1)));
        std::string text = fmt::format("z = {}\nf(z) = {}", number_text(curve.z[k], 3),
                                       number_text(curve.a[k], 4));
        if (curve.has_slope()) {
            text += fmt::format("\nf′(z) = {}", number_text(curve.slope[k], 4));
        }
        tip(ui, text);
    }
    return rect.x1 - area.x0;
}

float draw(const Ui& ui, const LensBars& bars, UiState& state, const Rect& area) {
    Rect rect = area;
    const auto count = static_cast<float>(bars.bars.size());
    const float each = std::clamp(rect.width() / count, ui.px(1), ui.px(40));
    rect.x1 = std::min(rect.x1, rect.x0 + each * count);
    const Rect title = rect.cut_top(ui.px(16));
    ui.text_in(ui.fonts.mono_small, {title.x0, title.y0, area.x1, title.y1}, ui.theme.muted,
               ui.fitted(ui.fonts.mono_small, fmt::format("{}, ±{:.3g}", bars.title, bars.largest),
                         area.width()));
    const bool labels = each >= ui.px(15);
    const Rect foot = rect.cut_bottom(labels ? ui.px(16) : ui.px(4));
    const Press pointer = press(ui, "lens.figure", rect);
    bool up = false;
    bool down = false;
    for (const LensBar& bar : bars.bars) {
        up = up || bar.value > 0;
        down = down || bar.value < 0;
    }
    const float middle = up && down ? rect.center().y : (down ? rect.y0 : rect.y1);
    const float reach = up && down ? rect.height() / 2 : rect.height();
    const double scale = bars.largest > 0 ? 1 / bars.largest : 0;
    const float gap = each > ui.px(5) ? ui.px(2) : 0;
    for (std::size_t k = 0; k < bars.bars.size(); ++k) {
        const LensBar& bar = bars.bars[k];
        const Rect column{rect.x0 + each * static_cast<float>(k), rect.y0,
                          rect.x0 + each * static_cast<float>(k + 1) - gap, rect.y1};
        const bool pointed = pointer.hovered && column.contains(ImGui::GetIO().MousePos);
        if (k == bars.own || pointed) {
            ui.fill(column.inset(-ui.px(1), 0), ui.theme.raised, ui.px(2));
        }
        const auto t = static_cast<float>(bar.value * scale);
        const float end = middle - reach * t;
        const Color color = color_at(ui.theme.ramp(bars.palette), bar.value < 0 ? -0.5F : 0.5F);
        ui.fill({column.x0, std::min(middle, end), column.x1, std::max(middle, end)},
                k == bars.own ? color : color.faded(0.6F));
        if (labels) {
            ui.text_in(ui.fonts.mono_small, {column.x0, foot.y0, column.x1, foot.y1},
                       k == bars.own ? ui.theme.text : ui.theme.muted, bar.label, Align::Center);
        }
        if (pointed) {
            tip(ui, fmt::format("{} · {} = {}", bars.title, bar.label, number_text(bar.value, 6)));
            state.hovered = StageCell{bars.tensor, bar.cell};
        }
    }
    ui.line({rect.x0, middle}, {rect.x1, middle}, ui.theme.faint);
    return rect.x1 - area.x0;
}

}  // namespace

float draw_figure(const Ui& ui, const LensFigure& figure, UiState& state, const Rect& rect) {
    if (rect.height() < ui.px(56) || rect.width() < ui.px(120)) {
        return 0;
    }
    if (const auto* curve = std::get_if<LensCurve>(&figure)) {
        return draw(ui, *curve, rect);
    }
    if (const auto* bars = std::get_if<LensBars>(&figure)) {
        return draw(ui, *bars, state, rect);
    }
    return 0;
}

}  // namespace layerwise
