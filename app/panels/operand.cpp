#include "app/panels/operand.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "app/draw/cells.h"
#include "app/draw/formula.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

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
        Lit lit = as_drawn(lit_for(trace, view_.step, piece_.tensor, cell), piece_.transposed);
        // Where the gradient stands before softmax's ∂a/∂z, it is a column that each element takes.
        if (tensor_.layout == Layout::Jacobian && trace.samples == 1 && !piece_.is_result &&
            shot_.session.convention != Convention::Column) {
            std::swap(lit.row, lit.col);
        }
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
        if (!state.edit) {
            const int decimals =
                decimals_for(shot_.facts.ranges[static_cast<std::size_t>(piece_.tensor)]) + 2;
            tip(ui_,
                fmt::format("{}[{}, {}] = {}{}", symbol_text(*shot_.session.trace, piece_.tensor),
                            *hit.row + 1, *hit.col + 1, number_text(value, decimals),
                            is_given() ? "\ndouble-click to change it" : "") +
                    "\nright-click: where from, what for");
        }
        if (ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
            state.pinned = StageCell{piece_.tensor, cell};
            state.explain.card = ExplainCard::Provenance;
        }
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

    // W, b, x and y are given; all else is computed from them.
    bool is_given() const {
        const Symbol symbol = tensor_.symbol;
        return symbol == Symbol::W || symbol == Symbol::B || symbol == Symbol::X ||
               symbol == Symbol::Y;
    }

    void begin_edit(Cell cell, double value, UiState& state) const {
        if (is_given()) {
            state.edit = NumberEdit{
                tensor_.symbol,          tensor_.layer, cell, fmt::format("{:.6g}", value),
                ImGui::GetIO().MousePos, true};
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

}  // namespace

void operand(const Ui& ui, const Snapshot& shot, UiState& state, const StageView& view,
             const StagePiece& piece, const Rect& rect, Cell cell, Commands& out) {
    Operand(ui, shot, view, piece).draw(rect, cell, state, out);
}

}  // namespace layerwise
