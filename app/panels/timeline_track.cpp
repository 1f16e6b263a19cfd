// One run's moments along its updates: a bar with its loss, to be dragged along.
#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/panels/training_pages.h"
#include "app/views/training_view.h"

namespace layerwise {
namespace {

// The run's first and last update, between which the track runs.
struct Span {
    double first = 0, last = 1;
    float part(std::int64_t update) const {
        return static_cast<float>((static_cast<double>(update) - first) / (last - first));
    }
};

Span span_of(const KeptRun& run) {
    const std::vector<Keyframe>& moments = run.newest->timeline.moments();
    const auto first = static_cast<double>(moments.front().update);
    const auto last = static_cast<double>(std::max(moments.back().update, run.newest->update));
    return {first, std::max(last, first + 1)};
}

void loss_behind(const Ui& ui, const Rect& rect, const KeptRun& run, const Span& span) {
    const auto& curve = run.newest->curve;
    double low = 1e300;
    double high = 0;
    for (const CurvePoint& point : curve) {
        if (std::isfinite(point.loss) && point.loss > 0) {
            low = std::min(low, point.loss);
            high = std::max(high, point.loss);
        }
    }
    if (!(high > low)) {
        return;
    }
    std::vector<ImVec2> points;
    for (const CurvePoint& point : curve) {
        if (std::isfinite(point.loss) && point.loss > 0) {
            const auto t = static_cast<float>(std::log(point.loss / low) / std::log(high / low));
            points.emplace_back(rect.x0 + rect.width() * span.part(point.update),
                                rect.y1 - rect.height() * t);
        }
    }
    Ui::list().AddPolyline(points.data(), static_cast<int>(points.size()),
                           run_color(ui.theme, run.number).faded(0.55F).packed(), 0, ui.px(1));
}

const Keyframe& nearest(const Timeline& timeline, double update) {
    const Keyframe& before = timeline.at(static_cast<std::int64_t>(update));
    const auto& moments = timeline.moments();
    const auto next = std::ranges::upper_bound(moments, before.update, {}, &Keyframe::update);
    const bool later = next != moments.end() && static_cast<double>(next->update) - update <
                                                    update - static_cast<double>(before.update);
    return later ? *next : before;
}

}  // namespace

const KeptRun* timeline_run(const Snapshot& shot, const UiState& state) {
    const KeptRun* newest = nullptr;
    for (const KeptRun& run : shot.runs) {
        if (!run.newest->timeline.empty()) {
            newest = &run;
            if (state.curves.moment && state.curves.moment->run == run.number) {
                return &run;
            }
        }
    }
    return newest;
}

const Keyframe& shown_moment(const KeptRun& run, const UiState& state) {
    const bool chosen = state.curves.moment && state.curves.moment->run == run.number;
    return chosen ? run.newest->timeline.at(state.curves.moment->update)
                  : run.newest->timeline.moments().back();
}

void timeline_track(const Ui& ui, std::string_view name, const Rect& rect, const KeptRun& run,
                    const Snapshot& shot, const UiState& state, Commands& out) {
    const bool of_screen = run.example == shot.session.example.id;
    const Press pressed = press(ui, name, rect, of_screen);
    const Span span = span_of(run);
    const Color color = run_color(ui.theme, run.number);
    const Timeline& timeline = run.newest->timeline;
    ui.fill(rect, pressed.hovered || pressed.held ? ui.theme.raised : ui.theme.card, ui.px(4));
    const Rect inside = rect.inset(ui.px(6), ui.px(3));
    if (rect.height() >= ui.px(24)) {
        loss_behind(ui, inside, run, span);
    }
    for (const Keyframe& moment : timeline.moments()) {
        const float x = std::round(inside.x0 + inside.width() * span.part(moment.update)) + 0.5F;
        ui.line({x, rect.y1 - ui.px(5)}, {x, rect.y1 - ui.px(1)}, color.faded(0.7F));
    }
    const bool chosen = state.curves.moment && state.curves.moment->run == run.number;
    const Keyframe& at = shown_moment(run, state);
    const float x = inside.x0 + inside.width() *
                                    (chosen ? span.part(at.update) : span.part(run.newest->update));
    if (chosen || &run == &shot.runs.back()) {
        const Color ink = chosen ? ui.theme.text : ui.theme.muted;
        ui.line({x, rect.y0 + ui.px(1)}, {x, rect.y1 - ui.px(1)}, ink, ui.px(chosen ? 2.0F : 1.0F));
        Ui::list().AddCircleFilled({x, rect.y0 + ui.px(4)}, ui.px(chosen ? 4.0F : 2.5F),
                                   ink.packed());
    }
    if (!of_screen || !(pressed.hovered || pressed.held)) {
        return;
    }
    const double t =
        std::clamp((ImGui::GetIO().MousePos.x - inside.x0) / inside.width(), 0.0F, 1.0F);
    const Keyframe& under = nearest(timeline, span.first + t * (span.last - span.first));
    if (pressed.held) {
        const RunMoment wanted{run.number, under.update};
        if (state.curves.moment != wanted) {
            out.emplace_back(ShowMoment{wanted.run, wanted.update});
        }
    }
    tip(ui, ui.tr("watch.moment", {{"run", run_name(ui, run)},
                                   {"update", std::to_string(under.update)},
                                   {"epoch", fmt::format("{:.2f}", under.epoch)}}));
}

}  // namespace layerwise
