// The numbers of the plane view: z and a of every unit at the chosen point, and each layer's
// gradient over all training points.
#include <algorithm>

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/panels/plane_drawing.h"
#include "core/trace/element.h"

namespace layerwise {

void plane_numbers(const PlaneDrawing& d) {
    const Ui& ui = d.ui;
    Rect rect = d.layout.numbers;
    ui.items.add("plane.readings", rect);
    Rect head = rect.cut_top(ui.px(20));
    if (!d.layout.wide &&
        button(ui, "plane.line-again", head.cut_right(ui.px(90)), ui.tr("plane.loss-curve"))) {
        d.own().numbers = false;
    }
    const Trace& trace = *d.shot.session.trace;
    const Input& input = d.shot.session.example.input;
    ui.text_in(ui.fonts.caps, head, ui.theme.muted,
               ui.fitted(ui.fonts.caps,
                         ui.tr("plane.at-point",
                               {{"x1", number_text(input.raw(0), 2)},
                                {"x2", number_text(input.raw(1), 2)},
                                {"y", target_text(d.set(), input.y.col(0))},
                                {"loss", number_text(find(trace, Symbol::L, 0).value(0, 0), 3)}}),
                         head.width()));
    rect.cut_top(ui.px(2));
    const float line = ui.px(16);
    const int layers = trace.layers();
    const bool both = rect.height() >= line * static_cast<float>(2 * layers);
    const auto numbers = [&](Rect row, std::string_view name, Symbol symbol, int l,
                             const Color& color) {
        ui.text_in(ui.fonts.mono_small, row.cut_left(ui.px(26)), ui.theme.muted, name);
        const Vector<double> values = find(trace, symbol, l).value.col(0);
        ui.text_in(ui.fonts.mono_small, row, color,
                   ui.fitted(ui.fonts.mono_small, numbers_text(values, 2), row.width()));
    };
    const bool known =
        d.shot.plane != nullptr && static_cast<int>(d.shot.plane->line.norm_W.size()) == layers;
    for (int l = 1; l <= layers && rect.height() >= line * 0.9F; ++l) {
        const auto k = static_cast<std::size_t>(l - 1);
        Rect first = rect.cut_top(line);
        if (known) {
            const std::string text =
                fmt::format("|∂L/∂W{}| {:.1e}", l, d.shot.plane->line.norm_W[k]);
            ui.text_in(ui.fonts.mono_small, first.cut_right(ui.px(126)), ui.theme.backward, text,
                       Align::Right);
        }
        numbers(first, fmt::format("{}{}", both ? "z" : "a", l), both ? Symbol::Z : Symbol::A, l,
                ui.theme.text);
        if (!both) {
            continue;
        }
        Rect second = rect.cut_top(line);
        if (known) {
            const std::string text =
                fmt::format("|∂L/∂b{}| {:.1e}", l, d.shot.plane->line.norm_b[k]);
            ui.text_in(ui.fonts.mono_small, second.cut_right(ui.px(126)), ui.theme.backward, text,
                       Align::Right);
        }
        numbers(second, fmt::format("a{}", l), Symbol::A, l, ui.theme.forward);
    }
}

}  // namespace layerwise
