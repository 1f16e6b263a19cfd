#include "app/panels/network_units.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/draw/cells.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr float kValueRadius = 16;  // design units: a number fits in such a unit
constexpr float kNameRadius = 6;    // which one it is
constexpr Index kNamedUnits = 200;  // in a layer: scripts find them by name

// Outputs of a classifier of images are the digits from 0; all else counts from 1.
bool has_classes(const NetworkDrawing& d, const NetworkLayer& layer) {
    return d.shot.session.example.images != nullptr && layer.layer == d.trace.layers();
}

Index named(const NetworkDrawing& d, const NetworkLayer& layer, Index index) {
    return has_classes(d, layer) ? index : index + 1;
}

// The sample's column as a square: its values lie row by row, so the matrix is drawn
// transposed.
const Matrix<double>& picture_of(const NetworkDrawing& d, const NetworkLayer& layer) {
    const std::uint64_t key = heatmap_key(d.scene->key, layer.tensor);
    NetworkViewState& own = d.state.network;
    if (own.picture_key != key) {
        own.picture_key = key;
        own.picture = d.tensor(layer.tensor).value.col(d.view().sample).reshaped(28, 28);
    }
    return own.picture;
}

void picture(const NetworkDrawing& d, const NetworkLayer& layer, const Rect& rect) {
    d.ui.heatmaps.draw(
        Ui::list(), rect,
        {&picture_of(d, layer), heatmap_key(d.shot.version, layer.tensor, d.view().sample, 28),
         true, &d.ui.theme.ramp(layer.palette), layer.range});
    d.ui.outline(rect.inset(-1), d.ui.theme.line);
    d.ui.items.add("network.input", rect);
    if (const auto* unit = std::get_if<Unit>(&d.lit); unit != nullptr && unit->layer == 0) {
        const ImVec2 p = d.at(unit_place(d.view(), d.layout(), *unit));
        const float half = rect.width() / 56 + d.ui.px(1);
        d.ui.outline({p.x - half, p.y - half, p.x + half, p.y + half}, d.ui.theme.text, 0,
                     d.ui.px(1.5F));
    }
}

// To the right of an output: which it is, and its number.
void outcome(const NetworkDrawing& d, const NetworkLayer& layer, Index index, double value,
             ImVec2 at) {
    const bool classes = has_classes(d, layer);
    const bool winner = layer.palette == Palette::Values && classes && layer.reached &&
                        prediction(d.shot.session) == static_cast<int>(index);
    if (!layer.reached) {
        return;
    }
    const std::string text = layer.range < 1e-3F && value != 0
                                 ? fmt::format("{:.1e}", value)
                                 : number_text(value, std::min(decimals_for(layer.range) + 1, 5));
    ImFont* font = winner ? d.ui.fonts.mono_bold : d.ui.fonts.mono_small;
    d.ui.text(font, {at.x, at.y - font->FontSize / 2}, winner ? d.ui.theme.text : d.ui.theme.muted,
              text);
}

void bias(const NetworkDrawing& d, const NetworkLayer& layer, Index index, ImVec2 centre,
          float radius) {
    if (layer.layer == 0) {
        return;
    }
    const double b = find(d.trace, Symbol::B, layer.layer).value(index, 0);
    d.ui.text(d.ui.fonts.mono_small, {centre.x, centre.y + radius + d.ui.px(3)}, d.ui.theme.muted,
              "b " + number_text(b, 2), Align::Center);
}

void unit(const NetworkDrawing& d, const NetworkLayer& layer, const PlacedLayer& placed,
          std::size_t i) {
    const GraphNode& node = placed.nodes[i];
    const ImVec2 centre = d.at(ImVec2{node.x, node.y});
    const Index index = layer.units[i];
    const bool is_lit = d.lit == GraphPlace(Unit{layer.layer, index});
    if (is_lit) {
        Ui::list().AddCircle(centre, node.radius + d.ui.px(3), d.ui.theme.text.packed(), 0,
                             d.ui.px(1.8F));
    }
    if (layer.total <= kNamedUnits) {
        const float r = node.radius;
        d.ui.items.add(fmt::format("network.node.{}.{}", layer.layer, index + 1),
                       {centre.x - r, centre.y - r, centre.x + r, centre.y + r});
    }
    const double value = d.tensor(layer.tensor).value(index, d.view().sample);
    const int decimals = std::min(decimals_for(layer.range), 4);
    const bool inside = node.radius >= d.ui.px(kValueRadius);
    const Color fill = node.value == kNoValue
                           ? d.ui.theme.card
                           : color_at(d.ui.theme.ramp(layer.palette), node.value);
    const Color dark = Color::hex(0x10141A);
    const Color light = Color::hex(0xF4F6F9);
    const Color ink = contrast(dark, fill) > contrast(light, fill) ? dark : light;
    const Rect box{centre.x - node.radius, centre.y - node.radius, centre.x + node.radius,
                   centre.y + node.radius};
    if (inside) {
        d.ui.text_in(d.ui.fonts.mono_small, box, ink,
                     layer.reached ? number_text(value, std::min(decimals, 2)) : "?",
                     Align::Center);
        if (placed.nodes.size() == 1 ||
            placed.nodes[1].y - placed.nodes[0].y > 2 * node.radius + d.ui.px(16)) {
            bias(d, layer, index, centre, node.radius);
        }
    } else if (const std::string name = std::to_string(named(d, layer, index));
               node.radius >= d.ui.px(kNameRadius) &&
               text_size(d.ui.fonts.caps, name).x <= node.radius * 2 + d.ui.px(1)) {
        d.ui.text_in(d.ui.fonts.caps, box, ink.faded(0.9F), name, Align::Center);
    }
    const bool is_last = layer.layer == d.trace.layers();
    if (is_last && node.radius >= d.ui.px(6)) {
        outcome(d, layer, index, value, {centre.x + node.radius + d.ui.px(8), centre.y});
    }
}

void ellipsis(const NetworkDrawing& d, const NetworkLayer& layer, const PlacedLayer& placed) {
    const Rect column = d.at(placed.column);
    const std::string text =
        fmt::format("⋮ {} more", layer.total - static_cast<Index>(layer.units.size()));
    d.ui.text(d.ui.fonts.small, {column.center().x, d.canvas.y1 - d.ui.px(20)}, d.ui.theme.muted,
              text, Align::Center);
}

}  // namespace

void network_units(const NetworkDrawing& d) {
    for (std::size_t k = 0; k < d.view().layers.size(); ++k) {
        const NetworkLayer& layer = d.view().layers[k];
        const PlacedLayer& placed = d.layout().layers[k];
        if (layer.is_picture) {
            picture(d, layer, d.at(placed.picture));
            continue;
        }
        NodeDrawing drawing;
        drawing.nodes = placed.nodes;
        drawing.key = heatmap_key(d.layout().node_key, k);
        drawing.ramp = &d.ui.theme.ramp(layer.palette);
        drawing.rim = layer.reached ? d.ui.theme.muted : d.ui.theme.faint;
        drawing.ground = d.ui.theme.card;
        d.ui.graphs.nodes(Ui::list(), d.canvas, drawing);
        for (std::size_t i = 0; i < placed.nodes.size(); ++i) {
            unit(d, layer, placed, i);
        }
        if (placed.has_more) {
            ellipsis(d, layer, placed);
        }
    }
}

}  // namespace layerwise
