#include "app/panels/ribbon.h"

#include <array>

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/panels/view_buttons.h"

namespace layerwise {
namespace {

constexpr std::array<std::string_view, 4> kPhaseNames{"Forward", "Loss", "Backward", "Update"};

// Where each step's tick lies: phases have their name before them and equal ticks.
struct Ticks {
    std::vector<Rect> rects;
    std::vector<std::pair<Phase, ImVec2>> names;
};

Ticks lay_out(const Ui& ui, const Trace& trace, const Rect& rect) {
    float words = 0;
    int phases = 0;
    const float word_gap = ui.px(10);
    const float phase_gap = ui.px(18);
    for (std::size_t k = 0; k < trace.steps.size(); ++k) {
        if (k == 0 || trace.steps[k].phase != trace.steps[k - 1].phase) {
            const auto name = kPhaseNames[static_cast<std::size_t>(trace.steps[k].phase)];
            words += text_size(ui.fonts.small, name).x + word_gap + (phases > 0 ? phase_gap : 0);
            ++phases;
        }
    }
    const float each =
        std::min((rect.width() - words) / static_cast<float>(trace.steps.size()), ui.px(26));
    Ticks ticks;
    float x = rect.x0;
    for (std::size_t k = 0; k < trace.steps.size(); ++k) {
        const Phase phase = trace.steps[k].phase;
        if (k == 0 || phase != trace.steps[k - 1].phase) {
            x += k > 0 ? phase_gap : 0;
            ticks.names.emplace_back(phase, ImVec2{x, rect.center().y});
            x += text_size(ui.fonts.small, kPhaseNames[static_cast<std::size_t>(phase)]).x +
                 word_gap;
        }
        ticks.rects.push_back({x, rect.y0, x + each, rect.y1});
        x += each;
    }
    return ticks;
}

}  // namespace

Commands ribbon(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    const Session& session = shot.session;
    const Trace& trace = *session.trace;
    ui.fill(rect, ui.theme.panel);
    ui.line({rect.x0, rect.y1 - 0.5F}, {rect.x1, rect.y1 - 0.5F}, ui.theme.line);
    rect = rect.inset(ui.px(16), 0);
    view_buttons(ui, shot, state, rect.cut_right(view_buttons_width(ui, state)), out);
    rect.cut_right(ui.px(14));

    const Index at = stop_index(trace, session.granularity, session.cursor);
    const Index count = stop_count(trace, session.granularity);
    const std::string_view unit = session.granularity == Granularity::Layer     ? "layer stop"
                                  : session.granularity == Granularity::Element ? "element"
                                                                                : "step";
    const std::string counter = fmt::format("{} {} of {}", unit, at + 1, count);
    // Wide enough for the last element, so that nothing moves while stepping.
    const std::string widest = fmt::format("{} {} of {}", unit, count, count);
    const Rect right = rect.cut_right(text_size(ui.fonts.mono_small, widest).x);
    ui.text_in(ui.fonts.mono_small, right, ui.theme.muted, counter, Align::Right);
    rect.cut_right(ui.px(12));

    const Ticks ticks = lay_out(ui, trace, rect);
    for (const auto& [phase, place] : ticks.names) {
        const std::string_view name = kPhaseNames[static_cast<std::size_t>(phase)];
        ui.text(ui.fonts.small, {place.x, place.y - ui.fonts.small->FontSize / 2},
                ui.theme.phase(phase), name);
    }
    const StepRange here = steps_of(trace, session.granularity, session.cursor);
    const Press scrub = press(ui, "ribbon", rect);
    const float pointer = ImGui::GetIO().MousePos.x;
    for (std::size_t k = 0; k < ticks.rects.size(); ++k) {
        const Rect& slot = ticks.rects[k];
        const int step = static_cast<int>(k);
        ui.items.add(fmt::format("step.{}", k + 1), slot);
        const Color phase = ui.theme.phase(trace.steps[k].phase);
        const bool current = step >= here.first && step <= here.last;
        const bool pointed = scrub.hovered && pointer >= slot.x0 && pointer < slot.x1;
        const float half = ui.px(current ? 4.5F : (pointed ? 4 : 3.2F));
        const Rect tick{slot.x0 + ui.px(1.5F), slot.center().y - half, slot.x1 - ui.px(1.5F),
                        slot.center().y + half};
        const Color done = mix(ui.theme.raised, phase, 0.62F);
        ui.fill(tick, current ? phase : (step < here.first ? done : ui.theme.raised), half);
        if (current) {
            const Rect ring = tick.inset(-ui.px(2.5F));
            ui.outline(ring, phase.faded(0.5F), ring.height() / 2, ui.px(1.5F));
        }
        if (pointed) {
            tip(ui, fmt::format("{} · {}\n{}", k + 1, title(trace, step),
                                equation(trace, step, session.convention)));
        }
        if (scrub.held && pointer >= slot.x0 && pointer < slot.x1 && session.cursor.step != step) {
            state.playing = false;
            out.emplace_back(ToSession{JumpTo{{step, 0}}});
        }
    }
    return out;
}

}  // namespace layerwise
