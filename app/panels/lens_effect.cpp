#include "app/panels/lens_effect.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "app/panels/tiles.h"
#include "core/trace/what_if.h"

namespace layerwise {
namespace {

std::string signed_number(double value) {
    const std::string text = fmt::format("{:.4g}", std::abs(value));
    return (value < 0 ? "−" : "+") + text;
}

// A line "label  number" in the column of numbers.
void line(const Ui& ui, Rect& rect, std::string_view label, const std::string& number,
          bool strong) {
    Rect row = rect.cut_top(ui.px(20));
    ui.text_in(strong ? ui.fonts.mono_bold : ui.fonts.mono, row.cut_right(ui.px(96)),
               strong ? ui.theme.text : ui.theme.muted, number, Align::Right);
    ui.text_in(ui.fonts.small, row, ui.theme.muted, label);
}

}  // namespace

void lens_effect(const Ui& ui, const LensScene& scene, UiState& state, Rect rect) {
    const Trace& trace = *scene.shot.session.trace;
    const Step& step = trace.steps[static_cast<std::size_t>(scene.step)];
    const Tensor& old = trace.operand(step, 0);
    const Tensor& gradient = trace.operand(step, 1);
    const Tensor& next = trace.result(step);
    const Convention convention = scene.shot.session.convention;
    ui.heading(scene.heading.min(), "OLD, CHANGE AND NEW ON ONE SCALE");

    Rect numbers = rect.cut_right(std::min(ui.px(250), rect.width() * 0.4F));
    rect.cut_right(ui.px(20));
    const float range = static_cast<float>(
        std::max({old.value.cwiseAbs().maxCoeff(), next.value.cwiseAbs().maxCoeff(), 1e-30}));
    const bool transposed = is_transposed(old.layout, convention);
    const auto tile = [&](std::string sign, Formula label, Matrix<double> values, int which) {
        Tile t;
        t.sign = std::move(sign);
        t.label = std::move(label);
        t.values = std::move(values);
        t.transposed = transposed;
        t.range = range;
        t.key = heatmap_key(scene.shot.version, scene.step, which, 47);
        t.lit = CellRange::cell(scene.cell.row, scene.cell.col);
        return t;
    };
    const Matrix<double> change = -trace.learning_rate * gradient.value;
    Formula change_label = text_label("− η ");
    const Formula symbol = symbol_formula(trace, step.operands[1], convention);
    change_label.insert(change_label.end(), symbol.begin(), symbol.end());
    const std::array tiles{
        tile("", symbol_formula(trace, step.operands[0], convention), old.value, 1),
        tile("+", change_label, change, 2), tile("=", text_label("new"), next.value, 3)};
    draw_tiles(ui, rect, tiles);

    UpdateEffects& effects = state.effects;
    const std::uint64_t key = heatmap_key(scene.shot.version, scene.step, 61);
    if (effects.key != key) {
        effects = {key, effect_of_update(trace, next.symbol, step.layer), effect_of_update(trace)};
    }
    const UpdateEffect& one = effects.one;
    const UpdateEffect& all = effects.all;
    const std::string name = symbol_text(trace, step.operands[0]);
    ui.text(ui.fonts.text_bold, numbers.cut_top(ui.px(22)).min(), ui.theme.text,
            "What it does to the loss");
    line(ui, numbers, fmt::format("slope promises, {} alone", name), signed_number(one.predicted),
         false);
    line(ui, numbers, "came", signed_number(one.came), true);
    numbers.cut_top(ui.px(8));
    line(ui, numbers, "slope promises, all of them", signed_number(all.predicted), false);
    line(ui, numbers, "came", signed_number(all.came), true);
    numbers.cut_top(ui.px(8));
    line(ui, numbers, fmt::format("‖change‖ / ‖{}‖", name),
         fmt::format("{:.2g}", change.norm() / std::max(old.value.norm(), 1e-300)), false);
}

}  // namespace layerwise
