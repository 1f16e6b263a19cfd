#include "app/panels/stage.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/draw/formula.h"
#include "app/draw/widgets.h"
#include "app/panels/explain_card.h"
#include "app/panels/lens.h"
#include "app/panels/operand.h"
#include "app/views/stage_layout.h"
#include "app/views/stage_view.h"

namespace layerwise {
namespace {

// Overline, formula and sentence; gives what is left of the rectangle.
Rect words(const Ui& ui, const Snapshot& shot, UiState& state, const StageView& view, Rect rect) {
    Rect top = rect.cut_top(ui.px(20));
    ui.text(ui.fonts.caps, top.min(), ui.theme.phase(view.phase), view.overline);
    constexpr std::array kScales{Segment{"scale.tensor", "tensor"}, Segment{"scale.layer", "layer"},
                                 Segment{"scale.fixed", "fixed"}};
    Rect scale = top.cut_right(ui.px(168));
    scale.y0 -= ui.px(5);
    if (const auto k = segments(ui, scale, kScales, static_cast<std::size_t>(state.color_scale))) {
        state.color_scale = static_cast<ColorScale>(*k);
    }
    if (top.width() > ui.px(300)) {
        ui.text(ui.fonts.small, {top.x1 - ui.px(8), top.y0 - ui.px(1)}, ui.theme.muted,
                "colour scale per", Align::Right);
    }
    const int lit = state.hovered ? state.hovered->tensor : -1;
    FormulaSize size = FormulaSize::Display;
    SetFormula set = set_formula(ui, view.formula, size);
    if (set.width > rect.width()) {
        size = FormulaSize::Label;
        set = set_formula(ui, view.formula, size);
    }
    const Rect line = rect.cut_top(std::max(set.ascent + set.descent, ui.px(36)));
    const float baseline = line.center().y + (set.ascent - set.descent) / 2;
    ui.items.add("stage.formula", {line.x0, line.y0, line.x0 + set.width, line.y1});
    // A tensor that isn't part of the formula must not dim all of it.
    const bool in_formula = std::ranges::any_of(
        set.runs, [&](const SetRun& run) { return lit >= 0 && run.tensor == lit; });
    state.hovered_tensor =
        draw_formula(ui, set, size, {line.x0, baseline}, ui.theme.text, in_formula ? lit : -1);
    rect.cut_top(ui.px(6));
    const float height =
        ui.wrapped(ui.fonts.text, rect.min(), rect.width(), ui.theme.muted, view.sentence);
    rect.cut_top(height + ui.px(8));
    (void)shot;
    return rect;
}

// "sigmoid →" is set small, "=" and "− η" like the formula.
bool is_word(const std::string& sign) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return std::ranges::count_if(sign, is_letter) > 2;
}

void operands(const Ui& ui, const Snapshot& shot, UiState& state, const StageView& view,
              const Rect& rect, Commands& out) {
    const Trace& trace = *shot.session.trace;
    std::vector<PieceSize> sizes;
    for (const StagePiece& piece : view.pieces) {
        PieceSize size;
        if (piece.tensor >= 0) {
            const Matrix<double>& value =
                trace.tensors[static_cast<std::size_t>(piece.tensor)].value;
            size.rows = piece.transposed ? value.cols() : value.rows();
            size.cols = piece.transposed ? value.rows() : value.cols();
        } else {
            ImFont* font = is_word(piece.sign) ? ui.fonts.small : ui.fonts.display.upright;
            size.sign_width = text_size(font, piece.sign).x / ui.scale;
        }
        sizes.push_back(size);
    }
    const bool tall_labels = std::ranges::any_of(view.pieces, [&](const StagePiece& piece) {
        return piece.tensor >= 0 &&
               std::ranges::any_of(symbol_formula(trace, piece.tensor, shot.session.convention),
                                   [](const Glyph& g) { return g.kind == Glyph::Kind::Fraction; });
    });
    Rect area = rect;
    area.y0 += ui.px(tall_labels ? 54 : 28);
    area.y1 -= ui.px(40);
    area.x0 += ui.px(3);
    area.x1 -= ui.px(3);
    const std::vector<Rect> rects = lay_out_pieces(sizes, area, ui.scale);
    const Cell cell = shown_cell(shot, state, view.step);
    state.hovered.reset();
    for (std::size_t k = 0; k < rects.size(); ++k) {
        const StagePiece& piece = view.pieces[k];
        if (piece.tensor >= 0) {
            operand(ui, shot, state, view, piece, rects[k], cell, out);
        } else {
            ImFont* font = is_word(piece.sign) ? ui.fonts.small : ui.fonts.display.upright;
            ui.text_in(font, rects[k], ui.theme.muted, piece.sign, Align::Center);
        }
    }
}

void update_button(const Ui& ui, const StageView& view, Rect rect, Commands& out) {
    if (view.phase != Phase::Update) {
        return;
    }
    rect.cut_top(ui.px(26));
    Rect corner = rect.cut_right(ui.px(176));
    if (button(ui, "take-update", corner.cut_top(ui.px(30)), "Take this step: W ← new W",
               ButtonStyle::Primary)) {
        out.emplace_back(ToSession{TakeUpdate{}});
    }
}

}  // namespace

Commands stage(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    const StageView view = stage_view(shot.session);
    const bool roomy = rect.width() > ui.px(700);
    rect = rect.inset(ui.px(roomy ? 26 : 16), ui.px(roomy ? 20 : 14));
    rect.y1 += ui.px(6);  // the code line keeps its own distance
    update_button(ui, view, rect, out);
    rect = words(ui, shot, state, view, rect);
    const Cell before = shown_cell(shot, state, view.step);
    const Rect lens_rect =
        rect.cut_bottom(std::clamp(rect.height() * 0.46F, ui.px(150), ui.px(262)));
    rect.cut_bottom(ui.px(8));
    operands(ui, shot, state, view, rect, out);
    const Cell shown = state.hovered ? shown_cell(shot, state, view.step) : before;
    lens(ui, shot, view.step, shown, lens_rect);
    provenance_button(
        ui, state, {shot.session.trace->steps[static_cast<std::size_t>(view.step)].result, shown},
        lens_rect);
    return out;
}

}  // namespace layerwise
