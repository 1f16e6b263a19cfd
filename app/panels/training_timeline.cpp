// The training view's timeline: every run's moments, the window at one of them, a new run from
// there, and where two runs part.
#include <algorithm>

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/panels/training_pages.h"
#include "app/views/runs_compared.h"
#include "app/views/training_view.h"
#include "core/trace/trace.h"

namespace layerwise {
namespace {

constexpr double kSecondsAMoment = 0.12;  // of the replay

class TimelinePage {
public:
    TimelinePage(const Ui& ui, const Snapshot& shot, UiState& state, const KeptRun& run,
                 Commands& out)
        : ui_(ui), shot_(shot), state_(state), own_(state.curves), run_(run), out_(out) {}

    void controls(Rect row) {
        const auto& moments = run_.newest->timeline.moments();
        const auto at =
            std::ranges::find(moments, shown_moment(run_, state_).update, &Keyframe::update);
        const bool here = run_.example == shot_.session.example.id;
        const float side = ui_.px(28);
        const float gap = ui_.px(5);
        if (icon_button(ui_, "timeline.back", row.cut_left(side), Icon::Previous,
                        ui_.tr("watch.back"), ButtonStyle::Plain, here && at != moments.begin())) {
            own_.replaying = false;
            show(*(at - 1));
        }
        row.cut_left(gap);
        if (icon_button(ui_, "timeline.replay", row.cut_left(side),
                        own_.replaying ? Icon::Pause : Icon::Play, ui_.tr("watch.replay"),
                        ButtonStyle::Plain, here)) {
            own_.replaying = !own_.replaying;
            own_.replay_clock = kSecondsAMoment;
            if (own_.replaying && at + 1 == moments.end()) {
                show(moments.front());
            }
        }
        row.cut_left(gap);
        if (icon_button(ui_, "timeline.next", row.cut_left(side), Icon::Next, ui_.tr("watch.next"),
                        ButtonStyle::Plain, here && at + 1 != moments.end())) {
            own_.replaying = false;
            show(*(at + 1));
        }
        row.cut_left(ui_.px(12));
        const auto wide = [&](std::string_view key) {
            return text_size(ui_.fonts.small, ui_.tr(key)).x + ui_.px(20);
        };
        if (button(ui_, "timeline.branch", row.cut_left(wide("watch.branch")),
                   ui_.tr("watch.branch"), ButtonStyle::Plain, here && own_.moment.has_value())) {
            out_.emplace_back(BranchRun{run_.number, at->update});
        }
        row.cut_left(gap);
        if (button(ui_, "timeline.newest", row.cut_left(wide("watch.newest")),
                   ui_.tr("watch.newest"), ButtonStyle::Plain, own_.moment.has_value())) {
            out_.emplace_back(ShowNewest{});
        }
        replay(moments, at);
    }

    void facts(const Rect& row) const {
        const Keyframe& moment = shown_moment(run_, state_);
        std::string text = run_name(ui_, run_) + " · ";
        text += ui_.tr("watch.at", {{"update", std::to_string(moment.update)},
                                    {"all", std::to_string(run_.newest->updates)},
                                    {"epoch", fmt::format("{:.2f}", moment.epoch)}});
        const auto& curve = run_.newest->curve;
        const auto point = std::ranges::lower_bound(curve, moment.update, {}, &CurvePoint::update);
        if (point != curve.end()) {
            text += fmt::format(" · {} {:.4g}", ui_.tr("runs.loss"), point->loss);
        }
        const auto& tests = run_.newest->evaluations;
        const auto after =
            std::ranges::upper_bound(tests, moment.update, {}, &EvaluationPoint::update);
        if (after != tests.begin() && (after - 1)->update == moment.update) {
            text += fmt::format(" · {} {:.2f} %", ui_.tr("runs.test"), (after - 1)->accuracy * 100);
        }
        if (run_.branched_from > 0) {
            text +=
                " · " + ui_.tr("watch.branched", {{"run", std::to_string(run_.branched_from)},
                                                  {"update", std::to_string(run_.branched_at)}});
        }
        ui_.text_in(ui_.fonts.small, row, own_.moment ? ui_.theme.text : ui_.theme.muted,
                    ui_.fitted(ui_.fonts.small, text, row.width()));
    }

    void tracks(Rect rect) {
        section(ui_, rect, ui_.tr("watch.moments"));
        const float height = ui_.px(46);
        for (std::size_t k = shot_.runs.size(); k-- > 0;) {  // the newest first
            const KeptRun& run = shot_.runs[k];
            if (run.newest->timeline.empty() || rect.height() < height) {
                continue;
            }
            Rect row = rect.cut_top(height);
            Rect label = row.cut_left(ui_.px(106));
            row.cut_left(ui_.px(6));
            const Timeline& timeline = run.newest->timeline;
            Ui::list().AddCircleFilled({label.x0 + ui_.px(6), label.y0 + ui_.px(13)}, ui_.px(5),
                                       run_color(ui_.theme, run.number).packed());
            label.cut_left(ui_.px(18));
            ui_.text_in(ui_.fonts.small, label.cut_top(ui_.px(24)), ui_.theme.text,
                        ui_.fitted(ui_.fonts.small, run_name(ui_, run), label.width()));
            ui_.text_in(ui_.fonts.mono_small, label.cut_top(ui_.px(15)), ui_.theme.muted,
                        fmt::format("{} · {:.3g} MB", timeline.moments().size(),
                                    static_cast<double>(timeline.bytes()) / 1e6));
            timeline_track(ui_, fmt::format("timeline.run.{}", run.number), row.inset(0, ui_.px(3)),
                           run, shot_, state_, out_);
        }
    }
    float tracks_height() const {
        const auto count = std::ranges::count_if(
            shot_.runs, [](const KeptRun& run) { return !run.newest->timeline.empty(); });
        return ui_.px(30) + ui_.px(46) * static_cast<float>(std::min<std::ptrdiff_t>(count, 6));
    }

    // The run beside the others, number by number.
    void comparison(Rect rect) {
        own_.compared = compared(shot_.runs, run_, own_.compared);
        section(ui_, rect, ui_.tr("watch.compared", {{"run", run_name(ui_, run_)}}));
        if (own_.compared->with.empty()) {
            ui_.wrapped(ui_.fonts.small, rect.min(), rect.width(), ui_.theme.muted,
                        ui_.tr("watch.nothing-to-compare"));
            return;
        }
        for (const RunsCompared::With& with : own_.compared->with) {
            if (rect.height() < ui_.px(44)) {
                break;
            }
            one_of(with, rect.cut_top(ui_.px(44)));
        }
    }

private:
    void show(const Keyframe& moment) { out_.emplace_back(ShowMoment{run_.number, moment.update}); }

    void replay(const std::vector<Keyframe>& moments, std::vector<Keyframe>::const_iterator at) {
        if (!own_.replaying) {
            return;
        }
        state_.moving = true;
        own_.replay_clock -= static_cast<double>(ImGui::GetIO().DeltaTime);
        if (own_.replay_clock > 0) {
            return;
        }
        own_.replay_clock = kSecondsAMoment;
        if (at + 1 == moments.end()) {
            own_.replaying = false;
        } else {
            show(*(at + 1));
        }
    }

    void one_of(const RunsCompared::With& with, Rect row) {
        const auto other = std::ranges::find(shot_.runs, with.other, &KeptRun::number);
        row = row.inset(0, ui_.px(3));
        ui_.fill(row, ui_.theme.card, ui_.px(6));
        Rect inside = row.inset(ui_.px(10), ui_.px(2));
        const std::string title = ui_.tr("watch.beside", {{"run", run_name(ui_, *other)}});
        if (!with.outcome) {
            ui_.text_in(ui_.fonts.small, inside, ui_.theme.muted, with.outcome.error().message);
            return;
        }
        const Divergence& found = with.outcome.value();
        if (!found.update) {
            ui_.text_in(
                ui_.fonts.small, inside, ui_.theme.text,
                title + " " + ui_.tr("watch.equal", {{"count", std::to_string(found.compared)}}));
            return;
        }
        const TensorDifference& first = found.first;
        if (button(ui_, fmt::format("timeline.jump.{}", with.other),
                   inside.cut_right(ui_.px(76)).inset(0, ui_.px(4)), ui_.tr("watch.jump"),
                   ButtonStyle::Plain, run_.example == shot_.session.example.id)) {
            jump(*found.update, first);
        }
        inside.cut_right(ui_.px(8));
        const std::string where =
            first.is_bias ? fmt::format("{}[{}]", first.tensor(), first.row + 1)
                          : fmt::format("{}[{}, {}]", first.tensor(), first.row + 1, first.col + 1);
        const std::string line =
            title + " " +
            (found.equal_until
                 ? ui_.tr("watch.parts", {{"equal", std::to_string(*found.equal_until)},
                                          {"update", std::to_string(*found.update)},
                                          {"tensor", first.tensor()}})
                 : ui_.tr("watch.parts-at-once", {{"tensor", first.tensor()}}));
        ui_.text_in(ui_.fonts.small, inside.cut_top(inside.height() / 2), ui_.theme.text,
                    ui_.fitted(ui_.fonts.small, line, inside.width()));
        const std::string numbers =
            ui_.tr("watch.numbers", {{"differing", std::to_string(first.differing)},
                                     {"count", std::to_string(first.count)},
                                     {"where", where},
                                     {"a", fmt::format("{:.6g}", first.a)},
                                     {"b", fmt::format("{:.6g}", first.b)}});
        ui_.text_in(ui_.fonts.mono_small, inside, ui_.theme.muted,
                    ui_.fitted(ui_.fonts.mono_small, numbers, inside.width()));
    }

    // The stage at the step that uses the tensor, its largest difference pinned.
    void jump(std::int64_t update, const TensorDifference& first) {
        own_.replaying = false;
        out_.emplace_back(ShowMoment{run_.number, update});
        const Trace& trace = *shot_.session.trace;
        const Operation uses = first.is_bias ? Operation::AddBias : Operation::WeightedSum;
        out_.emplace_back(ToSession{JumpTo{{step_of(trace, uses, first.layer), 0}}});
        out_.emplace_back(Pin{find_index(trace, first.is_bias ? Symbol::B : Symbol::W, first.layer),
                              first.row, first.col});
        state_.view = StageMode::Matrix;
    }

    const Ui& ui_;
    const Snapshot& shot_;
    UiState& state_;
    TrainingViewState& own_;
    const KeptRun& run_;
    Commands& out_;
};

}  // namespace

void timeline_page(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect, Commands& out) {
    const KeptRun* run = timeline_run(shot, state);
    if (run == nullptr) {
        state.curves.replaying = false;
        empty_page(ui, rect, ui.tr("watch.no-moments"));
        return;
    }
    TimelinePage page(ui, shot, state, *run, out);
    page.controls(rect.cut_top(ui.px(28)));
    rect.cut_top(ui.px(6));
    page.facts(rect.cut_top(ui.px(20)));
    rect.cut_top(ui.px(8));
    page.tracks(rect.cut_top(std::min(page.tracks_height(), rect.height() * 0.62F)));
    rect.cut_top(ui.px(12));
    if (const float film = timeline_film_height(ui, shot); film > 0 && rect.height() > film) {
        timeline_film(ui, *run, shot, state, rect.cut_top(film), out);
        rect.cut_top(ui.px(12));
    }
    page.comparison(rect);
}

}  // namespace layerwise
