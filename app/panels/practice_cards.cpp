#include "app/panels/practice_cards.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/cells.h"
#include "app/draw/widgets.h"

namespace layerwise {
namespace {

constexpr double kSmallestShown = -12;  // log10 of a relative error that is drawn as nothing

// 0 where gradient and difference agree to all digits, 1 where they have nothing in common.
Matrix<double> shade_of(const Matrix<double>& error) {
    return error.unaryExpr([](double e) {
        const double digits = std::log10(std::max(e, 1e-12));
        return std::clamp(1 - digits / kSmallestShown, 0.0, 1.0);
    });
}

// One parameter's errors: its name, its cells, the worst of them.
void errors(const Ui& ui, Rect place, const std::string& name, const Matrix<double>& error,
            std::uint64_t key) {
    const double worst = error.maxCoeff();
    const bool wrong = worst > kRoundingError;
    ui.text_in(ui.fonts.mono_small, place.cut_top(ui.px(18)), ui.theme.text, "∂L/∂" + name,
               Align::Center);
    ui.text_in(ui.fonts.mono_small, place.cut_bottom(ui.px(18)),
               wrong ? ui.theme.warning : ui.theme.muted, fmt::format("{:.1e}", worst),
               Align::Center);
    const auto rows = static_cast<float>(error.rows());
    const auto cols = static_cast<float>(error.cols());
    // Long matrices are pressed together: where the error is, is what counts.
    const float width = std::min(place.width(), ui.px(std::max(cols * 30, 12.0F)));
    const float height = std::min(place.height(), ui.px(std::max(rows * 30, 12.0F)));
    const ImVec2 c = place.center();
    const Rect at{c.x - width / 2, c.y - height / 2, c.x + width / 2, c.y + height / 2};
    const Matrix<double> shade = shade_of(error);
    Heatmap heatmap;
    heatmap.values = &shade;
    heatmap.key = key;
    heatmap.ramp = &ui.theme.ramp(Palette::Gradients);
    heatmap.blank = ui.theme.ground;
    ui.heatmaps.draw(Ui::list(), at, heatmap);
    ui.outline(at, wrong ? ui.theme.warning : ui.theme.line, 0);
    const Press on = press(ui, "check." + name, at);
    if (on.hovered) {
        const ImVec2 to = ImGui::GetIO().MousePos;
        const auto i = std::clamp(static_cast<Index>((to.y - at.y0) / at.height() * rows), Index{0},
                                  error.rows() - 1);
        const auto j = std::clamp(static_cast<Index>((to.x - at.x0) / at.width() * cols), Index{0},
                                  error.cols() - 1);
        tip(ui, fmt::format("∂L/∂{}[{}, {}]: {:.2e}", name, i + 1, j + 1, error(i, j)));
    }
}

}  // namespace

Commands check_card(const Ui& ui, const Snapshot& shot, Rect rect) {
    Commands out;
    const bool current = shot.work.checked == shot.session.trace;
    Rect row = rect.cut_top(ui.px(30));
    if (button(ui, "check.start", row.cut_left(ui.px(120)), ui.tr("check.start"),
               ButtonStyle::Primary)) {
        out.emplace_back(CheckGradients{});
    }
    row.cut_left(ui.px(12));
    const CheckProgress* progress = current ? shot.work.check.get() : nullptr;
    if (progress == nullptr) {
        ui.wrapped(ui.fonts.small, row.min(), row.width(), ui.theme.muted, ui.tr("check.about"));
        return out;
    }
    if (!progress->check) {
        ui.text_in(
            ui.fonts.text, row, ui.theme.muted,
            ui.tr("check.running", {{"share", fmt::format("{:.0f}", progress->share * 100)}}));
        return out;
    }
    const GradientCheck& check = *progress->check;
    const bool wrong = check.largest > kRoundingError;
    ui.text_in(ui.fonts.text, row, wrong ? ui.theme.warning : ui.theme.update,
               ui.tr(wrong ? "check.wrong" : "check.right",
                     {{"error", fmt::format("{:.1e}", check.largest)}}));
    rect.cut_top(ui.px(8));
    const float each = rect.width() / static_cast<float>(check.layers.size());
    for (std::size_t l = 0; l < check.layers.size(); ++l) {
        const LayerCheck& layer = check.layers[l];
        Rect place = rect.cut_left(each).inset(ui.px(6), 0);
        Rect bias = place.cut_right(ui.px(54));
        const auto key = [&](int which) { return heatmap_key(shot.version, l, which, 79); };
        errors(ui, place, fmt::format("W{}", l + 1), layer.error_W, key(0));
        errors(ui, bias, fmt::format("b{}", l + 1), layer.error_b, key(1));
    }
    return out;
}

Commands loops_card(const Ui& ui, const Snapshot& shot, Rect rect) {
    Commands out;
    Rect row = rect.cut_top(ui.px(30));
    if (button(ui, "loops.start", row.cut_left(ui.px(120)), ui.tr("loops.start"),
               ButtonStyle::Primary, !shot.work.measuring)) {
        out.emplace_back(MeasureLoops{});
    }
    row.cut_left(ui.px(12));
    if (shot.work.loops == nullptr) {
        ui.wrapped(ui.fonts.small, row.min(), row.width(), ui.theme.muted, ui.tr("loops.about"));
        return out;
    }
    const ProductSize& size = shot.work.size;
    ui.text_in(ui.fonts.mono_small, row, ui.theme.muted,
               ui.tr("loops.size", {{"m", fmt::format("{}", size.m)},
                                    {"k", fmt::format("{}", size.k)},
                                    {"n", fmt::format("{}", size.n)},
                                    {"flops", fmt::format("{:.3g}", size.flops() / 1e6)},
                                    {"bytes", fmt::format("{:.3g}", size.bytes() / 1e6)}}));
    double best = 0;
    for (const LoopTime& time : *shot.work.loops) {
        best = std::max(best, time.flops_per_second);
    }
    rect.cut_top(ui.px(8));
    for (const LoopTime& time : *shot.work.loops) {
        Rect line = rect.cut_top(ui.px(34));
        const std::string key(name(time.loops));
        ui.items.add("loops." + key, line);
        ui.text_in(ui.fonts.text, line.cut_left(ui.px(150)), ui.theme.text,
                   ui.tr("loops." + key, {{"block", fmt::format("{}", kBlock)}}));
        ui.text_in(ui.fonts.mono_small, line.cut_right(ui.px(210)).inset(ui.px(10), 0),
                   ui.theme.muted,
                   time.runs == 0 ? std::string(ui.tr("loops.measuring"))
                                  : fmt::format("{:.2f} GFLOP/s · {:.3g} ms",
                                                time.flops_per_second / 1e9, time.seconds * 1e3));
        Rect bar = line.inset(0, ui.px(9));
        ui.fill(bar, ui.theme.raised, ui.px(3));
        if (best > 0) {
            bar.x1 = bar.x0 + bar.width() * static_cast<float>(time.flops_per_second / best);
            ui.fill(bar, time.loops == Loops::Eigen ? ui.theme.update : ui.theme.forward, ui.px(3));
        }
    }
    return out;
}

}  // namespace layerwise
