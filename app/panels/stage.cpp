#include "app/panels/stage.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/draw/cells.h"
#include "app/draw/formula.h"
#include "app/panels/lens.h"
#include "app/views/stage_layout.h"
#include "app/views/stage_view.h"
#include "core/trace/element.h"

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

Lit as_drawn(Lit lit, bool transposed) {
    return transposed ? Lit{lit.col, lit.row} : lit;
}

// One operand: its symbol above, its cells, its shape and range beneath.
class Operand {
public:
    Operand(const Ui& ui, const Snapshot& shot, const StageView& view, const StagePiece& piece)
        : ui_(ui),
          shot_(shot),
          view_(view),
          piece_(piece),
          tensor_(shot.session.trace->tensors[static_cast<std::size_t>(piece.tensor)]) {}

    void draw(const Rect& rect, Cell cell, UiState& state, Commands& out) const {
        const Trace& trace = *shot_.session.trace;
        const auto index = static_cast<std::size_t>(piece_.tensor);
        const Palette palette = palette_of(shot_.session, tensor_);
        CellsDrawing drawing;
        drawing.heatmap = {
            &tensor_.value, heatmap_key(shot_.version, index), piece_.transposed,
            &ui_.theme.ramp(palette),
            palette == Palette::Grey ? 1.0F : range(index, palette, state.color_scale)};
        const Lit lit =
            as_drawn(lit_for(trace, view_.step, piece_.tensor, cell), piece_.transposed);
        drawing.lit_row = lit.row;
        drawing.lit_col = lit.col;
        label(rect);
        const CellsPress hit = draw_cells(ui_, "stage." + tensor_.name, rect, drawing);
        legend(rect, drawing.heatmap.range);
        if (hit.row) {
            respond(hit, state, out);
        } else if (state.hovered_tensor == piece_.tensor) {
            ui_.outline(rect.inset(-ui_.px(4)), ui_.theme.forward, ui_.px(4), ui_.px(1.5F));
        }
    }

private:
    float range(std::size_t index, Palette palette, ColorScale scale) const {
        switch (scale) {
            case ColorScale::Tensor:
                return own_range(index);
            case ColorScale::Layer:
                return layer_range(palette);
            case ColorScale::Fixed:
                break;
        }
        return palette == Palette::Gradients ? 0.01F : 1.0F;
    }

    float layer_range(Palette palette) const {
        const std::vector<Tensor>& tensors = shot_.session.trace->tensors;
        float range = 0;
        for (std::size_t k = 0; k < tensors.size(); ++k) {
            if (tensors[k].layer == tensor_.layer &&
                palette_of(shot_.session, tensors[k]) == palette) {
                range = std::max(range, shot_.facts.ranges[k]);
            }
        }
        return range;
    }

    // W and the W that the update makes are shown on one scale.
    float own_range(std::size_t index) const {
        const Trace& trace = *shot_.session.trace;
        float range = shot_.facts.ranges[index];
        const auto with = [&](Symbol symbol) {
            const Tensor& other = find(trace, symbol, tensor_.layer);
            range = std::max(
                range, shot_.facts.ranges[static_cast<std::size_t>(&other - trace.tensors.data())]);
        };
        if (tensor_.symbol == Symbol::NextW) {
            with(Symbol::W);
        } else if (tensor_.symbol == Symbol::NextB) {
            with(Symbol::B);
        }
        return range;
    }

    void label(const Rect& rect) const {
        Formula symbol =
            symbol_formula(*shot_.session.trace, piece_.tensor, shot_.session.convention);
        if (piece_.transpose_mark && !symbol.empty()) {
            Glyph& last = symbol.back();
            if (last.kind == Glyph::Kind::Symbol) {
                last.superscript += "⊤";
            } else {
                Glyph mark;
                mark.superscript = "⊤";
                symbol.push_back(mark);
            }
        }
        const SetFormula set = set_formula(ui_, symbol, FormulaSize::Label);
        draw_formula(ui_, set, FormulaSize::Label,
                     {rect.center().x - set.width / 2, rect.y0 - ui_.px(7) - set.descent},
                     ui_.theme.text);
    }

    // "128 × 784" in its dimensions' colours; the scale's range below.
    void legend(const Rect& rect, float range) const {
        const Trace& trace = *shot_.session.trace;
        const Index rows = piece_.transposed ? tensor_.value.cols() : tensor_.value.rows();
        const Index cols = piece_.transposed ? tensor_.value.rows() : tensor_.value.cols();
        const std::string left = std::to_string(rows);
        const std::string right = std::to_string(cols);
        ImFont* font = ui_.fonts.mono_small;
        float x = rect.center().x - text_size(font, left + " × " + right).x / 2;
        const float y = rect.y1 + ui_.px(6);
        const auto put = [&](const std::string& text, const Color& color) {
            ui_.text(font, {x, y}, color, text);
            x += text_size(font, text).x;
        };
        put(left, ui_.theme.dimension(rows, trace.sizes));
        put(" × ", ui_.theme.muted);
        put(right, ui_.theme.dimension(cols, trace.sizes));
        const Palette palette = palette_of(shot_.session, tensor_);
        const std::string text = palette == Palette::Grey ? "0 … 1" : fmt::format("±{:.2g}", range);
        ui_.text(font, {rect.center().x, y + ui_.px(15)},
                 mix(ui_.theme.muted, ui_.theme.ground, 0.2F), text, Align::Center);
    }

    void respond(const CellsPress& hit, UiState& state, Commands& out) const {
        const Cell cell = piece_.transposed ? Cell{*hit.col, *hit.row} : Cell{*hit.row, *hit.col};
        state.hovered = StageCell{piece_.tensor, cell};
        const double value = tensor_.value(cell.row, cell.col);
        tip(ui_, fmt::format(
                     "{}[{}, {}] = {}", symbol_text(*shot_.session.trace, piece_.tensor),
                     *hit.row + 1, *hit.col + 1,
                     number_text(
                         value,
                         decimals_for(shot_.facts.ranges[static_cast<std::size_t>(piece_.tensor)]) +
                             2)));
        if (hit.press.double_clicked) {
            begin_edit(cell, value, state);
        } else if (hit.press.clicked) {
            state.pinned = StageCell{piece_.tensor, cell};
            if (shot_.session.granularity == Granularity::Element && piece_.is_result) {
                out.emplace_back(
                    ToSession{JumpTo{{view_.step, cell.row + cell.col * tensor_.value.rows()}}});
            }
        }
    }

    void begin_edit(Cell cell, double value, UiState& state) const {
        const Symbol symbol = tensor_.symbol;
        if (symbol == Symbol::W || symbol == Symbol::B || symbol == Symbol::X ||
            symbol == Symbol::Y) {
            state.edit = NumberEdit{
                symbol, tensor_.layer, cell, fmt::format("{:.6g}", value), ImGui::GetIO().MousePos,
                true};
        } else {
            state.notice = fmt::format("{} is computed: change x, W or b and it follows",
                                       symbol_text(*shot_.session.trace, piece_.tensor));
            state.notice_is_error = false;
        }
    }

    const Ui& ui_;
    const Snapshot& shot_;
    const StageView& view_;
    const StagePiece& piece_;
    const Tensor& tensor_;
};

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
            Operand(ui, shot, view, piece).draw(rects[k], cell, state, out);
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
    lens(ui, shot, view.step, state.hovered ? shown_cell(shot, state, view.step) : before,
         lens_rect);
    return out;
}

}  // namespace layerwise
