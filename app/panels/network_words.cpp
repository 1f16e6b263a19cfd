#include "app/panels/network_words.h"

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/views/stage_view.h"
#include "core/trace/notation.h"

namespace layerwise {
namespace {

std::string count_text(const NetworkLayer& layer) {
    if (layer.is_picture) {
        return fmt::format("{} pixels {}", layer.total, layer.open ? "· all edges ▴" : "▾");
    }
    const auto shown = static_cast<Index>(layer.units.size());
    if (shown == layer.total) {
        return fmt::format("{} unit{}{}", layer.total, layer.total == 1 ? "" : "s",
                           layer.can_open ? " ▴" : "");
    }
    return fmt::format("{} of {} by |{}| ▾", shown, layer.total, layer.layer == 0 ? "x" : "a");
}

std::string tip_text(const NetworkLayer& layer) {
    if (layer.is_picture) {
        return layer.open ? "Show only the edges that carry most"
                          : "Show every edge from every pixel";
    }
    return layer.open ? fmt::format("Show only the {} strongest units", kUnitsShown)
                      : fmt::format("Show all {} units", layer.total);
}

}  // namespace

void network_headers(const NetworkDrawing& d, const Rect& row) {
    for (std::size_t k = 0; k < d.view().layers.size(); ++k) {
        const NetworkLayer& layer = d.view().layers[k];
        const Rect column = d.at(d.layout().layers[k].column);
        const Rect header =
            Rect{column.x0, row.y0, column.x1, row.y1 - d.ui.px(2)}.inset(d.ui.px(4), 0);
        const Press pressed =
            press(d.ui, fmt::format("network.layer.{}", layer.layer), header, layer.can_open);
        if (pressed.hovered && layer.can_open) {
            d.ui.fill(header, d.ui.theme.raised, d.ui.px(6));
        }
        Rect inside = header;
        const std::string title =
            layer.layer == 0
                ? std::string("Input")
                : fmt::format(
                      "Dense {} · {}", layer.layer,
                      spoken(d.trace.activations[static_cast<std::size_t>(layer.layer - 1)]));
        d.ui.text_in(d.ui.fonts.text_bold, inside.cut_top(d.ui.px(20)), d.ui.theme.text,
                     d.ui.fitted(d.ui.fonts.text_bold, title, header.width()), Align::Center);
        d.ui.text_in(d.ui.fonts.small, inside, d.ui.theme.muted,
                     d.ui.fitted(d.ui.fonts.small, count_text(layer), header.width()),
                     Align::Center);
        if (pressed.clicked) {
            if (!d.state.network.open.erase(layer.layer)) {
                d.state.network.open.insert(layer.layer);
            }
        }
        if (pressed.hovered && layer.can_open) {
            tip(d.ui, tip_text(layer));
        }
    }
}

void network_legend(const NetworkDrawing& d, const Rect& row, const Rect& note) {
    for (std::size_t k = 0; k < d.view().layers.size(); ++k) {
        const NetworkLayer& layer = d.view().layers[k];
        const Rect column = d.at(d.layout().layers[k].column);
        const std::string text =
            !layer.reached ? "not yet"
            : layer.palette == Palette::Grey
                ? "x 0 … 1"
                : fmt::format("{} ±{:.2g}", symbol_text(d.trace, layer.tensor), layer.range);
        d.ui.text(d.ui.fonts.mono_small, {column.center().x, row.y0 + d.ui.px(2)}, d.ui.theme.muted,
                  text, Align::Center);
    }
    std::string words;
    for (const NetworkBand& band : d.view().bands) {
        words += fmt::format("{}{} ±{:.2g}", words.empty() ? "Edges  " : "   ",
                             symbol_text(d.trace, band.tensor), band.range);
        words += band.chosen.empty() ? "" : ": " + band.chosen;
    }
    if (d.trace.samples > 1) {
        words += fmt::format("   sample {} of {}", d.view().sample + 1, d.trace.samples);
    }
    d.ui.text_in(d.ui.fonts.small, note.inset(d.ui.px(6), 0), d.ui.theme.muted,
                 d.ui.fitted(d.ui.fonts.small, words, note.width() - d.ui.px(12)), Align::Center);
}

void network_words(const NetworkDrawing& d, Rect rect) {
    d.ui.items.add("network.readout", rect);
    d.ui.fill(rect, d.ui.theme.card, d.ui.px(10));
    d.ui.outline(rect, d.ui.theme.line, d.ui.px(10));
    rect = rect.inset(d.ui.px(16), d.ui.px(10));
    if (d.lit.index() == 0) {
        d.ui.wrapped(d.ui.fonts.text, rect.min(), rect.width(), d.ui.theme.muted,
                     "Point at a unit or an edge to see its weight, its product and its sum. "
                     "A click goes to the step that makes it; a click on a layer's name opens "
                     "all of its units. Width and strength of a line are |w|, its colour the "
                     "sign.");
        return;
    }
    const NetworkReadout words = network_readout(d.shot.session, d.view(), d.lit);
    d.ui.text_in(d.ui.fonts.text_bold, rect.cut_top(d.ui.px(20)), d.ui.theme.text,
                 d.ui.fitted(d.ui.fonts.text_bold, words.title, rect.width()));
    for (const std::string& line : words.lines) {
        ImFont* font = d.ui.fonts.mono;
        if (text_size(font, line).x > rect.width()) {
            font = d.ui.fonts.mono_small;
        }
        d.ui.text_in(font, rect.cut_top(d.ui.px(18)),
                     &line == &words.lines.front() ? d.ui.theme.text : d.ui.theme.muted,
                     d.ui.fitted(font, line, rect.width()));
    }
}

}  // namespace layerwise
