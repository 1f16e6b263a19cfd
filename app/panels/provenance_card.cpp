#include "app/panels/provenance_card.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/formula.h"
#include "app/draw/widgets.h"
#include "app/panels/provenance_walk.h"

namespace layerwise {
namespace {

constexpr float kRow = 18;  // height of a row of the two lists

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
    return shown < count ? fmt::format(", the {} strongest of {}", shown, count) : "";
}

}  // namespace

Commands provenance(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    const Walk walk = walk_of(shot, state);
    const Place here = walk.cells[walk.at];

    // What stays below the walk: a line of words and two lists of at least two rows.
    Rect area = rect;
    area.y1 -= ui.px(24 + 18 + 20 + 2 * kRow);
    rect.cut_top(walk_row(ui, shot, state, walk, area, out) + ui.px(4));

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
