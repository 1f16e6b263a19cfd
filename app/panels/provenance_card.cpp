#include "app/panels/provenance_card.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/formula.h"
#include "app/draw/widgets.h"

namespace layerwise {
namespace {

constexpr float kRow = 18;  // height of a row of the two lists

// To the cell: the session goes to the step that shows it, and the cell is pinned.
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

// The cell in hand: the pinned one, else the one that the lens shows; and the walk through it.
const Walk& walk_of(const Snapshot& shot, UiState& state) {
    const Trace& trace = *shot.session.trace;
    if (!state.pinned || !is_in(trace, *state.pinned)) {
        const int step = shot.session.cursor.step;
        state.pinned = StageCell{trace.steps[static_cast<std::size_t>(step)].result,
                                 shown_cell(shot, state, step)};
    }
    const Place place{state.pinned->tensor, state.pinned->cell.row, state.pinned->cell.col};
    std::optional<Walk>& walk = state.explain.walk;
    if (!walk || walk->version != shot.version) {
        walk = walk_through(trace, shot.version, place);
        state.explain.provenance = nullptr;
    } else if (walk->cells[walk->at] != place) {
        walk = walk_on(trace, *walk, place);
    }
    return *walk;
}

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

// The walk as a row of stops, broken into lines; gives the height it took. Where the lines don't
// fit, it shows those around the cell in hand.
float crumbs(const Ui& ui, const Snapshot& shot, UiState& state, const Walk& walk, Rect rect,
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
                ui.list().AddTriangleFilled({c.x - r, c.y - r}, {c.x - r, c.y + r}, {c.x + r, c.y},
                                            ui.theme.muted.packed());
            }
        }
        x += stops[k].width + gap;
    }
    const int used = std::min(line + 1 - first, most);
    return static_cast<float>(used) * (height + line_gap);
}

// One list: name, numbers, bar; each row leads to its cell.
void list(const Ui& ui, const Snapshot& shot, UiState& state, const std::string& name,
          const std::vector<ProvenanceRow>& rows, Rect rect, Commands& out) {
    float names = 0;
    float details = 0;
    float values = 0;
    ImFont* font = ui.fonts.mono_small;
    for (const ProvenanceRow& row : rows) {
        names = std::max(names, text_size(font, row.name).x);
        details = std::max(details, text_size(font, row.detail).x);
        values = std::max(values, text_size(font, row.value).x);
    }
    const float gap = ui.px(10);
    const bool has_details = names + details + values + 3 * gap + ui.px(24) < rect.width();
    for (std::size_t k = 0; k < rows.size(); ++k) {
        const ProvenanceRow& one = rows[k];
        Rect row = rect.cut_top(ui.px(kRow));
        const Press state_of_row = press(ui, fmt::format("provenance.{}.{}", name, k + 1), row);
        if (state_of_row.hovered) {
            ui.fill(row.inset(-ui.px(4), 0), ui.theme.raised, ui.px(4));
            if (!has_details) {
                tip(ui, one.name + "\n" + one.detail);
            }
        }
        if (state_of_row.clicked) {
            go_to(shot, state, one.place, out);
        }
        const Color color = one.strength < 0   ? ui.theme.negative
                            : one.strength > 0 ? ui.theme.positive
                                               : ui.theme.muted;
        const float room = row.width() - values - gap;
        const float width = std::min(names, room);
        ui.text_in(font, row.cut_left(width), ui.theme.text, ui.fitted(font, one.name, width));
        row.cut_left(gap);
        if (has_details) {
            ui.text_in(font, row.cut_left(details), ui.theme.muted, one.detail);
            row.cut_left(gap);
        }
        ui.text_in(font, row.cut_left(values), color, one.value, Align::Right);
        row.cut_left(gap);
        if (row.width() > ui.px(16)) {
            const float reach =
                std::min(row.width(), ui.px(90)) * std::abs(static_cast<float>(one.strength));
            ui.fill({row.x0, row.center().y - ui.px(3), row.x0 + std::max(reach, ui.px(1)),
                     row.center().y + ui.px(3)},
                    color, ui.px(1));
        }
    }
}

std::string shown_of(std::size_t shown, std::size_t count) {
    return shown < count ? fmt::format(" {} of {}", shown, count) : "";
}

}  // namespace

Commands provenance(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    const Walk walk = walk_of(shot, state);
    const Place here = walk.cells[walk.at];

    // What stays below the walk: a line of words and two lists of at least three rows.
    Rect area = rect;
    area.y1 -= ui.px(24 + 18 + 20 + 3 * kRow);
    rect.cut_top(crumbs(ui, shot, state, walk, area, out) + ui.px(4));

    Rect words = rect.cut_top(ui.px(24));
    const auto rows =
        static_cast<std::size_t>(std::max(1.0F, (rect.height() - ui.px(40)) / ui.px(kRow)));
    ExplainState& explain = state.explain;
    if (explain.provenance == nullptr || explain.provenance->place != here ||
        explain.rows != rows || explain.convention != shot.session.convention) {
        explain.provenance =
            std::make_shared<const ProvenanceView>(provenance_view(shot.session, here, rows));
        explain.rows = rows;
        explain.convention = shot.session.convention;
    }
    const ProvenanceView view = *explain.provenance;  // kept, should a click drop it

    Formula formula = view.symbol;
    Glyph equals;
    equals.kind = Glyph::Kind::Operator;
    equals.base = "=";
    formula.push_back(equals);
    const SetFormula symbol = set_formula(ui, formula, FormulaSize::Label);
    draw_formula(ui, symbol, FormulaSize::Label, {words.x0, words.y0 + ui.px(17)}, ui.theme.text);
    words.cut_left(symbol.width + ui.px(6));
    ui.text_in(ui.fonts.mono_bold, words, ui.theme.text, view.value);
    words.cut_left(text_size(ui.fonts.mono_bold, view.value).x + ui.px(14));
    ui.text_in(ui.fonts.small, words, ui.theme.muted,
               ui.fitted(ui.fonts.small, view.sentence, words.width()));

    const Rect numbers = rect.cut_top(ui.px(18));
    ui.text_in(ui.fonts.mono_small, numbers, ui.theme.muted,
               ui.fitted(ui.fonts.mono_small, view.numbers, numbers.width()));
    rect.cut_top(ui.px(2));

    const auto head = [&](Rect& column, const std::string& text) {
        ui.text_in(ui.fonts.small, column.cut_top(ui.px(20)), ui.theme.muted,
                   ui.fitted(ui.fonts.small, text, column.width()));
    };
    if (!view.from.empty()) {
        Rect left = rect.cut_left((rect.width() - ui.px(24)) * 0.56F);
        rect.cut_left(ui.px(24));
        head(left, "Made from" + shown_of(view.from.size(), view.from_count));
        list(ui, shot, state, "from", view.from, left, out);
    }
    head(rect, view.feeds.empty() ? "Feeds: nothing after it"
                                  : "Feeds" + shown_of(view.feeds.size(), view.feeds_count) + ": " +
                                        view.feeds_measure);
    list(ui, shot, state, "feeds", view.feeds, rect, out);
    return out;
}

}  // namespace layerwise
