#include "app/panels/plane_view.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/panels/plane_drawing.h"

namespace layerwise {
namespace {

constexpr float kWide = 640;  // design units

}  // namespace

PlaneLayout lay_out_plane(Rect rect, float scale) {
    const auto px = [&](float units) { return units * scale; };
    PlaneLayout layout;
    layout.wide = rect.width() >= px(kWide);
    if (layout.wide) {
        Rect data = rect.cut_top(px(64));
        layout.sets = data.cut_left(px(7 * 50 + 12));
        data.cut_left(px(14));
        layout.fields = data;
        rect.cut_top(px(10));
        Rect row = rect.cut_top(px(28));
        layout.controls = row.cut_left(px(398));
        row.cut_left(px(10));
        layout.facts = row;
    } else {
        Rect data = rect.cut_top(px(32));
        layout.sets = data.cut_left(px(7 * 35 + 8));
        data.cut_left(px(6));
        layout.fields = data;
        rect.cut_top(px(6));
        layout.controls = rect.cut_top(px(28));
        layout.facts = rect.cut_top(px(20));
    }
    rect.cut_top(px(layout.wide ? 12 : 4));
    Rect bottom = rect.cut_bottom(
        std::clamp(rect.height() * (layout.wide ? 0.36F : 0.42F), px(140), px(230)));
    rect.cut_bottom(px(layout.wide ? 12 : 8));
    // The large picture is a square with a title above, its scale and two switches below.
    const float around = px(22 + 16 + 26);
    const float side = std::min(rect.height() - around, rect.width() * 0.46F - px(22));
    layout.output = rect.cut_right(std::floor(side + px(22)));
    rect.cut_right(px(layout.wide ? 26 : 14));
    layout.network = rect;
    if (layout.wide) {
        layout.line = bottom.cut_left(std::floor(bottom.width() * 0.52F));
        bottom.cut_left(px(14));
    } else {
        layout.line = bottom;
    }
    layout.numbers = bottom;
    return layout;
}

void edit_number(const PlaneDrawing& d, Symbol symbol, int layer, Cell cell) {
    const Tensor& tensor = find(*d.shot.session.trace, symbol, layer);
    d.state.edit =
        NumberEdit{symbol, layer, cell, fmt::format("{:.6g}", tensor.value(cell.row, cell.col)),
                   ImGui::GetIO().MousePos};
}

Commands plane_stage(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    state.hovered.reset();
    state.plane.scene = plane_scene(shot.session, state.plane, state.plane.scene);
    ui.items.add("plane.view", rect);
    const std::shared_ptr<const PlaneScene> scene = state.plane.scene;
    PlaneDrawing d{ui, shot, state, *scene, lay_out_plane(rect, ui.scale)};
    plane_data(d, out);
    plane_controls(d, out);
    plane_network(d, out);
    plane_output(d, out);
    if (d.layout.wide || !state.plane.numbers) {
        plane_line(d, out);
    }
    if (d.layout.wide || state.plane.numbers) {
        plane_numbers(d);
    }
    return out;
}

}  // namespace layerwise
