#include "app/panels/lens_figure_panel.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/plot.h"
#include "app/draw/widgets.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr float kWidestCurve = 380;  // design units
constexpr float kWidestColumn = 34;
constexpr float kNamedColumn = 17;  // wide enough for a column's name
constexpr float kBarColumn = 3;     // narrower ones are a strip of colours
constexpr float kHighestStrip = 54;

// Where x and y go on screen.
struct Frame {
    Rect rect;
    double x0 = 0, x1 = 1, y0 = 0, y1 = 1;
    ImVec2 at(double x, double y) const {
        return {rect.x0 + rect.width() * static_cast<float>((x - x0) / (x1 - x0)),
                rect.y1 - rect.height() * static_cast<float>((y - y0) / (y1 - y0))};
    }
};

Frame frame_of(const Rect& rect, const LensCurve& curve) {
    double low = 0;
    double high = 0;
    for (const auto* values : {&curve.y, &curve.slope}) {
        for (const double value : *values) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    const double margin = std::max((high - low) * 0.08, 1e-9);
    return {rect, curve.x.front(), curve.x.back(), low - margin, high + margin};
}

void polyline(const Frame& frame, const std::vector<double>& x, const std::vector<double>& y,
              const Color& color, float width) {
    std::vector<ImVec2> points;
    for (std::size_t k = 0; k < x.size(); ++k) {
        points.push_back(frame.at(x[k], y[k]));
    }
    Ui::list().AddPolyline(points.data(), static_cast<int>(points.size()), color.packed(), 0,
                           width);
}

std::string tick_text(double value) {
    const std::string text = fmt::format("{:g}", std::abs(value) < 1e-12 ? 0.0 : std::abs(value));
    return value < -1e-12 ? "−" + text : text;
}

void axes(const Ui& ui, const Frame& frame) {
    const Rect& rect = frame.rect;
    ImFont* font = ui.fonts.mono_small;
    for (const double y : ticks({frame.y0, frame.y1, false}, rect.height() < ui.px(80) ? 2 : 3)) {
        const float at = frame.at(0, y).y;
        ui.line({rect.x0, at}, {rect.x1, at}, ui.theme.line.faded(y == 0 ? 1.0F : 0.5F));
        ui.text(font, {rect.x0 - ui.px(6), at - font->FontSize / 2}, ui.theme.muted, tick_text(y),
                Align::Right);
    }
    for (const double x : ticks({frame.x0, frame.x1, false}, 5)) {
        ui.text(font, {frame.at(x, 0).x, rect.y1 + ui.px(3)}, ui.theme.muted, tick_text(x),
                Align::Center);
    }
    if (frame.x0 < 0 && frame.x1 > 0) {
        ui.line(frame.at(0, frame.y0), frame.at(0, frame.y1), ui.theme.line);
    }
    if (frame.y0 <= 0 && frame.y1 >= 0) {
        ui.line(frame.at(frame.x0, 0), frame.at(frame.x1, 0), ui.theme.faint);
    }
}

// The point, dashed to both axes, and its tangent, a third of the picture long.
void element_point(const Ui& ui, const Frame& frame, const LensCurve& curve) {
    const ImVec2 at = frame.at(curve.at_x, curve.at_y);
    const auto dashed = [&](ImVec2 to) {
        const float length = std::hypot(to.x - at.x, to.y - at.y);
        const float dash = ui.px(4);
        for (float s = 0; s < length; s += 2 * dash) {
            const auto place = [&](float t) {
                return ImVec2{at.x + (to.x - at.x) * t / length, at.y + (to.y - at.y) * t / length};
            };
            ui.line(place(s), place(std::min(s + dash, length)), ui.theme.muted);
        }
    };
    dashed({at.x, std::clamp(frame.at(0, 0).y, frame.rect.y0, frame.rect.y1)});
    dashed({std::clamp(frame.at(0, 0).x, frame.rect.x0, frame.rect.x1), at.y});
    if (curve.has_tangent) {
        // Of an even length on screen, whatever the slope.
        const ImVec2 along = frame.at(curve.at_x + 1, curve.at_y + curve.at_slope);
        const float dx = along.x - at.x;
        const float dy = along.y - at.y;
        const float t = frame.rect.width() / 6 / std::max(std::hypot(dx, dy), 1e-3F);
        ui.line({at.x - dx * t, at.y - dy * t}, {at.x + dx * t, at.y + dy * t}, ui.theme.backward,
                ui.px(2));
    }
    if (curve.has_slope()) {
        Ui::list().AddCircleFilled(frame.at(curve.at_x, curve.at_slope), ui.px(3.5F),
                                   ui.theme.backward.packed());
    }
    Ui::list().AddCircleFilled(at, ui.px(5), ui.theme.text.packed());
    Ui::list().AddCircle(at, ui.px(5), ui.theme.card.packed(), 0, ui.px(1));
}

// Names of what is drawn, over the curve's emptier side.
void curve_legend(const Ui& ui, const LensCurve& curve, const Rect& rect) {
    Rect legend{rect.x0 + ui.px(8), rect.y0, rect.x1, rect.y0 + ui.px(16)};
    const auto put = [&](const Color& color, const std::string& text) {
        const float width = text_size(ui.fonts.mono_small, text).x;
        if (width <= legend.width()) {
            ui.text_in(ui.fonts.mono_small, legend.cut_left(width + ui.px(12)), color, text);
        }
    };
    put(ui.theme.forward, curve.title);
    if (curve.has_slope()) {
        put(ui.theme.backward, "f′(z)");
    }
    if (curve.has_tangent) {
        put(ui.theme.muted, ui.tr("figure.tangent", {{"slope", number_text(curve.at_slope, 4)}}));
    }
}

float draw(const Ui& ui, const LensCurve& curve, const Rect& area) {
    Rect rect = area;
    rect.x1 = std::min(rect.x1, rect.x0 + ui.px(kWidestCurve));
    rect.cut_left(ui.px(34));
    rect.cut_bottom(ui.px(18));
    curve_legend(ui, curve, rect);
    rect.cut_top(ui.px(18));
    const Press pointer = press(ui, "lens.figure", rect);
    const Frame frame = frame_of(rect, curve);
    axes(ui, frame);
    Ui::list().PushClipRect({rect.x0, rect.y0 - ui.px(6)}, {rect.x1 + ui.px(6), rect.y1}, true);
    if (curve.has_slope()) {
        polyline(frame, curve.x, curve.slope, ui.theme.backward.faded(0.6F), ui.px(1.4F));
    }
    polyline(frame, curve.x, curve.y, ui.theme.forward, ui.px(2));
    element_point(ui, frame, curve);
    Ui::list().PopClipRect();
    if (pointer.hovered) {
        const double part =
            static_cast<double>((ImGui::GetIO().MousePos.x - rect.x0) / rect.width());
        const auto k = static_cast<std::size_t>(
            std::clamp(part, 0.0, 1.0) * static_cast<double>(curve.x.size() - 1) + 0.5);
        std::string text = fmt::format("{} = {}\n{} = {}", curve.x_name, number_text(curve.x[k], 3),
                                       curve.y_name, number_text(curve.y[k], 4));
        if (curve.has_slope()) {
            text += fmt::format("\nf′ = {}", number_text(curve.slope[k], 4));
        }
        tip(ui, text);
    }
    return rect.x1 - area.x0;
}

// Strips beneath each other: the element's column is one band through all of them.
class Strips {
public:
    Strips(const Ui& ui, const LensStrips& figure, UiState& state)
        : ui_(ui), figure_(figure), state_(state), count_(figure.names.size()) {
        for (const LensStrip& strip : figure.strips) {
            words_width_ = std::max(words_width_, sign_width(strip) + label_width(strip));
        }
        words_width_ = std::max(words_width_, ui.px(46)) + ui.px(12);
    }

    // Gives the width used.
    float draw(Rect area) {
        const Rect whole = area;
        Rect words = area.cut_left(words_width_);
        each_ = std::min(area.width() / static_cast<float>(count_), ui_.px(kWidestColumn));
        area.x1 = area.x0 + each_ * static_cast<float>(count_);
        const bool named = each_ >= ui_.px(kNamedColumn);
        const float gap = ui_.px(area.height() > ui_.px(110) ? 8 : 4);
        const auto strips = static_cast<float>(figure_.strips.size());
        Rect foot{};
        if (named) {
            foot = area.cut_bottom(ui_.px(16));
        }
        const float height =
            std::min((area.height() - gap * (strips - 1)) / strips, ui_.px(kHighestStrip));
        const float bottom = area.y0 + height * strips + gap * (strips - 1);
        foot.y1 += bottom - foot.y0;
        foot.y0 = bottom;
        const float own = area.x0 + each_ * static_cast<float>(figure_.own);
        const float edge = std::max(each_, ui_.px(2));
        ui_.fill({own - ui_.px(1), area.y0 - ui_.px(3), own + edge + ui_.px(1),
                  bottom + (named ? ui_.px(16) : ui_.px(3))},
                 ui_.theme.raised, ui_.px(3));
        for (std::size_t k = 0; k < figure_.strips.size(); ++k) {
            Rect strip = area.cut_top(height);
            area.cut_top(gap);
            label(figure_.strips[k], {words.x0, strip.y0, words.x1, strip.y1});
            one(k, strip);
        }
        if (named) {
            names(foot, area.x0);
        }
        ui_.items.add("lens.figure", {whole.x0, whole.y0, area.x1, bottom});
        return area.x1 - whole.x0;
    }

private:
    float sign_width(const LensStrip& strip) const {
        return strip.sign.empty() ? 0 : text_size(ui_.fonts.text, strip.sign).x + ui_.px(6);
    }
    float label_width(const LensStrip& strip) const {
        return text_size(ui_.fonts.mono_small, strip.label).x;
    }

    // "⊙ f′(z)", and beneath it what the longest bar stands for.
    void label(const LensStrip& strip, Rect rect) const {
        rect.cut_right(ui_.px(12));
        if (rect.height() >= ui_.px(30)) {
            const float middle = rect.center().y;
            ui_.text_in(ui_.fonts.mono_small, {rect.x0, middle, rect.x1, middle + ui_.px(15)},
                        ui_.theme.muted, fmt::format("±{:.2g}", strip.range()), Align::Right);
            rect.y0 = middle - ui_.px(15);
            rect.y1 = middle;
        }
        ui_.text_in(ui_.fonts.mono_small, rect.cut_right(label_width(strip)), ui_.theme.text,
                    strip.label);
        rect.cut_right(ui_.px(6));
        ui_.text_in(ui_.fonts.text, rect, ui_.theme.muted, strip.sign, Align::Right);
    }

    void names(const Rect& foot, float x0) const {
        for (std::size_t k = 0; k < count_; ++k) {
            const float x = x0 + each_ * static_cast<float>(k);
            ui_.text_in(ui_.fonts.mono_small, {x, foot.y0, x + each_, foot.y1},
                        k == figure_.own ? ui_.theme.text : ui_.theme.muted, figure_.names[k],
                        Align::Center);
        }
    }

    void one(std::size_t index, const Rect& rect) {
        const LensStrip& strip = figure_.strips[index];
        const Press pointer = press(ui_, fmt::format("lens.strip{}", index + 1), rect);
        if (each_ >= ui_.px(kBarColumn)) {
            bars(strip, rect, index + 1 == figure_.strips.size());
        } else {
            colours(strip, rect);
        }
        if (!pointer.hovered) {
            return;
        }
        const auto k = std::min(
            static_cast<std::size_t>(std::max((ImGui::GetIO().MousePos.x - rect.x0) / each_, 0.0F)),
            count_ - 1);
        tip(ui_, ui_.tr("figure.number", {{"name", strip.label},
                                          {"of", figure_.names[k]},
                                          {"value", number_text(strip.values[k], 6)}}));
        if (strip.tensor >= 0) {
            state_.hovered = StageCell{strip.tensor, strip.cell(k)};
        }
    }

    void bars(const LensStrip& strip, const Rect& rect, bool is_last) const {
        const double reach = strip.high - strip.low;
        const double scale = reach > 0 ? static_cast<double>(rect.height()) / reach : 0;
        const float middle = reach > 0 ? rect.y0 + static_cast<float>(strip.high * scale) : rect.y1;
        const float gap = each_ > ui_.px(12) ? ui_.px(3) : (each_ > ui_.px(5) ? ui_.px(1) : 0);
        const Ramp& ramp = ui_.theme.ramp(strip.palette);
        for (std::size_t k = 0; k < count_; ++k) {
            const float left = rect.x0 + each_ * static_cast<float>(k);
            const float right = rect.x0 + each_ * static_cast<float>(k + 1);
            const Rect column{left + gap, rect.y0, right - gap, rect.y1};
            const double value = strip.values[k];
            if (std::isfinite(value) && value != 0) {
                const float end = middle - static_cast<float>(value * scale);
                const Color color = color_at(ramp, value < 0 ? -0.5F : 0.5F);
                ui_.fill({column.x0, std::min(middle, end), column.x1, std::max(middle, end)},
                         k == figure_.own ? color : color.faded(0.55F), std::min(gap, ui_.px(2)));
            }
            if (is_last) {
                ui_.items.add(fmt::format("lens.bar{}", k + 1), {left, rect.y0, right, rect.y1});
            }
        }
        ui_.line({rect.x0, middle}, {rect.x0 + each_ * static_cast<float>(count_), middle},
                 ui_.theme.faint);
    }

    // Too many for bars: a pixel or two each, as on the stage.
    void colours(const LensStrip& strip, const Rect& rect) const {
        const Ramp& ramp = ui_.theme.ramp(strip.palette);
        const double scale = strip.range() > 0 ? 1 / strip.range() : 0;
        const float width = each_ * static_cast<float>(count_);
        const auto pixels = std::max(static_cast<std::size_t>(width), std::size_t{1});
        const auto columns = std::min(pixels, count_);
        for (std::size_t c = 0; c < columns; ++c) {
            const std::size_t from = c * count_ / columns;
            const std::size_t end = std::max(from + 1, (c + 1) * count_ / columns);
            double strongest = 0;
            for (std::size_t k = from; k < end; ++k) {
                strongest =
                    std::abs(strip.values[k]) > std::abs(strongest) ? strip.values[k] : strongest;
            }
            const float x = rect.x0 + width * static_cast<float>(c) / static_cast<float>(columns);
            ui_.fill({x, rect.y0,
                      rect.x0 + width * static_cast<float>(c + 1) / static_cast<float>(columns),
                      rect.y1},
                     color_at(ramp, static_cast<float>(strongest * scale)));
        }
        const float own = rect.x0 + each_ * static_cast<float>(figure_.own);
        ui_.outline({own - ui_.px(1.5F), rect.y0 - ui_.px(1), own + each_ + ui_.px(1.5F),
                     rect.y1 + ui_.px(1)},
                    ui_.theme.text);
    }

    const Ui& ui_;
    const LensStrips& figure_;
    UiState& state_;
    std::size_t count_;
    float words_width_ = 0;
    float each_ = 1;  // of a column
};

}  // namespace

float draw_figure(const Ui& ui, const LensFigure& figure, UiState& state, const Rect& rect) {
    if (rect.height() < ui.px(48) || rect.width() < ui.px(120)) {
        return 0;
    }
    if (const auto* curve = std::get_if<LensCurve>(&figure)) {
        return draw(ui, *curve, rect);
    }
    if (const auto* strips = std::get_if<LensStrips>(&figure)) {
        return Strips(ui, *strips, state).draw(rect);
    }
    return 0;
}

}  // namespace layerwise
