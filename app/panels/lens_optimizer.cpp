#include "app/panels/lens_optimizer.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/toggle.h"
#include "app/draw/widgets.h"
#include "core/base/typed.h"
#include "core/session/passes.h"

namespace layerwise {
namespace {

constexpr float kRow = 21, kLeastRow = 15;
constexpr float kFoot = 26;

std::string with_true_minus(double value) {
    const std::string text = fmt::format("{:.6g}", std::abs(value));
    return value < 0 ? "−" + text : text;
}

// Only clipping looks at all gradients: then once for each pass.
double norm_of(const LensScene& scene, const OptimizerOptions& options, PassState& passes) {
    if (options.clip == 0) {
        return 0;
    }
    const std::uint64_t key =
        heatmap_key(scene.shot.version, std::bit_cast<std::uint64_t>(options.l1), 67);
    if (passes.key != key) {
        const Session& session = scene.shot.session;
        passes.key = key;
        passes.norm =
            gradient_norm(options, *session.example.network, gradients_of(*session.trace));
    }
    return passes.norm;
}

// "m ← β₁ m + (1 − β₁) g     0.9 · 0 + 0.1 · 0.0123     0.00123   128 × 784", one below the other;
// in a low lens in two columns, without the numbers.
void operations(const Ui& ui, const std::vector<UpdateOperation>& list, const std::string& shape,
                Rect rect) {
    const bool one_column = rect.height() / static_cast<float>(list.size()) >= ui.px(kLeastRow);
    const std::size_t rows = one_column ? list.size() : (list.size() + 1) / 2;
    const float height = std::min(rect.height() / static_cast<float>(rows), ui.px(kRow));
    ImFont* font = ui.fonts.mono_small;
    float widest = 0;
    for (const UpdateOperation& operation : list) {
        widest = std::max(widest, text_size(font, operation.formula).x);
    }
    const float value_width = ui.px(92);
    const float column = one_column ? rect.width() : (rect.width() - ui.px(16)) / 2;
    for (std::size_t k = 0; k < list.size(); ++k) {
        const float x = rect.x0 + (k < rows ? 0 : column + ui.px(16));
        const float y = rect.y0 + height * static_cast<float>(k % rows);
        Rect row{x, y, x + column, y + height};
        const Rect whole = row;
        ui.items.add(fmt::format("lens.operation{}", k + 1), row);
        const bool last = k + 1 == list.size();
        const float shape_width = text_size(font, shape).x + ui.px(10);
        if (one_column && row.width() > widest + value_width + shape_width + ui.px(280)) {
            ui.text_in(font, row.cut_right(shape_width), ui.theme.faint, shape, Align::Right);
        }
        ui.text_in(last ? ui.fonts.mono_bold : font, row.cut_right(value_width),
                   last ? ui.theme.update : ui.theme.text, with_true_minus(list[k].value),
                   Align::Right);
        row.cut_right(ui.px(8));
        ui.text_in(font, row.cut_left(std::min(widest + ui.px(14), row.width())), ui.theme.text,
                   list[k].formula);
        if (one_column) {
            ui.text_in(font, row, ui.theme.muted, ui.fitted(font, list[k].numbers, row.width()));
        }
        if (ImGui::IsWindowHovered() && whole.contains(ImGui::GetIO().MousePos)) {
            tip(ui, list[k].numbers);
        }
    }
}

void foot(const Ui& ui, const Snapshot& shot, UiState& state, Rect row, Commands& out) {
    const float gap = ui.px(6);
    const auto ask = [&](bool many) {
        if (const auto take = take_of(state, many)) {
            out.emplace_back(ToSession{*take});
            return;
        }
        state.notice = ui.tr("passes.bad-count", {{"most", fmt::format("{}", kMostPasses)},
                                                  {"found", state.passes.count_text}});
        state.notice_is_error = true;
    };
    const auto width = [&](std::string_view key) {
        return text_size(ui.fonts.small, ui.tr(key)).x + ui.px(20);
    };
    if (button(ui, "passes.next", row.cut_left(width("passes.next")), ui.tr("passes.next"),
               ButtonStyle::Primary)) {
        ask(false);
    }
    if (ImGui::IsItemHovered()) {
        tip(ui, ui.tr("passes.next-tip"));
    }
    row.cut_left(gap);
    text_field(ui, "passes.count", row.cut_left(ui.px(58)), state.passes.count_text, "×");
    row.cut_left(gap);
    if (button(ui, "passes.many", row.cut_left(width("passes.many")), ui.tr("passes.many"))) {
        ask(true);
    }
    if (ImGui::IsItemHovered()) {
        tip(ui, ui.tr("passes.many-tip"));
    }
    row.cut_left(gap);
    if (icon_button(ui, "passes.back", row.cut_left(ui.px(28)), Icon::Undo, ui.tr("passes.back"),
                    ButtonStyle::Plain, shot.undo_depth > 0)) {
        out.emplace_back(Undo{});
    }
    const Example& example = shot.session.example;
    if (example.images != nullptr || example.set != nullptr) {
        row.cut_left(gap);
        const float switch_width =
            text_size(ui.fonts.small, ui.tr("passes.next-input")).x + ui.px(34);
        if (toggle(ui, "passes.next-input", row.cut_left(std::min(switch_width, row.width())),
                   ui.tr("passes.next-input"), state.passes.next_input)) {
            state.passes.next_input = !state.passes.next_input;
        }
        if (ImGui::IsItemHovered()) {
            tip(ui, ui.tr("passes.next-input-tip"));
        }
    }
    row.cut_left(gap * 2);
    const std::string loss =
        fmt::format("L = {:.5g}", find(*shot.session.trace, Symbol::L, 0).value(0, 0));
    if (text_size(ui.fonts.mono_small, loss).x < row.width()) {
        ui.text_in(ui.fonts.mono_small, row, ui.theme.loss, loss, Align::Right);
    }
}

}  // namespace

Commands lens_optimizer(const Ui& ui, const LensScene& scene, UiState& state, Rect rect) {
    Commands out;
    const Session& session = scene.shot.session;
    const Trace& trace = *session.trace;
    const Step& step = trace.steps[static_cast<std::size_t>(scene.step)];
    const Tensor& old = trace.operand(step, 0);
    const OptimizerOptions options = optimizer_of(state.training);
    const bool swap = is_transposed(old.layout, session.convention);
    const Cell shown = swap ? Cell{scene.cell.col, scene.cell.row} : scene.cell;
    const std::string index = old.value.cols() == 1
                                  ? fmt::format("[{}]", scene.cell.row + 1)
                                  : fmt::format("[{},{}]", shown.row + 1, shown.col + 1);
    ui.heading(scene.heading.min(),
               ui.tr("passes.heading",
                     {{"optimizer", ui.tr(fmt::format("options.optimizer.{}", name(options.kind)))},
                      {"t", fmt::format("{}", memory_of(session, options.kind).updates + 1)},
                      {"number", symbol_text(trace, step.operands[0]) + index}}));
    foot(ui, scene.shot, state, rect.cut_bottom(ui.px(kFoot)), out);
    rect.cut_bottom(ui.px(6));

    const Index rows = swap ? old.value.cols() : old.value.rows();
    const Index cols = swap ? old.value.rows() : old.value.cols();
    const auto list = operations_at(session, options, norm_of(scene, options, state.passes),
                                    scene.step, scene.cell.row, scene.cell.col);
    const bool plain = list.size() == 2;
    if (!plain && rect.height() > ui.px(18 + kRow * static_cast<float>(list.size()))) {
        ui.text_in(ui.fonts.small, rect.cut_bottom(ui.px(18)), ui.theme.muted,
                   ui.tr("passes.note"));
    }
    operations(ui, list, fmt::format("{} × {}", rows, cols), rect);
    return out;
}

std::optional<TakeUpdate> take_of(const UiState& state, bool many) {
    TakeUpdate take{optimizer_of(state.training), 1, state.passes.next_input};
    if (many) {
        const auto count = whole_number({"", state.passes.count_text}, 1, kMostPasses);
        if (!count) {
            return std::nullopt;
        }
        take.passes = static_cast<int>(*count);
    }
    return take;
}

}  // namespace layerwise
