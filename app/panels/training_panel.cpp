#include "app/panels/training_panel.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "app/draw/plot.h"
#include "app/draw/widgets.h"
#include "app/panels/training_options.h"
#include "app/panels/training_pages.h"
#include "app/views/training_view.h"

namespace layerwise {
namespace {

constexpr double kSmoothing = 0.06;  // of each new point in the running mean

std::string summary(const Ui& ui, const Snapshot& shot) {
    const TrainingSnapshot& run = shot.training;
    if (shot.loading_data) {
        return std::string(ui.tr("training.loading-set"));
    }
    switch (run.state) {
        case TrainingState::Idle:
            return std::string(ui.tr("training.untrained"));
        case TrainingState::Failed:
            return run.message;
        default:
            break;
    }
    std::string text =
        ui.tr("training.epoch",
              {{"epoch", run.curve.empty() ? "0" : fmt::format("{:.1f}", run.curve.back().epoch)}});
    // Where nothing is classified, there is no share of right answers.
    const Example& example = shot.session.example;
    const bool classes =
        example.images != nullptr || (example.set != nullptr && !example.set->is_regression());
    if (!run.evaluations.empty() && classes) {
        text += " · " +
                ui.tr("training.test",
                      {{"share", fmt::format("{:.2f}", run.evaluations.back().accuracy * 100)}});
    }
    if (run.state == TrainingState::Running) {
        text +=
            " · " + ui.tr("training.speed",
                          {{"thousands", fmt::format("{:.0f}", run.samples_per_second / 1000)}});
    } else {
        text += fmt::format(" · {}", ui.tr(fmt::format("training.state.{}", name(run.state))));
    }
    return text;
}

void curves(const Ui& ui, const Snapshot& shot, const UiState& state, const Rect& rect) {
    const TrainingSnapshot& run = shot.training;
    std::array<PlotCurve, 3> all{
        PlotCurve{"", ui.theme.forward.faded(0.3F), {}, {}},
        PlotCurve{std::string(ui.tr("training.train-curve")), ui.theme.forward, {}, {}},
        PlotCurve{std::string(ui.tr("training.test-curve")), ui.theme.negative, {}, {}, true}};
    // The raw curve pale, its running mean over it.
    double mean = 0;
    for (const CurvePoint& point : run.curve) {
        const double y = state.show_accuracy ? point.accuracy : point.loss;
        mean = all[0].y.empty() ? y : mean + (y - mean) * kSmoothing;
        all[0].x.push_back(point.epoch);
        all[0].y.push_back(y);
        all[1].x.push_back(point.epoch);
        all[1].y.push_back(mean);
    }
    for (const EvaluationPoint& point : run.evaluations) {
        all[2].x.push_back(point.epoch);
        all[2].y.push_back(state.show_accuracy ? point.accuracy : point.loss);
    }
    const bool log = state.log_scale && !state.show_accuracy;
    const auto y_text = [&](double y) {
        return state.show_accuracy ? fmt::format("{:.3g}%", y * 100) : fmt::format("{:.2g}", y);
    };
    plot(ui, "plot", rect, all, axis_of(all, log), y_text, ui.tr("training.epochs-axis"));
    if (run.curve.empty() && run.evaluations.empty()) {
        const std::string_view text =
            ui.tr(shot.loading_data ? "training.loading" : "training.no-curve");
        const ImVec2 half{text_size(ui.fonts.small, text).x / 2 + ui.px(8), ui.px(12)};
        const ImVec2 c = rect.center();
        const Rect label{c.x - half.x, c.y - half.y, c.x + half.x, c.y + half.y};
        ui.fill(label, ui.theme.panel);
        ui.text_in(ui.fonts.small, label, ui.theme.muted, text, Align::Center);
    }
}

// The run's moments below its curve; with one of them on screen, the way back to the newest.
void moment_row(const Ui& ui, const Snapshot& shot, const UiState& state, const KeptRun& run,
                Rect row, Commands& out) {
    if (state.curves.moment) {
        const std::string_view words = ui.tr("watch.newest");
        const Rect back = row.cut_right(text_size(ui.fonts.small, words).x + ui.px(14));
        if (button(ui, "timeline.to-newest", back, words)) {
            out.emplace_back(ShowNewest{});
        }
        row.cut_right(ui.px(5));
    }
    timeline_track(ui, "timeline", row, run, shot, state, out);
}

void controls(const Ui& ui, const Snapshot& shot, UiState& state, Rect row, Commands& out) {
    const TrainingState run = shot.training.state;
    const float gap = ui.px(5);
    const bool active = run == TrainingState::Running || run == TrainingState::Paused;
    const Rect first = row.cut_left(ui.px(62));
    row.cut_left(gap);
    if (run == TrainingState::Running) {
        if (button(ui, "pause", first, ui.tr("training.pause"))) {
            out.emplace_back(PauseTraining{});
        }
    } else if (run == TrainingState::Paused) {
        if (button(ui, "resume", first, ui.tr("training.resume"), ButtonStyle::Primary)) {
            out.emplace_back(ResumeTraining{});
        }
    } else if (button(ui, "train", first, ui.tr("training.train"), ButtonStyle::Primary,
                      !shot.loading_data)) {
        out.emplace_back(StartTraining{});
    }
    if (active) {
        if (icon_button(ui, "stop", row.cut_left(ui.px(28)), Icon::Stop, ui.tr("training.stop"))) {
            out.emplace_back(StopTraining{});
        }
        ui.text_in(ui.fonts.mono_small, row.inset(ui.px(8), 0), ui.theme.muted,
                   ui.tr("training.updates", {{"done", fmt::format("{}", shot.training.update)},
                                              {"all", fmt::format("{}", shot.training.updates)}}));
        return;
    }
    const float each = (row.width() - 2 * gap) / 3;
    // One η for the update on the stage and for the run.
    const double rate = shot.session.example.learning_rate;
    if (rate != state.rate_shown) {
        state.rate_shown = rate;
        state.rate_text = fmt::format("{:g}", rate);
    }
    if (text_field(ui, "rate", row.cut_left(each), state.rate_text, "η")) {
        const char* end = state.rate_text.data() + state.rate_text.size();
        double typed = 0;
        const auto parsed = std::from_chars(state.rate_text.data(), end, typed);
        if (parsed.ec == std::errc() && parsed.ptr == end && typed > 0 && typed != rate) {
            state.rate_shown = typed;
            out.emplace_back(ToSession{SetLearningRate{typed}});
        }
    }
    row.cut_left(gap);
    text_field(ui, "batch", row.cut_left(each), state.training.fields.batch,
               ui.tr("options.short.batch"));
    row.cut_left(gap);
    text_field(ui, "epochs", row, state.training.fields.epochs, ui.tr("training.epochs-short"));
}

}  // namespace

Commands training_panel(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    Rect head = rect.cut_top(ui.px(24));
    const std::array parts{Segment{"curve.loss", ui.tr("training.loss")},
                           Segment{"curve.accuracy", ui.tr("training.accuracy")}};
    if (const auto k =
            segments(ui, head.cut_left(ui.px(118)), parts, state.show_accuracy ? 1 : 0)) {
        state.show_accuracy = *k == 1;
    }
    head.cut_left(ui.px(6));
    training_options(ui, shot, state,
                     head.cut_right(std::min(head.width() - ui.px(30), ui.px(104))), out);
    head.cut_right(ui.px(4));
    const bool active = shot.training.state == TrainingState::Running ||
                        shot.training.state == TrainingState::Paused || shot.loading_data;
    const Initializer initializer = initializer_of(state.training, *shot.session.example.network);
    if (icon_button(ui, "reset-weights", head.cut_right(ui.px(26)), Icon::Undo,
                    ui.tr("training.fresh",
                          {{"by", ui.tr(fmt::format("options.init.{}", name(initializer)))}}),
                    ButtonStyle::Plain, !active)) {
        out.emplace_back(ToSession{Initialize{initializer, seed_of(state.training)}});
    }
    Rect line = rect.cut_top(ui.px(24));
    if (!state.show_accuracy &&
        button(ui, "log-scale", line.cut_right(ui.px(44)).inset(0, ui.px(2)),
               ui.tr(state.log_scale ? "training.log" : "training.linear"), ButtonStyle::Quiet)) {
        state.log_scale = !state.log_scale;
    }
    line.cut_right(ui.px(4));
    ui.text_in(ui.fonts.small, line,
               shot.training.state == TrainingState::Failed ? ui.theme.warning : ui.theme.muted,
               ui.fitted(ui.fonts.small, summary(ui, shot), line.width()));
    const Rect row = rect.cut_bottom(ui.px(28));
    rect.cut_bottom(ui.px(6));
    // A low panel keeps its room for the curve, unless there is a way back to be shown.
    const KeptRun* run = timeline_run(shot, state);
    if (run != nullptr && run->example == shot.session.example.id &&
        (state.curves.moment || rect.height() >= ui.px(90))) {
        moment_row(ui, shot, state, *run, rect.cut_bottom(ui.px(18)), out);
        rect.cut_bottom(ui.px(4));
    }
    curves(ui, shot, state, rect);
    controls(ui, shot, state, row, out);
    return out;
}

}  // namespace layerwise
