#include "app/draw/chart.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/widgets.h"

namespace layerwise {
namespace {

double forth(const PlotAxis& axis, double value) {
    return axis.log ? std::log10(std::max(value, 1e-300)) : value;
}

double back(const PlotAxis& axis, double value) {
    return axis.log ? std::pow(10.0, value) : value;
}

double part_of(const PlotAxis& axis, double value) {
    const double low = forth(axis, axis.low);
    return (forth(axis, value) - low) / (forth(axis, axis.high) - low);
}

// From fractions of the axis to fractions of it.
PlotAxis part(const PlotAxis& axis, double from, double to) {
    const double low = forth(axis, axis.low);
    const double range = forth(axis, axis.high) - low;
    return {back(axis, low + from * range), back(axis, low + to * range), axis.log};
}

bool is_wide_enough(const PlotAxis& axis) {
    return axis.log ? axis.high > axis.low * 1.001
                    : axis.high - axis.low > 1e-9 * std::max(std::abs(axis.high), 1e-6);
}

void dashes(const Ui& ui, const std::vector<ImVec2>& points, std::uint32_t color, float width) {
    const float on = ui.px(5);
    const float off = ui.px(4);
    float along = 0;  // of the pattern
    for (std::size_t k = 1; k < points.size(); ++k) {
        const ImVec2 from = points[k - 1];
        const ImVec2 to = points[k];
        const float length = std::hypot(to.x - from.x, to.y - from.y);
        constexpr float kMost = 20'000;  // far out of the picture there is nothing to see
        if (!(length > 0) || length > kMost) {
            continue;
        }
        const auto at = [&](float t) {
            return ImVec2{from.x + (to.x - from.x) * t / length,
                          from.y + (to.y - from.y) * t / length};
        };
        for (float t = 0; t < length;) {
            const float phase = std::fmod(along, on + off);
            const float rest = phase < on ? on - phase : on + off - phase;
            const float step = std::min(std::max(rest, 0.5F), length - t);
            if (phase < on) {
                Ui::list().AddLine(at(t), at(t + step), color, width);
            }
            t += step;
            along += step;
        }
    }
}

class Chart {
public:
    Chart(const Ui& ui, const Rect& rect, const ChartWindow& window)
        : ui_(ui), area_(rect), window_(window) {
        area_.cut_left(ui.px(40));
        area_.cut_bottom(ui.px(20));
        area_.cut_top(ui.px(22));
        area_.cut_right(ui.px(6));
    }

    void axes(const Rect& rect, const ChartWords& words) const {
        ui_.text(ui_.fonts.small, {area_.x0, rect.y0}, ui_.theme.text, words.title);
        ui_.text(ui_.fonts.mono_small, {area_.x1, rect.y0}, ui_.theme.muted, words.x_name,
                 Align::Right);
        for (const double y : ticks(window_.y, static_cast<int>(area_.height() / ui_.px(34)))) {
            const float at = place(window_.x.low, y).y;
            ui_.line({area_.x0, at}, {area_.x1, at}, ui_.theme.line);
            ui_.text(ui_.fonts.mono_small,
                     {area_.x0 - ui_.px(6), at - ui_.fonts.mono_small->FontSize / 2},
                     ui_.theme.muted, words.y_text(y), Align::Right);
        }
        for (const double x : ticks(window_.x, static_cast<int>(area_.width() / ui_.px(58)))) {
            const float at = place(x, window_.y.low).x;
            ui_.line({at, area_.y1}, {at, area_.y1 + ui_.px(3)}, ui_.theme.line);
            ui_.text(ui_.fonts.mono_small, {at, area_.y1 + ui_.px(4)}, ui_.theme.muted,
                     fmt::format("{:.6g}", x), Align::Center);
        }
    }

    void draw(const ChartCurve& curve, std::optional<double> marked) const {
        std::vector<ImVec2> points;
        for (std::size_t k = 0; k < curve.x.size(); ++k) {
            if (std::isfinite(curve.y[k])) {
                points.push_back(place(curve.x[k], curve.y[k]));
            }
        }
        const std::uint32_t color = curve.color.packed();
        if (curve.dashed) {
            dashes(ui_, points, color, ui_.px(curve.width));
            for (const ImVec2& point : points) {
                Ui::list().AddCircleFilled(point, ui_.px(2.4F), color);
            }
        } else {
            Ui::list().AddPolyline(points.data(), static_cast<int>(points.size()), color, 0,
                                   ui_.px(curve.width));
        }
        if (marked && curve.width > 1 && !curve.x.empty()) {
            const std::size_t k = nearest_point(curve.x, *marked);
            Ui::list().AddCircleFilled(place(curve.x[k], curve.y[k]), ui_.px(3.5F), color);
        }
    }

    ImVec2 place(double x, double y) const {
        return {area_.x0 + area_.width() * static_cast<float>(part_of(window_.x, x)),
                area_.y1 - area_.height() * static_cast<float>(part_of(window_.y, y))};
    }
    const Rect& area() const { return area_; }

private:
    const Ui& ui_;
    Rect area_;
    const ChartWindow& window_;
};

}  // namespace

ChartWindow window_of(std::span<const ChartCurve> curves, bool log_y) {
    std::vector<PlotCurve> all;
    double high = 0;
    for (const ChartCurve& curve : curves) {
        all.push_back({"", curve.color, {}, curve.y});
        high = curve.x.empty() ? high : std::max(high, curve.x.back());
    }
    return {{0, high > 0 ? high : 1, false}, axis_of(all, log_y)};
}

ChartWindow zoomed(const ChartWindow& window, double at_x, double at_y, double factor) {
    const ChartWindow result{part(window.x, at_x - at_x * factor, at_x + (1 - at_x) * factor),
                             part(window.y, at_y - at_y * factor, at_y + (1 - at_y) * factor)};
    return is_wide_enough(result.x) && is_wide_enough(result.y) ? result : window;
}

ChartWindow moved(const ChartWindow& window, double by_x, double by_y) {
    return {part(window.x, by_x, 1 + by_x), part(window.y, by_y, 1 + by_y)};
}

std::size_t nearest_point(const std::vector<double>& x, double at) {
    const auto after = std::ranges::lower_bound(x, at);
    auto k = static_cast<std::size_t>(after - x.begin());
    if (k == x.size() || (k > 0 && at - x[k - 1] < x[k] - at)) {
        --k;
    }
    return k;
}

ChartResult chart(const Ui& ui, std::string_view name, const Rect& rect,
                  std::span<const ChartCurve> curves, const ChartWindow& window,
                  const ChartWords& words, std::optional<double> marked) {
    const Chart drawn(ui, rect, window);
    const Rect& area = drawn.area();
    drawn.axes(rect, words);
    Ui::list().PushClipRect({area.x0, area.y0 - 1}, {area.x1 + 1, area.y1 + 1}, true);
    if (marked) {
        const float x = drawn.place(*marked, window.y.low).x;
        ui.line({x, area.y0}, {x, area.y1}, ui.theme.faint);
    }
    for (const ChartCurve& curve : curves) {
        drawn.draw(curve, marked);
    }
    Ui::list().PopClipRect();

    ChartResult result;
    const Press pointer = press(ui, name, area);
    const ImGuiIO& io = ImGui::GetIO();
    const double at_x = (io.MousePos.x - area.x0) / area.width();
    const double at_y = (area.y1 - io.MousePos.y) / area.height();
    if (pointer.hovered) {
        result.x = window.x.low + at_x * (window.x.high - window.x.low);
        if (io.MouseWheel != 0) {
            constexpr double kNotch = 0.8;
            result.window =
                zoomed(window, at_x, at_y, std::pow(kNotch, static_cast<double>(io.MouseWheel)));
        }
        result.fit = pointer.double_clicked;
    }
    if (pointer.held && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
        result.window =
            moved(window, -io.MouseDelta.x / area.width(), io.MouseDelta.y / area.height());
    }
    return result;
}

}  // namespace layerwise
