#include "app/panels/make_it.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/plot.h"
#include "app/draw/toggle.h"
#include "app/panels/make_it_pictures.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

// The unit of the first layer that the pinned cell belongs to, or −1.
Index pinned_unit(const Snapshot& shot, const UiState& state) {
    const Trace& trace = *shot.session.trace;
    if (!state.pinned || !is_in(trace, *state.pinned)) {
        return -1;
    }
    const Tensor& tensor = trace.tensors[static_cast<std::size_t>(state.pinned->tensor)];
    const bool has_units =
        tensor.layer == 1 && tensor.symbol != Symbol::GradX && tensor.layout != Layout::Jacobian;
    return has_units ? state.pinned->cell.row : -1;
}

// The view for the session, the chosen class and the slider; made anew where one has changed.
const MakeItView& view_of(const Snapshot& shot, UiState& state) {
    ExplainState& explain = state.explain;
    const int read = prediction(shot.session);
    if (explain.target < 0 || explain.target == read ||
        explain.target >= shot.session.example.network->outputs()) {
        explain.target = first_target(shot.session);
    }
    const Index unit = pinned_unit(shot, state);
    std::shared_ptr<const MakeItView>& kept = explain.make_it;
    const bool other_path =
        kept == nullptr || kept->version != shot.version || kept->path.target != explain.target;
    const auto view = other_path ? std::make_shared<const MakeItView>(
                                       make_it_view(shot.session, shot.version, explain.target))
                                 : kept;
    const int last = view->path.last();
    const int point = static_cast<int>(std::lround(explain.painted * static_cast<float>(last)));
    if (other_path || kept->point != point || explain.followed != unit) {
        kept = std::make_shared<const MakeItView>(at_point(*view, shot.session, point, unit));
        explain.followed = unit;
    }
    return *kept;
}

// One button a class; the one that is read can't be made.
void choose(const Ui& ui, const MakeItView& view, UiState& state, Rect rect) {
    ui.text_in(ui.fonts.text, rect.cut_left(text_size(ui.fonts.text, "Make it a").x + ui.px(8)),
               ui.theme.text, "Make it a");
    const Index classes = view.path.y_hat.front().size();
    for (Index k = 0; k < classes; ++k) {
        const Rect part = rect.cut_left(ui.px(24));
        rect.cut_left(ui.px(2));
        const bool chosen = k == view.path.target;
        if (button(ui, fmt::format("make-it.{}", k), part, std::to_string(k),
                   chosen ? ButtonStyle::Primary : ButtonStyle::Quiet, k != view.path.from)) {
            state.explain.target = static_cast<int>(k);
        }
    }
}

// ŷ of the two classes along the path, and where the slider stands.
void curves(const Ui& ui, const MakeItView& view, Rect rect) {
    const InputPath& path = view.path;
    PlotCurve from{fmt::format("ŷ of {}", path.from), ui.theme.negative, {}, {}, false};
    PlotCurve to{fmt::format("ŷ of {}", path.target), ui.theme.forward, {}, {}, false};
    for (std::size_t k = 0; k < path.x.size(); ++k) {
        const double walked = static_cast<double>(k) * path.length;
        from.x.push_back(walked);
        from.y.push_back(path.y_hat[k](path.from));
        to.x.push_back(walked);
        to.y.push_back(path.y_hat[k](path.target));
    }
    const auto point = static_cast<std::size_t>(view.point);
    const PlotCurve now{
        "", ui.theme.text, {from.x[point], to.x[point]}, {from.y[point], to.y[point]}, true};
    Rect legend = rect.cut_top(ui.px(16));
    const auto entry = [&](const PlotCurve& curve) {
        const std::string text = fmt::format("{} {}", curve.name, percent(curve.y[point]));
        ui.text_in(ui.fonts.mono_small, legend, curve.color, text);
        legend.cut_left(text_size(ui.fonts.mono_small, text).x + ui.px(14));
    };
    entry(from);
    entry(to);
    const std::array all{std::move(from), std::move(to), now};
    plot(
        ui, "make-it.plot", rect, all, {0, 1, false},
        [](double y) { return fmt::format("{:.0f}%", y * 100); }, "way");
}

// The terms of z_to − z_from that moved most, each with its bar.
void terms(const Ui& ui, const MakeItView& view, Rect rect) {
    ui.items.add("make-it.moved", rect);
    const double moved = view.logits.after - view.logits.before;
    const std::string head =
        fmt::format("z of {} − z of {}: {} → {}", view.path.target, view.path.from,
                    number_text(view.logits.before, 2), number_text(view.logits.after, 2));
    ui.text_in(ui.fonts.mono_small, rect.cut_top(ui.px(16)), ui.theme.text,
               ui.fitted(ui.fonts.mono_small, head, rect.width()));
    const Rect line = rect.cut_top(ui.px(16));
    const auto fits = static_cast<std::size_t>(std::max(1.0F, rect.height() / ui.px(16)));
    const std::string note = fmt::format("moved {} by {} terms, most by", signed_text(moved, 2),
                                         view.logits.terms.size());
    ui.text_in(ui.fonts.small, line, ui.theme.muted, ui.fitted(ui.fonts.small, note, line.width()));
    if (view.rows.empty()) {
        return;
    }
    const double largest = std::abs(view.rows.front().term.moved());
    for (std::size_t k = 0; k < std::min(fits, view.rows.size()); ++k) {
        const MovedRow& one = view.rows[k];
        Rect row = rect.cut_top(ui.px(16));
        ui.text_in(ui.fonts.mono_small, row.cut_left(ui.px(52)), ui.theme.text, one.name);
        const Rect value = row.cut_right(ui.px(44));
        if (row.width() > ui.px(150)) {
            ui.text_in(ui.fonts.mono_small, row.cut_left(ui.px(92)), ui.theme.muted,
                       fmt::format("{} → {}", number_text(one.term.before, 2),
                                   number_text(one.term.after, 2)));
        }
        const float middle = row.center().x;
        const float length =
            (row.width() / 2 - ui.px(4)) * static_cast<float>(one.term.moved() / largest);
        const Color color = length > 0 ? ui.theme.positive : ui.theme.negative;
        ui.line({middle, row.y0}, {middle, row.y1}, ui.theme.line);
        ui.fill({std::min(middle, middle + length), row.center().y - ui.px(4),
                 std::max(middle, middle + length), row.center().y + ui.px(4)},
                color, ui.px(1));
        ui.text_in(ui.fonts.mono_small, value, color, signed_text(one.term.moved(), 2),
                   Align::Right);
    }
}

}  // namespace

Commands make_it(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    const MakeItView& view = view_of(shot, state);
    const InputPath& path = view.path;
    choose(ui, view, state, rect.cut_top(ui.px(26)));
    const std::string sentence = fmt::format(
        "Not the weights but x goes downhill: {} steps of {:.2f} along −∂L/∂x, where L asks for a "
        "{}. Pixels stay between 0 and 1.",
        path.last(), path.length, path.target);
    rect.cut_top(ui.px(4));
    rect.cut_top(ui.wrapped(ui.fonts.small, rect.min(), rect.width(), ui.theme.muted, sentence) +
                 ui.px(8));

    Rect bottom = rect.cut_bottom(ui.px(28));
    rect.cut_bottom(ui.px(6));
    const std::string step = fmt::format("step {} of {}", view.point, path.last());
    if (button(ui, "make-it.apply", bottom.cut_right(ui.px(132)), "Use this picture",
               ButtonStyle::Plain, view.point > 0)) {
        out.emplace_back(
            ToSession{PaintInput{path.x[static_cast<std::size_t>(view.point)], path.target}});
        state.explain.target = -1;
    }
    bottom.cut_right(ui.px(12));
    ui.text_in(ui.fonts.mono_small, bottom.cut_right(text_size(ui.fonts.mono_small, step).x),
               ui.theme.muted, step);
    bottom.cut_right(ui.px(12));
    if (const auto painted =
            slider(ui, "make-it.slider", bottom, state.explain.painted, ui.theme.forward)) {
        state.explain.painted = *painted;
    }

    const float plot_height = std::max(rect.height() * 0.46F, ui.px(96));
    Rect lower = rect.cut_bottom(plot_height);
    rect.cut_bottom(ui.px(8));
    const Rect right = lower.cut_right(lower.width() * 0.46F);
    make_it_pictures(ui, view, rect, right.x0);
    lower.cut_right(ui.px(16));
    curves(ui, view, lower);
    terms(ui, view, right);
    return out;
}

}  // namespace layerwise
