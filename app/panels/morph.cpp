#include "app/panels/morph.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/draw/motion.h"
#include "app/draw/widgets.h"

namespace layerwise {
namespace {

constexpr double kSecondsAStage = 0.4;
constexpr double kSnap = 0.06;  // of a stage: near a stage the scrubber means it

void go_to(SpaceViewState& own, double stage) {
    own.from = own.stage;
    own.to = stage;
    own.began = ImGui::GetTime();
}

}  // namespace

void advance_morph(const Ui& ui, const Snapshot& shot, UiState& state, int layer,
                   std::optional<double> step_stage, double last) {
    SpaceViewState& own = state.space;
    const int step = shot.session.cursor.step;
    if (own.step_seen != step || own.layer_seen != layer) {
        if (step_stage) {
            go_to(own, *step_stage);
            own.playing = false;
        }
        if (own.layer_seen != layer) {
            own.stage = own.from = own.to = std::min(step_stage.value_or(own.stage), last);
            own.playing = false;
        }
        own.step_seen = step;
        own.layer_seen = layer;
    }
    if (own.stage == own.to) {
        own.playing = false;
        return;
    }
    const bool still = ui.still || state.reduced_motion;
    const double stages = std::max(std::abs(own.to - own.from), 1e-9);
    const double t =
        still ? 1.0
              : static_cast<double>(progress(own.began, ImGui::GetTime(), kSecondsAStage * stages));
    // Played, it rests at no stage: eased within each.
    const double along = t * stages;
    const double whole = std::floor(along);
    const auto part = static_cast<double>(eased(static_cast<float>(along - whole)));
    const double direction = own.to < own.from ? -1 : 1;
    own.stage = t >= 1 ? own.to : own.from + direction * std::min(whole + part, stages);
    state.moving = true;
}

void morph_bar(const Ui& ui, UiState& state, Rect rect, std::span<const std::string_view> names) {
    SpaceViewState& own = state.space;
    const auto last = static_cast<double>(names.size() - 1);
    const Rect play = rect.cut_left(ui.px(34));
    if (icon_button(ui, "space.play",
                    {play.x0, play.center().y - ui.px(14), play.x1, play.center().y + ui.px(14)},
                    own.playing ? Icon::Pause : Icon::Play,
                    own.playing ? "Stop" : "Play the stages", ButtonStyle::Plain)) {
        if (own.playing) {
            own.playing = false;
            own.to = own.from = own.stage;
        } else {
            if (own.stage >= last) {
                own.stage = 0;
            }
            go_to(own, last);
            own.playing = true;
        }
        state.moving = true;
    }
    rect.cut_left(ui.px(14));
    // Names at both ends must not leave the rectangle.
    const float half_first = text_size(ui.fonts.mono_small, names.front()).x / 2;
    const float half_last = text_size(ui.fonts.mono_small, names.back()).x / 2;
    const Rect track{rect.x0 + half_first, rect.y0 + ui.px(8), rect.x1 - half_last,
                     rect.y0 + ui.px(12)};
    const auto place = [&](double stage) {
        return track.x0 + track.width() * static_cast<float>(stage / last);
    };
    ui.fill(track, ui.theme.raised, ui.px(2));
    ui.fill({track.x0, track.y0, place(own.stage), track.y1}, ui.theme.forward, ui.px(2));
    for (std::size_t k = 0; k < names.size(); ++k) {
        const float x = place(static_cast<double>(k));
        const bool passed = own.stage >= static_cast<double>(k);
        Ui::list().AddCircleFilled({x, track.center().y}, ui.px(4),
                                   (passed ? ui.theme.forward : ui.theme.faint).packed());
        const bool here = std::abs(own.stage - static_cast<double>(k)) < 0.5;
        ui.text(ui.fonts.mono_small, {x, track.y1 + ui.px(7)},
                here ? ui.theme.text : ui.theme.muted, names[k], Align::Center);
        ui.items.add("space.stage." + std::to_string(k),
                     {x - ui.px(12), track.y0 - ui.px(6), x + ui.px(12), track.y1 + ui.px(6)});
    }
    Ui::list().AddCircleFilled({place(own.stage), track.center().y}, ui.px(7),
                               ui.theme.text.packed());
    const Press scrub =
        press(ui, "space.scrubber", {track.x0 - ui.px(8), rect.y0, track.x1 + ui.px(8), rect.y1});
    if (scrub.held) {
        const double at = std::clamp(
            static_cast<double>((ImGui::GetIO().MousePos.x - track.x0) / track.width()) * last, 0.0,
            last);
        const double nearest = std::round(at);
        own.stage = std::abs(at - nearest) < kSnap ? nearest : at;
        own.from = own.to = own.stage;
        own.playing = false;
    }
}

}  // namespace layerwise
