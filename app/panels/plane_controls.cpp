// The run of the plane view: train, one epoch, fresh weights, the activation, the pace.
#include <array>

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/panels/plane_drawing.h"
#include "app/views/stage_view.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

bool is_active(const Snapshot& shot) {
    return shot.training.state == TrainingState::Running ||
           shot.training.state == TrainingState::Paused;
}

void run_button(const PlaneDrawing& d, const Rect& rect, Commands& out) {
    const Ui& ui = d.ui;
    switch (d.shot.training.state) {
        case TrainingState::Running:
            if (button(ui, "plane.train", rect, ui.tr("plane.pause"))) {
                out.emplace_back(PauseTraining{});
            }
            return;
        case TrainingState::Paused:
            if (button(ui, "plane.train", rect, ui.tr("plane.resume"), ButtonStyle::Primary)) {
                out.emplace_back(ResumeTraining{});
            }
            return;
        default:
            break;
    }
    if (button(ui, "plane.train", rect, ui.tr("plane.train"), ButtonStyle::Primary)) {
        out.emplace_back(StartTraining{});
    }
}

void activation_menu(const PlaneDrawing& d, const Rect& rect, Commands& out) {
    const Network<double>& network = d.network();
    const bool hidden = network.layers.size() > 1;
    const Activation now = hidden ? network.layers.front().f : d.state.shape_activation;
    if (!begin_menu(d.ui, "plane.activation", rect, "", spoken(now), d.ui.px(150))) {
        return;
    }
    for (const Activation f : all_activations()) {
        if (f != Activation::Softmax &&
            menu_item(d.ui, fmt::format("plane.activation.{}", name(f)), spoken(f), f == now)) {
            d.state.shape_activation = f;
            out.emplace_back(ToSession{SetActivation{f}});
        }
    }
    end_menu();
}

std::string pace_text(const Ui& ui, double pace) {
    return pace > 0 ? ui.tr("plane.pace", {{"pace", fmt::format("{:g}", pace)}})
                    : std::string(ui.tr("plane.fast"));
}

void pace_menu(const PlaneDrawing& d, const Rect& rect) {
    if (!begin_menu(d.ui, "plane.pace", rect, "", pace_text(d.ui, d.own().pace), d.ui.px(150))) {
        return;
    }
    for (const double pace : {3.0, 10.0, 30.0, 100.0, 0.0}) {
        if (menu_item(d.ui, fmt::format("plane.pace.{:g}", pace), pace_text(d.ui, pace),
                      pace == d.own().pace)) {
            d.own().pace = pace;
        }
    }
    menu_note(d.ui, d.ui.tr("plane.pace-note"));
    end_menu();
}

// "epoch 12 · train 0.312 · test 0.334 · 97.1 % right"
void facts(const PlaneDrawing& d, const Rect& rect) {
    const Ui& ui = d.ui;
    ui.items.add("plane.facts", rect);
    std::string text;
    if (d.shot.training.state == TrainingState::Failed) {
        ui.text_in(ui.fonts.small, rect, ui.theme.warning,
                   ui.fitted(ui.fonts.small, d.shot.training.message, rect.width()));
        return;
    }
    if (!d.shot.training.curve.empty()) {
        text = ui.tr("plane.epoch",
                     {{"epoch", fmt::format("{:.0f}", d.shot.training.curve.back().epoch)}}) +
               " · ";
    }
    const PlaneFacts* known = d.shot.plane.get();
    if (known == nullptr) {
        text += ui.tr("plane.computing");
    } else {
        const bool tested = d.set().test.count() > 0;
        text += ui.tr("plane.train-loss", {{"loss", number_text(known->train.loss, 3)}});
        if (tested) {
            text += " · " + ui.tr("plane.test-loss", {{"loss", number_text(known->test.loss, 3)}});
        }
        if (!d.set().is_regression()) {
            const double right = tested ? known->test.right : known->train.right;
            text += " · " + ui.tr("plane.right", {{"share", number_text(100 * right, 1)}});
        }
    }
    ui.text_in(ui.fonts.mono_small, rect, ui.theme.text,
               ui.fitted(ui.fonts.mono_small, text, rect.width()),
               d.layout.wide ? Align::Right : Align::Left);
}

}  // namespace

void plane_controls(const PlaneDrawing& d, Commands& out) {
    const Ui& ui = d.ui;
    Rect row = d.layout.controls;
    const float gap = ui.px(6);
    const auto next_rect = [&](float width) {
        const Rect piece = row.cut_left(ui.px(width));
        row.cut_left(gap);
        return piece;
    };
    run_button(d, next_rect(68), out);
    if (button(ui, "plane.epoch", next_rect(68), ui.tr("plane.one-epoch"), ButtonStyle::Plain,
               d.shot.training.state != TrainingState::Running)) {
        out.emplace_back(StepEpoch{});
    }
    const bool active = is_active(d.shot);
    if (icon_button(ui, "plane.reset", next_rect(28), Icon::Undo, ui.tr("plane.reset"))) {
        if (active) {
            out.emplace_back(StopTraining{});
        }
        out.emplace_back(ToSession{
            Initialize{initializer_of(d.state.training, d.network()), ++d.own().weight_seed}});
    }
    activation_menu(d, next_rect(d.layout.wide ? 98 : 92), out);
    pace_menu(d, {row.x0, row.y0, std::min(row.x0 + ui.px(112), row.x1), row.y1});
    facts(d, d.layout.facts);
}

}  // namespace layerwise
