#include "app/panels/network_view.h"

#include <cmath>
#include <utility>

#include "app/draw/widgets.h"
#include "app/panels/network_edges.h"
#include "app/panels/network_units.h"
#include "app/panels/network_words.h"

namespace layerwise {
namespace {

std::uint64_t key_of(const Snapshot& shot, const UiState& state, Index sample,
                     const std::optional<Unit>& pinned, const Rect& rect) {
    std::uint64_t open = 0;
    for (const int layer : state.network.open) {
        open |= std::uint64_t{1} << static_cast<unsigned>(layer % 64);
    }
    return heatmap_key(shot.version, shot.session.cursor.step, sample, open,
                       pinned ? pinned->layer + 1 : 0, pinned ? pinned->index : 0,
                       std::lround(rect.width()), std::lround(rect.height()),
                       static_cast<int>(shot.session.granularity));
}

// The sample of a batch that the units are of: the one the cursor or a pinned cell is in.
Index sample(const NetworkDrawing& d) {
    const int step = d.shot.session.cursor.step;
    const Step& here = d.trace.steps[static_cast<std::size_t>(step)];
    return d.trace.result(here).layout == Layout::Samples ? shown_cell(d.shot, d.state, step).col
                                                          : 0;
}

void refresh(NetworkDrawing& d) {
    std::optional<Unit> pinned;
    if (d.state.pinned) {
        const GraphPlace place = place_of(d.trace, d.state.pinned->tensor, d.state.pinned->cell);
        if (const auto* unit = std::get_if<Unit>(&place)) {
            pinned = *unit;
        }
    }
    const Index n = sample(d);
    const std::uint64_t key = key_of(d.shot, d.state, n, pinned, d.canvas);
    d.scene = d.state.network.scene;
    if (d.scene == nullptr || d.scene->key != key) {
        auto scene = std::make_shared<NetworkScene>();
        scene->key = key;
        scene->view = network_view(d.shot.session, d.shot.facts, d.state.network.open, n, pinned);
        scene->layout = lay_out_network(scene->view, d.trace, d.canvas.size(), d.ui.scale);
        d.scene = scene;
        d.state.network.scene = d.scene;
    }
}

void go_to(const NetworkDrawing& d, const StageCell& cell, Commands& out) {
    const int step = step_for(d.trace, cell.tensor);
    d.state.playing = false;
    if (step != d.shot.session.cursor.step) {
        const bool is_result = d.trace.steps[static_cast<std::size_t>(step)].result == cell.tensor;
        const Index element =
            is_result ? cell.cell.row + cell.cell.col * d.tensor(cell.tensor).value.rows() : 0;
        out.emplace_back(ToSession{JumpTo{{step, element}}});
    }
    out.emplace_back(Pin{cell.tensor, cell.cell.row, cell.cell.col});
}

// What the pointer is on; a click pins it and goes to the step that makes it.
void point(NetworkDrawing& d, Commands& out) {
    const Press canvas = press(d.ui, "network.canvas", d.canvas);
    const ImVec2 p = ImGui::GetIO().MousePos;
    GraphPlace under;
    if (canvas.hovered) {
        under = place_at(d.view(), d.layout(), {p.x - d.canvas.x0, p.y - d.canvas.y0}, d.ui.scale);
    }
    d.state.hovered.reset();
    if (under.index() != 0) {
        const StageCell cell = cell_of(d.view(), under);
        d.state.hovered = cell;
        if (canvas.clicked) {
            go_to(d, cell, out);
        }
    } else if (canvas.clicked) {
        d.state.pinned.reset();
    }
    d.lit = under;
    if (d.lit.index() == 0 && d.state.pinned) {
        d.lit = place_of(d.trace, d.state.pinned->tensor, d.state.pinned->cell);
        if (const auto* unit = std::get_if<Unit>(&d.lit); unit && !is_shown(d.view(), *unit)) {
            d.lit = {};
        }
    }
}

}  // namespace

Commands network_stage(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    const Rect words = rect.cut_bottom(ui.px(92));
    rect.cut_bottom(ui.px(8));
    ui.fill(rect, ui.theme.card, ui.px(10));
    ui.outline(rect, ui.theme.line, ui.px(10));
    ui.items.add("network.view", rect);
    rect = rect.inset(ui.px(10), ui.px(8));
    const Rect headers = rect.cut_top(ui.px(38));
    const Rect note = rect.cut_bottom(ui.px(18));
    const Rect legends = rect.cut_bottom(ui.px(18));
    NetworkDrawing d{
        ui, shot, *shot.session.trace, state,
        Rect{std::floor(rect.x0), std::floor(rect.y0), std::floor(rect.x1), std::floor(rect.y1)}};
    refresh(d);
    point(d, out);
    network_edges(d);
    network_units(d);
    network_headers(d, headers);
    network_legend(d, legends, note);
    network_words(d, words);
    return out;
}

}  // namespace layerwise
