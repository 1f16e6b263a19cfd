#include "app/panels/lens.h"

#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "app/draw/toggle.h"
#include "app/panels/explain_card.h"
#include "app/panels/lens_chain.h"
#include "app/panels/lens_effect.h"
#include "app/panels/lens_element.h"
#include "app/panels/lens_nudge.h"
#include "app/panels/lens_optimizer.h"
#include "app/panels/lens_reading.h"

namespace layerwise {
namespace {

struct Tab {
    LensTab tab;
    Segment segment;
};

// The views that this operation has, the plain one first.
std::vector<Tab> tabs_of(const Ui& ui, const Step& step) {
    std::vector<Tab> tabs{{LensTab::Element, {"lens.element", "one number"}}};
    switch (step.operation) {
        case Operation::LocalSlope:
        case Operation::GradientZ:
        case Operation::GradientW:
            tabs.push_back({LensTab::Chain, {"lens.chain", "chain rule"}});
            break;
        case Operation::UpdateW:
        case Operation::UpdateB:
            tabs.push_back({LensTab::Effect, {"lens.effect", "old and new"}});
            tabs.push_back({LensTab::Optimizer, {"lens.optimizer", ui.tr("passes.tab")}});
            break;
        default:
            break;
    }
    switch (step.operation) {
        case Operation::GradientW:
        case Operation::GradientB:
        case Operation::UpdateW:
        case Operation::UpdateB:
            tabs.push_back({LensTab::Nudge, {"lens.nudge", "nudge it"}});
            break;
        default:
            break;
    }
    return tabs;
}

// The tabs at the header's right end; gives the one to show.
LensTab choose_tab(const Ui& ui, const std::vector<Tab>& tabs, UiState& state, Rect& header) {
    std::size_t selected = 0;
    std::vector<Segment> segments_shown;
    float width = 0;
    for (std::size_t k = 0; k < tabs.size(); ++k) {
        selected = tabs[k].tab == state.lens_tab ? k : selected;
        segments_shown.push_back(tabs[k].segment);
        width += text_size(ui.fonts.small, tabs[k].segment.label).x + ui.px(18);
    }
    if (tabs.size() > 1) {
        Rect at = header.cut_right(width);
        at.y0 -= ui.px(4);
        at.y1 = at.y0 + ui.px(23);
        if (const auto k = segments(ui, at, segments_shown, selected)) {
            state.lens_tab = tabs[*k].tab;
        }
        header.cut_right(ui.px(10));
    }
    return tabs[selected].tab;
}

// Replays the product part by part: play, a knob, and how far it is.
void sweep_control(const Ui& ui, const StageReading& reading, UiState& state, Rect& header) {
    const std::string text = fmt::format("{} of {}", reading.done, reading.count);
    const std::string widest = fmt::format("{0} of {0}", reading.count);
    const float words = text_size(ui.fonts.mono_small, widest).x;
    Rect at = header.cut_right(words + ui.px(118));
    header.cut_right(ui.px(10));
    at.y0 -= ui.px(4);
    at.y1 = at.y0 + ui.px(22);
    ui.text_in(ui.fonts.mono_small, at.cut_right(words), ui.theme.muted, text, Align::Right);
    at.cut_right(ui.px(6));
    if (icon_button(ui, "sweep.play", at.cut_left(ui.px(24)),
                    state.sweeping ? Icon::Pause : Icon::Play, "watch the sum grow",
                    ButtonStyle::Quiet)) {
        const bool under_way = state.sweep && *state.sweep < reading.count;
        if (state.sweeping) {
            state.sweeping = false;
        } else if (under_way) {
            state.sweeping = true;
        } else {
            begin_sweep(state);
        }
    }
    const float done = static_cast<float>(reading.done) / static_cast<float>(reading.count);
    if (const auto to = slider(ui, "sweep", at, done, ui.theme.forward)) {
        state.sweeping = false;
        const auto parts = static_cast<Index>(
            std::lround(static_cast<double>(*to) * static_cast<double>(reading.count)));
        state.sweep = parts == reading.count ? std::nullopt : std::optional(parts);
    }
}

}  // namespace

Commands lens(const Ui& ui, const LensScene& scene, UiState& state, Rect rect) {
    ui.items.add("lens", rect);
    ui.fill(rect, ui.theme.card, ui.px(10));
    ui.outline(rect, ui.theme.line, ui.px(10));
    rect = rect.inset(ui.px(16), ui.px(12));
    Rect header = rect.cut_top(ui.px(20));
    const Step& step = scene.shot.session.trace->steps[static_cast<std::size_t>(scene.step)];
    provenance_button(ui, state, {step.result, scene.cell}, header);
    const LensTab tab = choose_tab(ui, tabs_of(ui, step), state, header);
    if (scene.reading && tab == LensTab::Element && scene.reading->count > 1) {
        sweep_control(ui, *scene.reading, state, header);
    }
    LensScene inner{scene.shot, scene.step, scene.cell, header, scene.reading, scene.terms_done};
    switch (tab) {
        case LensTab::Element:
            if (scene.reading && scene.reading->reading != Reading::Dots) {
                lens_reading(ui, inner, rect);
            } else {
                lens_element(ui, inner, state, rect);
            }
            return {};
        case LensTab::Chain:
            lens_chain(ui, inner, rect);
            return {};
        case LensTab::Effect:
            lens_effect(ui, inner, state, rect);
            return {};
        case LensTab::Optimizer:
            return lens_optimizer(ui, inner, state, rect);
        case LensTab::Nudge:
            break;
    }
    return lens_nudge(ui, inner, state, rect);
}

}  // namespace layerwise
