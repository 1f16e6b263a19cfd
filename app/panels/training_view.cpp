#include "app/panels/training_view.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/draw/toggle.h"
#include "app/draw/widgets.h"
#include "app/panels/training_pages.h"
#include "app/views/training_view.h"

namespace layerwise {
namespace {

class Curves {
public:
    Curves(const Ui& ui, const Snapshot& shot, UiState& state)
        : ui_(ui), shot_(shot), state_(state), own_(state.curves) {}

    void controls(Rect row, Commands& out) {
        const std::array<Segment, 3> axes{Segment{"training.axis.epochs", ui_.tr("runs.epochs")},
                                          Segment{"training.axis.updates", ui_.tr("runs.updates")},
                                          Segment{"training.axis.seconds", ui_.tr("runs.seconds")}};
        if (const auto k = segments(ui_, row.cut_left(ui_.px(200)), axes,
                                    static_cast<std::size_t>(own_.axis))) {
            own_.axis = static_cast<TrainingAxis>(*k);
            fit();
        }
        if (toggle(ui_, "training.log", row.cut_left(ui_.px(74)), "log", state_.log_scale)) {
            state_.log_scale = !state_.log_scale;
            fit();
        }
        if (toggle(ui_, "training.smoothed", row.cut_left(ui_.px(102)), ui_.tr("runs.smoothed"),
                   own_.smoothed)) {
            own_.smoothed = !own_.smoothed;
        }
        const bool any = std::ranges::any_of(shot_.runs, &KeptRun::shown);
        if (button(ui_, "training.png", row.cut_right(ui_.px(42)), "PNG", ButtonStyle::Plain,
                   any)) {
            PictureOrder order;
            order.what = PictureOrder::What::Stage;
            out.emplace_back(SavePicture{order});
        }
        row.cut_right(ui_.px(6));
        if (button(ui_, "training.csv", row.cut_right(ui_.px(42)), "CSV", ButtonStyle::Plain,
                   any)) {
            out.emplace_back(ExportRuns{});
        }
    }

    void charts(Rect rect) {
        Rect left = rect.cut_left(rect.width() / 2 - ui_.px(8));
        rect.cut_left(ui_.px(16));
        std::optional<double> pointed;
        one("training.loss", left, false, own_.loss, pointed);
        one("training.accuracy", rect, true, own_.accuracy, pointed);
        own_.pointed = pointed;
        if (pointed) {
            tell(*pointed);
        }
    }

    void list(Rect rect, Commands& out) {
        if (shot_.runs.empty()) {
            ui_.text_in(ui_.fonts.small, rect, ui_.theme.muted, ui_.tr("runs.none"), Align::Center);
            return;
        }
        ImGui::SetCursorScreenPos(rect.min());
        ImGui::BeginChild("training.runs", rect.size(), false, ImGuiWindowFlags_NoBackground);
        const float height = ui_.px(28);
        float y = ImGui::GetCursorScreenPos().y;
        for (auto run = shot_.runs.rbegin(); run != shot_.runs.rend(); ++run, y += height) {
            if (y + height > rect.y0 && y < rect.y1) {
                this->row(*run, {rect.x0, y, rect.x1 - ui_.px(10), y + height}, out);
            }
        }
        ImGui::SetCursorScreenPos({rect.x0, y});
        ImGui::Dummy({1, 1});
        ImGui::EndChild();
    }

private:
    void fit() {
        own_.loss.reset();
        own_.accuracy.reset();
    }

    void one(std::string_view name, const Rect& rect, bool accuracy,
             std::optional<ChartWindow>& window, std::optional<double>& pointed) {
        const std::vector<ChartCurve> curves =
            run_curves(ui_.theme, shot_.runs, accuracy, own_.axis, own_.smoothed);
        const std::array names{ui_.tr("runs.epochs"), ui_.tr("runs.updates"),
                               ui_.tr("runs.seconds")};
        const ChartWords words{
            std::string(ui_.tr(accuracy ? "runs.accuracy" : "runs.loss")),
            std::string(names[static_cast<std::size_t>(own_.axis)]), [accuracy](double y) {
                return accuracy ? fmt::format("{:.4g}%", y * 100) : fmt::format("{:.2g}", y);
            }};
        const ChartResult result = chart(
            ui_, name, rect, curves,
            window.value_or(window_of(curves, state_.log_scale && !accuracy)), words, own_.pointed);
        pointed = result.x ? result.x : pointed;
        window = result.window ? result.window : window;
        if (result.fit) {
            window.reset();
        }
    }

    void tell(double x) const {
        std::string text;
        for (const RunReadout& at : readouts(shot_.runs, own_.axis, own_.smoothed, x)) {
            const auto run = std::ranges::find(shot_.runs, at.number, &KeptRun::number);
            text += fmt::format("{}{} · {:.4g}: {} {:.4g}, {:.2f} %", text.empty() ? "" : "\n",
                                run_name(ui_, *run), at.x, ui_.tr("runs.train"), at.loss,
                                at.accuracy * 100);
            if (at.test_loss) {
                text += fmt::format(" · {} {:.4g}, {:.2f} %", ui_.tr("runs.test"), *at.test_loss,
                                    *at.test_accuracy * 100);
            }
        }
        tip(ui_, text);
    }

    void row(const KeptRun& run, Rect rect, Commands& out) {
        const auto named = [&](const char* part) {
            return fmt::format("training.run.{}.{}", run.number, part);
        };
        const Rect mark = rect.cut_left(ui_.px(28));
        if (press(ui_, named("show"), mark).clicked) {
            out.emplace_back(ShowRun{run.number, !run.shown});
        }
        const std::uint32_t color = run_color(ui_.theme, run.number).packed();
        if (run.shown) {
            Ui::list().AddCircleFilled(mark.center(), ui_.px(5), color);
        } else {
            Ui::list().AddCircle(mark.center(), ui_.px(5), color, 0, ui_.px(1.5F));
        }
        if (icon_button(ui_, named("delete"), rect.cut_right(ui_.px(26)).inset(0, ui_.px(2)),
                        Icon::Close, ui_.tr("runs.delete"), ButtonStyle::Quiet)) {
            out.emplace_back(DeleteRun{run.number});
        }
        const Rect title = rect.cut_left(ui_.px(110));
        if (own_.renamed == run.number) {
            if (text_field(ui_, named("name"), title.inset(0, ui_.px(2)), own_.name_text)) {
                out.emplace_back(RenameRun{run.number, own_.name_text});
                own_.renamed = 0;
            }
        } else {
            const Press pressed = press(ui_, named("rename"), title);
            if (pressed.clicked) {
                own_.renamed = run.number;
                own_.name_text = run_name(ui_, run);
            } else if (pressed.hovered) {
                tip(ui_, ui_.tr("runs.rename"));
            }
            ui_.text_in(ui_.fonts.small, title, run.shown ? ui_.theme.text : ui_.theme.muted,
                        ui_.fitted(ui_.fonts.small, run_name(ui_, run), title.width()));
        }
        std::string facts =
            fmt::format("η {:g} · {} {} · {} {}", run.options.learning_rate, ui_.tr("runs.batch"),
                        run.options.batch, run.options.epochs, ui_.tr("runs.epochs"));
        if (!run.newest->evaluations.empty()) {
            const Rect test = rect.cut_right(ui_.px(96));
            ui_.text_in(ui_.fonts.mono_small, test, ui_.theme.text,
                        fmt::format("{} {:.2f} %", ui_.tr("runs.test"),
                                    run.newest->evaluations.back().accuracy * 100),
                        Align::Right);
        }
        facts += fmt::format(" · {} · {}", run.example, run.network);
        rect = rect.inset(ui_.px(8), 0);
        ui_.text_in(ui_.fonts.small, rect, ui_.theme.muted,
                    ui_.fitted(ui_.fonts.small, facts, rect.width()));
    }

    const Ui& ui_;
    const Snapshot& shot_;
    UiState& state_;
    TrainingViewState& own_;
};

void pages(const Ui& ui, UiState& state, Rect row) {
    const std::array parts{Segment{"training.page.curves", ui.tr("watch.curves")},
                           Segment{"training.page.layers", ui.tr("watch.layers")},
                           Segment{"training.page.mistakes", ui.tr("watch.mistakes")},
                           Segment{"training.page.timeline", ui.tr("watch.timeline")}};
    if (const auto k = segments(ui, row.cut_left(std::min(ui.px(340), row.width())), parts,
                                static_cast<std::size_t>(state.curves.page))) {
        state.curves.page = static_cast<TrainingPage>(*k);
    }
}

}  // namespace

Commands training_stage(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    state.hovered.reset();
    ui.items.add("training.view", rect);
    pages(ui, state, rect.cut_top(ui.px(26)));
    rect.cut_top(ui.px(10));
    switch (state.curves.page) {
        case TrainingPage::Layers:
            layers_page(ui, shot, state, rect, out);
            return out;
        case TrainingPage::Mistakes:
            mistakes_page(ui, shot, state, rect, out);
            return out;
        case TrainingPage::Timeline:
            timeline_page(ui, shot, state, rect, out);
            return out;
        case TrainingPage::Curves:
            break;
    }
    Curves curves(ui, shot, state);
    curves.controls(rect.cut_top(ui.px(26)), out);
    rect.cut_top(ui.px(14));
    curves.list(rect.cut_bottom(std::clamp(rect.height() * 0.28F, ui.px(84), ui.px(200))), out);
    rect.cut_bottom(ui.px(10));
    curves.charts(rect);
    return out;
}

}  // namespace layerwise
