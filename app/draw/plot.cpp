#include "app/draw/plot.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "app/draw/widgets.h"

namespace layerwise {
namespace {

double scaled(const PlotAxis& axis, double value) {
    if (axis.log) {
        return (std::log10(std::max(value, 1e-300)) - std::log10(axis.low)) /
               (std::log10(axis.high) - std::log10(axis.low));
    }
    return (value - axis.low) / (axis.high - axis.low);
}

// The step among 1, 2, 5 · 10ᵏ that gives at most so many ticks.
double round_step(double range, int at_most) {
    const double raw = range / std::max(at_most, 1);
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= raw) {
            return factor * power;
        }
    }
    return 10 * power;
}

}  // namespace

std::vector<double> ticks(const PlotAxis& axis, int at_most) {
    std::vector<double> result;
    at_most = std::max(at_most, 1);
    if (axis.log) {
        const double decades = std::log10(axis.high / axis.low);
        const int skip = std::max(1, static_cast<int>(std::ceil(decades / at_most)));
        const int first = static_cast<int>(std::floor(std::log10(axis.low)));
        const int last = static_cast<int>(std::ceil(std::log10(axis.high)));
        for (int e = first; e <= last; e += skip) {
            for (const double factor : {1.0, 3.0}) {
                const double value = factor * std::pow(10.0, e);
                const bool wanted = factor == 1.0 || (skip == 1 && decades < at_most / 2.0);
                if (wanted && value >= axis.low * 0.999 && value <= axis.high * 1.001) {
                    result.push_back(value);
                }
            }
        }
        return result;
    }
    const double step = round_step(axis.high - axis.low, at_most);
    const auto first = static_cast<std::int64_t>(std::ceil(axis.low / step - 1e-9));
    for (std::int64_t k = first; static_cast<double>(k) * step <= axis.high + step * 1e-9; ++k) {
        result.push_back(static_cast<double>(k) * step);
    }
    return result;
}

PlotAxis axis_of(std::span<const PlotCurve> curves, bool log) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const PlotCurve& curve : curves) {
        for (const double y : curve.y) {
            if (std::isfinite(y) && (!log || y > 0)) {
                low = std::min(low, y);
                high = std::max(high, y);
            }
        }
    }
    if (low > high) {
        return {log ? 0.1 : 0.0, 1, log};
    }
    if (log) {
        return {low / 1.3, std::max(high * 1.3, low * 3), true};
    }
    const double room = std::max((high - low) * 0.08, std::abs(high) * 0.02 + 1e-12);
    return {low - room, high + room, false};
}

void plot(const Ui& ui, std::string_view name, const Rect& rect, std::span<const PlotCurve> curves,
          const PlotAxis& y_axis, const std::function<std::string(double)>& y_text,
          std::string_view x_name) {
    Rect area = rect;
    area.cut_left(ui.px(38));
    area.cut_bottom(ui.px(18));
    area.cut_top(ui.px(4));
    area.cut_right(ui.px(4));
    double x_high = 0;
    for (const PlotCurve& curve : curves) {
        x_high = curve.x.empty() ? x_high : std::max(x_high, curve.x.back());
    }
    const PlotAxis x_axis{0, x_high > 0 ? x_high : 1, false};
    const auto place = [&](double x, double y) {
        return ImVec2{area.x0 + area.width() * static_cast<float>(scaled(x_axis, x)),
                      area.y1 - area.height() *
                                    std::clamp(static_cast<float>(scaled(y_axis, y)), 0.0F, 1.0F)};
    };
    for (const double y : ticks(y_axis, static_cast<int>(area.height() / ui.px(28)))) {
        const float at = place(0, y).y;
        ui.line({area.x0, at}, {area.x1, at}, ui.theme.line);
        ui.text(ui.fonts.mono_small, {area.x0 - ui.px(6), at - ui.fonts.mono_small->FontSize / 2},
                ui.theme.muted, y_text(y), Align::Right);
    }
    for (const double x : ticks(x_axis, static_cast<int>(area.width() / ui.px(50)))) {
        ui.text(ui.fonts.mono_small, {place(x, y_axis.low).x, area.y1 + ui.px(3)}, ui.theme.muted,
                fmt::format("{:g}", x), Align::Center);
    }
    ui.text(ui.fonts.mono_small, {area.x1, area.y1 - ui.px(15)}, ui.theme.muted, x_name,
            Align::Right);

    const Press hover = press(ui, name, rect);
    std::string readout;
    for (const PlotCurve& curve : curves) {
        std::vector<ImVec2> points;
        for (std::size_t k = 0; k < curve.x.size(); ++k) {
            points.push_back(place(curve.x[k], curve.y[k]));
        }
        Ui::list().AddPolyline(points.data(), static_cast<int>(points.size()), curve.color.packed(),
                               0, ui.px(1.6F));
        if (curve.dots) {
            for (const ImVec2& point : points) {
                Ui::list().AddCircleFilled(point, ui.px(2.6F), curve.color.packed());
            }
        }
        if (hover.hovered && !curve.x.empty() && !curve.name.empty()) {
            // The point nearest to the pointer along x.
            const double x = (ImGui::GetIO().MousePos.x - area.x0) / area.width() * x_axis.high;
            const auto after = std::ranges::lower_bound(curve.x, x);
            auto k = static_cast<std::size_t>(after - curve.x.begin());
            if (k == curve.x.size() || (k > 0 && x - curve.x[k - 1] < curve.x[k] - x)) {
                --k;
            }
            Ui::list().AddCircleFilled(points[k], ui.px(3.5F), curve.color.packed());
            readout += fmt::format("{}{} {} at {} {:.2f}", readout.empty() ? "" : "\n", curve.name,
                                   y_text(curve.y[k]), x_name, curve.x[k]);
        }
    }
    if (!readout.empty()) {
        tip(ui, readout);
    }
}

}  // namespace layerwise
