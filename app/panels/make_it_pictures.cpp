#include "app/panels/make_it_pictures.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "core/trace/element.h"

namespace layerwise {
namespace {

struct Shown {
    const Matrix<double>* values;
    Palette palette;
    float range;
    std::string sign, above, below;
    const char* name;
};

float range_of(const Matrix<double>& m) {
    return std::max(static_cast<float>(m.cwiseAbs().maxCoeff()), 1e-6F);
}

}  // namespace

std::string percent(double p) {
    return fmt::format("{:.1f}%", p * 100);
}

std::string signed_text(double value, int decimals) {
    return (value > 0 ? "+" : "") + number_text(value, decimals);
}

void make_it_pictures(const Ui& ui, const MakeItView& view, Rect rect, float terms_x) {
    const auto& y_hat = view.path.y_hat;
    const auto point = static_cast<std::size_t>(view.point);
    const auto reading = [&](const Vector<double>& y) {
        Index best = 0;
        y.maxCoeff(&best);
        return fmt::format("{}: {}", best, percent(y(best)));
    };
    const float change = range_of(view.change);
    const std::string unit =
        fmt::format("z1[{}] {}", view.unit + 1, signed_text(view.unit_after - view.unit_before, 2));
    const std::array shown{
        Shown{&view.before, Palette::Grey, 1, "", "x", reading(y_hat.front()), "before"},
        Shown{&view.change, Palette::Gradients, change, "+", "change",
              view.point == 0 ? "none yet" : fmt::format("±{:.2f}", change), "change"},
        Shown{&view.after, Palette::Grey, 1, "=", "painted", reading(y_hat[point]), "after"},
        Shown{&view.terms, Palette::Values, range_of(view.terms), "",
              fmt::format("w{} ⊙ change", view.unit + 1), unit, "terms"}};
    const float sign = ui.px(22);
    const float side =
        std::floor(std::min((rect.width() - 3 * sign) / 4, rect.height() - ui.px(36)));
    float x = rect.x0;
    for (std::size_t k = 0; k < shown.size(); ++k) {
        const Shown& one = shown[k];
        if (k == 3) {
            // Apart, over the terms: it is no part of the sum.
            x = std::max(x + sign, std::min(terms_x, rect.x1 - side));
        } else if (k > 0) {
            ui.text_in(ui.fonts.title, {x, rect.y0, x + sign, rect.y0 + side + ui.px(36)},
                       ui.theme.muted, one.sign, Align::Center);
            x += sign;
        }
        const Rect square{std::floor(x), rect.y0 + ui.px(18), std::floor(x) + side,
                          rect.y0 + ui.px(18) + side};
        const float reach = sign / 2;
        ui.text_in(ui.fonts.small, {square.x0 - reach, rect.y0, square.x1 + reach, square.y0},
                   ui.theme.muted, one.above, Align::Center);
        ui.heatmaps.draw(
            Ui::list(), square,
            {one.values,
             heatmap_key(view.version, 5200 + k, view.path.target, view.point, view.unit), false,
             &ui.theme.ramp(one.palette), one.range});
        ui.outline(square.inset(-1), ui.theme.line);
        ui.items.add(fmt::format("make-it.{}", one.name), square);
        ui.text_in(
            ui.fonts.mono_small,
            {square.x0 - reach, square.y1 + ui.px(3), square.x1 + reach, square.y1 + ui.px(18)},
            k == 2 ? ui.theme.text : ui.theme.muted, one.below, Align::Center);
        x += side;
    }
}

}  // namespace layerwise
