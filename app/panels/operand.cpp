#include "app/panels/operand.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "app/draw/cells.h"
#include "app/draw/formula.h"
#include "app/draw/zoom.h"
#include "app/panels/operand_legend.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

// One operand: its symbol above, its cells, its shape and range beneath.
class Operand {
public:
    Operand(const Ui& ui, const Snapshot& shot, const OperandScene& scene, const StagePiece& piece)
        : ui_(ui),
          shot_(shot),
          scene_(scene),
          view_(scene.view),
          piece_(piece),
          tensor_(shot.session.trace->tensors[static_cast<std::size_t>(piece.tensor)]),
          palette_(palette_of(shot.session, tensor_)),
          masked_(shot.masked(piece.tensor)) {}

    void draw(const Rect& rect, UiState& state, Commands& out) const {
        const auto index = static_cast<std::size_t>(piece_.tensor);
        const bool partial = piece_.is_result && scene_.partial != nullptr;
        Heatmap heatmap;
        heatmap.values = partial ? scene_.partial : &tensor_.value;
        heatmap.key = partial ? scene_.partial_key : heatmap_key(shot_.version, index);
        if (masked_ != nullptr) {
            heatmap.values = masked_;
            heatmap.unknown = true;
            heatmap.key = heatmap_key(shot_.version, index, shot_.lessons->asked(), 71);
        }
        heatmap.transposed = piece_.transposed;
        heatmap.ramp = &ui_.theme.ramp(palette_);
        heatmap.range =
            palette_ == Palette::Grey ? 1.0F : range(index, palette_, state.color_scale);
        heatmap.part = part(state);
        heatmap.blank = ui_.theme.ground;
        heatmap.lit = lit();
        // Pointing says: look here. Until somebody does, a ring alone is enough.
        heatmap.dim = scene_.looking ? kDim : 0;
        label(rect);
        const CellsPress hit =
            draw_cells(ui_, "stage." + tensor_.name, rect, {heatmap, true, mark()});
        operand_legend(ui_, *shot_.session.trace, rect, heatmap, palette_ == Palette::Grey,
                       state.color_scale);
        const bool was_zoomed = !is_whole(heatmap.part);
        if (hit.part) {
            keep_part(*hit.part, state);
        }
        if (hit.row) {
            respond(hit, was_zoomed, state, out);
        } else if (state.hovered_tensor == piece_.tensor) {
            ui_.outline(rect.inset(-ui_.px(4)), ui_.theme.forward, ui_.px(4), ui_.px(1.5F));
        }
    }

private:
    static constexpr float kDim = 0.4F;

    // What is lit, as drawn.
    std::optional<CellRange> lit() const {
        const Trace& trace = *shot_.session.trace;
        if (scene_.reading) {
            const int result = trace.steps[static_cast<std::size_t>(view_.step)].result;
            if (const auto range = lit_range(*scene_.reading, piece_.tensor, result)) {
                return piece_.transposed ? range->transposed() : range;
            }
        }
        Lit lit = lit_for(trace, view_.step, piece_.tensor, scene_.cell);
        // Where the gradient stands before softmax's ∂a/∂z, it is a column that each element takes.
        if (tensor_.layout == Layout::Jacobian && trace.samples == 1 && !piece_.is_result &&
            shot_.session.convention != Convention::Column) {
            std::swap(lit.row, lit.col);
        }
        if (!lit.row && !lit.col) {
            return std::nullopt;
        }
        CellRange range = CellRange::all(tensor_.value.rows(), tensor_.value.cols());
        if (lit.row) {
            range.row_begin = *lit.row;
            range.row_end = *lit.row + 1;
        }
        if (lit.col) {
            range.col_begin = *lit.col;
            range.col_end = *lit.col + 1;
        }
        return piece_.transposed ? range.transposed() : range;
    }

    // The term under the pointer, as drawn.
    std::optional<CellRange> mark() const {
        const auto at = scene_.reading ? term_cell(*scene_.reading, piece_.tensor) : std::nullopt;
        return at && piece_.transposed ? at->transposed() : at;
    }

    // The zoomed part is kept by the tensor's name, as core keeps the tensor.
    Rect part(const UiState& state) const {
        const auto kept = state.parts.find(tensor_.name);
        if (kept == state.parts.end()) {
            return kWhole;
        }
        return piece_.transposed ? transposed(kept->second) : kept->second;
    }

    void keep_part(const Rect& part, UiState& state) const {
        if (is_whole(part)) {
            state.parts.erase(tensor_.name);
        } else {
            state.parts[tensor_.name] = piece_.transposed ? transposed(part) : part;
        }
    }

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

    void respond(const CellsPress& hit, bool was_zoomed, UiState& state, Commands& out) const {
        const Cell cell = piece_.transposed ? Cell{*hit.col, *hit.row} : Cell{*hit.row, *hit.col};
        state.hovered = StageCell{piece_.tensor, cell};
        const double value = tensor_.value(cell.row, cell.col);
        const bool yet_to_come = piece_.is_result && scene_.partial != nullptr &&
                                 std::isnan((*scene_.partial)(cell.row, cell.col));
        if (masked_ != nullptr && std::isnan((*masked_)(cell.row, cell.col))) {
            tip(ui_, ui_.tr("ask.hidden"));
            return;
        }
        if (yet_to_come) {
            tip(ui_, fmt::format("{}[{}, {}] comes later",
                                 symbol_text(*shot_.session.trace, piece_.tensor), *hit.row + 1,
                                 *hit.col + 1));
        } else if (!state.edit) {
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
        if (hit.press.double_clicked && was_zoomed && !(hit.numbered && is_given())) {
            state.parts.erase(tensor_.name);
        } else if (hit.press.double_clicked) {
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
    const OperandScene& scene_;
    const StageView& view_;
    const StagePiece& piece_;
    const Tensor& tensor_;
    Palette palette_;
    const Matrix<double>* masked_;  // while a question hides some of it
};

}  // namespace

void operand(const Ui& ui, const Snapshot& shot, UiState& state, const OperandScene& scene,
             const StagePiece& piece, const Rect& rect, Commands& out) {
    Operand(ui, shot, scene, piece).draw(rect, state, out);
}

}  // namespace layerwise
