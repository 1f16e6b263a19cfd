#include "app/panels/provenance_walk.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/draw/formula.h"
#include "app/draw/widgets.h"

namespace layerwise {
namespace {

// One stop of the walk: its symbol, its number below. True when clicked.
bool crumb(const Ui& ui, const std::string& name, const Rect& rect, const SetFormula& symbol,
           const std::string& value, const Color& phase, bool here) {
    const Press state = press(ui, name, rect);
    if (here) {
        ui.fill(rect, mix(ui.theme.card, phase, 0.22F), ui.px(6));
    } else if (state.hovered) {
        ui.fill(rect, ui.theme.raised, ui.px(6));
    }
    ui.outline(rect, here ? phase : ui.theme.line, ui.px(6));
    const float baseline = rect.y0 + ui.px(19);
    draw_formula(ui, symbol, FormulaSize::Label, {rect.center().x - symbol.width / 2, baseline},
                 ui.theme.text);
    ui.text(ui.fonts.mono_small, {rect.center().x, rect.y1 - ui.px(17)},
            here ? ui.theme.text : ui.theme.muted, value, Align::Center);
    return state.clicked;
}

Color phase_color(const Ui& ui, const Trace& trace, const Place& place) {
    return ui.theme.phase(
        trace.steps[static_cast<std::size_t>(step_that_shows(trace, place))].phase);
}

struct Stop {
    SetFormula symbol;
    std::string value;
    float width = 0;
};

}  // namespace

void go_to(const Snapshot& shot, UiState& state, const Place& place, Commands& out) {
    const Trace& trace = *shot.session.trace;
    state.explain.walk = walk_on(trace, *state.explain.walk, place);
    state.pinned = StageCell{place.tensor, {place.row, place.col}};
    state.playing = false;
    const int step = step_that_shows(trace, place);
    const bool is_result = trace.steps[static_cast<std::size_t>(step)].result == place.tensor;
    const Index rows = trace.tensors[static_cast<std::size_t>(place.tensor)].value.rows();
    out.emplace_back(ToSession{JumpTo{{step, is_result ? place.row + place.col * rows : 0}}});
}

float walk_row(const Ui& ui, const Snapshot& shot, UiState& state, const Walk& walk, Rect rect,
               Commands& out) {
    const Trace& trace = *shot.session.trace;
    const float height = ui.px(44);
    const float gap = ui.px(14);
    const float line_gap = ui.px(6);
    std::vector<Stop> stops;
    for (const Place& place : walk.cells) {
        Stop stop;
        stop.symbol = set_formula(ui, cell_formula(trace, place, shot.session.convention),
                                  FormulaSize::Label);
        stop.value = value_text(value_at(trace, place));
        stop.width =
            std::max(stop.symbol.width, text_size(ui.fonts.mono_small, stop.value).x) + ui.px(14);
        stops.push_back(std::move(stop));
    }
    // Which line every stop falls into.
    std::vector<int> lines;
    float x = 0;
    int line = 0;
    for (const Stop& stop : stops) {
        if (x > 0 && x + stop.width > rect.width()) {
            ++line;
            x = 0;
        }
        lines.push_back(line);
        x += stop.width + gap;
    }
    const int most =
        std::max(1, static_cast<int>((rect.height() + line_gap) / (height + line_gap)));
    const int first = std::clamp(lines[walk.at] - most / 2, 0, std::max(0, line + 1 - most));
    x = rect.x0;
    for (std::size_t k = 0; k < stops.size(); ++k) {
        const int shown = lines[k] - first;
        if (k > 0 && lines[k] != lines[k - 1]) {
            x = rect.x0;
        }
        if (shown >= 0 && shown < most) {
            const float y = rect.y0 + static_cast<float>(shown) * (height + line_gap);
            const Rect chip{x, y, x + stops[k].width, y + height};
            if (crumb(ui, fmt::format("provenance.stop.{}", k + 1), chip, stops[k].symbol,
                      stops[k].value, phase_color(ui, trace, walk.cells[k]), k == walk.at)) {
                go_to(shot, state, walk.cells[k], out);
            }
            if (k + 1 < stops.size()) {
                const ImVec2 c{chip.x1 + gap / 2, chip.center().y};
                const float r = ui.px(3.5F);
                Ui::list().AddTriangleFilled({c.x - r, c.y - r}, {c.x - r, c.y + r}, {c.x + r, c.y},
                                             ui.theme.muted.packed());
            }
        }
        x += stops[k].width + gap;
    }
    const int used = std::min(line + 1 - first, most);
    return static_cast<float>(used) * (height + line_gap);
}

}  // namespace layerwise
