#include "app/panels/stage.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>

#include <fmt/format.h>

#include "app/draw/dimensions.h"
#include "app/draw/formula.h"
#include "app/draw/widgets.h"
#include "app/panels/ask_card.h"
#include "app/panels/lens.h"
#include "app/panels/network_view.h"
#include "app/panels/operand.h"
#include "app/panels/plane_view.h"
#include "app/panels/space_view.h"
#include "app/panels/training_view.h"
#include "app/panels/view_switch.h"
#include "app/views/plane_view.h"
#include "app/views/stage_layout.h"
#include "app/views/stage_view.h"

namespace layerwise {
namespace {

constexpr float kShortStage = 460;     // design units: a small formula, no feet
constexpr float kShortestStage = 400;  // no overline either
constexpr double kSecondsAPart = 0.4;  // of a replay with few parts

// "LAYER 1 · ADD THE BIAS", and at the right what colours stand for.
void overline(const Ui& ui, UiState& state, const StageView& view, Rect top) {
    ui.text(ui.fonts.caps, top.min(), ui.theme.phase(view.phase), view.overline);
    constexpr std::array kScales{Segment{"scale.tensor", "tensor"}, Segment{"scale.layer", "layer"},
                                 Segment{"scale.fixed", "fixed"}};
    Rect scale = top.cut_right(ui.px(168));
    scale.y0 -= ui.px(5);
    const bool scaled = state.view == StageMode::Matrix;  // the others show tensors on their own
    if (const auto k =
            scaled ? segments(ui, scale, kScales, static_cast<std::size_t>(state.color_scale))
                   : std::nullopt) {
        state.color_scale = static_cast<ColorScale>(*k);
    }
    if (scaled && top.width() > ui.px(300)) {
        ui.text(ui.fonts.small, {top.x1 - ui.px(8), top.y0 - ui.px(1)}, ui.theme.muted,
                "colour scale per", Align::Right);
    }
}

// Overline, formula and sentence; gives what is left of the rectangle.
// A short stage keeps its height for the numbers.
Rect words(const Ui& ui, const Snapshot& shot, UiState& state, const StageView& view, Rect rect) {
    const bool short_stage = rect.height() < ui.px(kShortStage);
    if (rect.height() >= ui.px(kShortestStage)) {
        overline(ui, state, view, rect.cut_top(ui.px(20)));
    }
    const int lit = state.hovered ? state.hovered->tensor : -1;
    FormulaSize size = short_stage ? FormulaSize::Label : FormulaSize::Display;
    SetFormula set = set_formula(ui, view.formula, size);
    if (set.width > rect.width()) {
        size = FormulaSize::Label;
        set = set_formula(ui, view.formula, size);
    }
    const Rect line =
        rect.cut_top(std::max(set.ascent + set.descent, ui.px(short_stage ? 26 : 36)));
    const float baseline = line.center().y + (set.ascent - set.descent) / 2;
    ui.items.add("stage.formula", {line.x0, line.y0, line.x0 + set.width, line.y1});
    // A tensor that isn't part of the formula must not dim all of it.
    const bool in_formula = std::ranges::any_of(
        set.runs, [&](const SetRun& run) { return lit >= 0 && run.tensor == lit; });
    const int pointed =
        draw_formula(ui, set, size, {line.x0, baseline}, ui.theme.text, in_formula ? lit : -1);
    state.hovered_tensor = pointed >= 0 ? pointed : state.hovered_name;
    const Trace& trace = *shot.session.trace;
    const bool shapes_shown = std::ranges::none_of(
        view.pieces, [&](const StagePiece& piece) { return shot.shape_hidden(piece.tensor); });
    if (!short_stage && shapes_shown) {
        draw_feet(ui, set_feet(ui, set, trace, shot.session.convention), {line.x0, line.y1},
                  trace.sizes, in_formula ? lit : -1);
        rect.cut_top(feet_height(ui));
    }
    rect.cut_top(ui.px(6));
    const float height =
        ui.wrapped(ui.fonts.text, rect.min(), rect.width(), ui.theme.muted, view.sentence);
    rect.cut_top(height + ui.px(8));
    return rect;
}

// "sigmoid →" is set small, "=" and "− η" like the formula.
bool is_word(const std::string& sign) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return std::ranges::count_if(sign, is_letter) > 2;
}

void operands(const Ui& ui, const Snapshot& shot, UiState& state, const OperandScene& scene,
              const Rect& rect, Commands& out) {
    const StageView& view = scene.view;
    const Trace& trace = *shot.session.trace;
    std::vector<PieceSize> sizes;
    for (const StagePiece& piece : view.pieces) {
        PieceSize size;
        if (shot.shape_hidden(piece.tensor)) {
            size.sign_width = text_size(ui.fonts.display.upright, "?").x / ui.scale;
        } else if (piece.tensor >= 0) {
            const Matrix<double>& value =
                trace.tensors[static_cast<std::size_t>(piece.tensor)].value;
            size.rows = piece.transposed ? value.cols() : value.rows();
            size.cols = piece.transposed ? value.rows() : value.cols();
        } else {
            ImFont* font = is_word(piece.sign) ? ui.fonts.small : ui.fonts.display.upright;
            size.sign_width = text_size(font, piece.sign).x / ui.scale;
        }
        sizes.push_back(size);
    }
    const bool tall_labels = std::ranges::any_of(view.pieces, [&](const StagePiece& piece) {
        return piece.tensor >= 0 &&
               std::ranges::any_of(symbol_formula(trace, piece.tensor, shot.session.convention),
                                   [](const Glyph& g) { return g.kind == Glyph::Kind::Fraction; });
    });
    Rect area = rect;
    area.y0 += ui.px(tall_labels ? 54 : 28);
    area.y1 -= ui.px(40);
    area.x0 += ui.px(3);
    area.x1 -= ui.px(3);
    const std::vector<Rect> rects = lay_out_pieces(sizes, area, ui.scale);
    state.hovered.reset();
    for (std::size_t k = 0; k < rects.size(); ++k) {
        const StagePiece& piece = view.pieces[k];
        if (shot.shape_hidden(piece.tensor)) {
            ui.text_in(ui.fonts.display.upright, rects[k], ui.theme.loss, "?", Align::Center);
        } else if (piece.tensor >= 0) {
            operand(ui, shot, state, scene, piece, rects[k], out);
        } else {
            ImFont* font = is_word(piece.sign) ? ui.fonts.small : ui.fonts.display.upright;
            ui.text_in(font, rects[k], ui.theme.muted, piece.sign, Align::Center);
        }
    }
}

// By the optimiser that training has, too.
void update_button(const Ui& ui, const StageView& view, const UiState& state, Rect rect,
                   Commands& out) {
    if (view.phase != Phase::Update) {
        return;
    }
    rect.cut_top(ui.px(26));
    Rect corner = rect.cut_right(ui.px(176));
    if (button(ui, "take-update", corner.cut_top(ui.px(30)),
               ui.tr(fmt::format("passes.take.{}", state.training.fields.optimizer)),
               ButtonStyle::Primary)) {
        out.emplace_back(ToSession{TakeUpdate{optimizer_of(state.training)}});
    }
}

// The replay belongs to one step; while it plays, time moves it on.
void move_sweep(const Ui& ui, const StageView& view, UiState& state, Index count) {
    if (state.sweep_step != view.step) {
        state.sweep_step = view.step;
        state.sweep.reset();
        state.sweeping = false;
    }
    if (!state.sweeping) {
        return;
    }
    const double seconds =
        std::min(kSecondsAPart * static_cast<double>(count), state.sweep_longest);
    const double done =
        ui.still || state.reduced_motion ? 1 : std::min(state.sweep_seconds / seconds, 1.0);
    state.sweep = static_cast<Index>(std::floor(done * static_cast<double>(count)));
    if (done >= 1) {
        state.sweep.reset();
        state.sweeping = false;
    }
}

// What of the result is there yet: during a replay, and at Element detail up to the cursor.
std::optional<Matrix<double>> partial_result(const Snapshot& shot, const UiState& state,
                                             const StageView& view,
                                             const std::optional<StageReading>& reading) {
    const Session& session = shot.session;
    const Trace& trace = *session.trace;
    const bool element = session.granularity == Granularity::Element;
    if (reading && state.sweep) {
        return partial_product(trace, reading->product, reading->reading, reading->cell.row,
                               reading->cell.col, reading->done);
    }
    const Step& step = trace.steps[static_cast<std::size_t>(view.step)];
    const Matrix<double>& whole = trace.result(step).value;
    if (!element || session.cursor.element + 1 >= whole.size()) {
        return std::nullopt;
    }
    Matrix<double> partial = whole;
    partial.reshaped()
        .tail(whole.size() - session.cursor.element - 1)
        .setConstant(std::numeric_limits<double>::quiet_NaN());
    return partial;
}

// "dots · mix · outer · blocks": how the product on the stage is read.
void reading_switch(const Ui& ui, UiState& state, Rect at) {
    constexpr std::array kReadings{
        Segment{"reading.dots", "dots"}, Segment{"reading.columns", "mix"},
        Segment{"reading.outer", "outer"}, Segment{"reading.blocks", "blocks"}};
    if (const auto k = segments(ui, at, kReadings, static_cast<std::size_t>(state.reading))) {
        state.reading = static_cast<Reading>(*k);
        state.sweep.reset();
        state.sweeping = false;
    }
}

}  // namespace

Commands stage(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    const Trace& trace = *shot.session.trace;
    const StageView view = stage_view(shot.session);
    if (state.view == StageMode::Plane && !shows_plane(shot.session)) {
        state.view = StageMode::Matrix;
    }
    const bool roomy = rect.width() > ui.px(700);
    rect = rect.inset(ui.px(roomy ? 26 : 16), ui.px(roomy ? 20 : 14));
    rect.y1 += ui.px(6);  // the code line keeps its own distance
    Rect switches = rect;
    rect = view_switch(ui, shot, state, rect);
    if (shows_ask_card(shot)) {
        const Rect card = rect.cut_bottom(ask_card_height(ui, shot, rect.width()));
        rect.cut_bottom(ui.px(12));
        Commands asked = ask_card(ui, shot, state, card);
        out.insert(out.end(), std::make_move_iterator(asked.begin()),
                   std::make_move_iterator(asked.end()));
    }
    if (state.view == StageMode::Plane) {
        Commands asked = plane_stage(ui, shot, state, rect);
        out.insert(out.end(), std::make_move_iterator(asked.begin()),
                   std::make_move_iterator(asked.end()));
        return out;
    }
    if (state.view == StageMode::Training) {
        return training_stage(ui, shot, state, rect);
    }
    update_button(ui, view, state, rect, out);
    if (state.view != StageMode::Matrix) {
        state.sweep.reset();
        state.sweeping = false;
        rect = words(ui, shot, state, view, rect);
        Commands asked = state.view == StageMode::Network ? network_stage(ui, shot, state, rect)
                                                          : space_stage(ui, shot, state, rect);
        out.insert(out.end(), asked.begin(), asked.end());
        return out;
    }
    const std::optional<Product> product = product_of(trace, view.step);
    if (product) {
        reading_switch(ui, state, switches.cut_right(ui.px(roomy ? 230 : 190)).cut_top(ui.px(26)));
    }
    rect = words(ui, shot, state, view, rect);
    const std::optional<StageCell> hovered = state.hovered;
    const Cell before = shown_cell(shot, state, view.step);
    const auto read = [&](Cell cell) {
        return stage_reading(trace, view.step, state.reading, cell, state.sweep,
                             hovered ? hovered->tensor : -1, hovered ? hovered->cell : Cell{});
    };
    if (product) {
        move_sweep(ui, view, state, part_count(*product, state.reading));
    } else {
        state.sweep.reset();
        state.sweeping = false;
    }
    const std::optional<StageReading> reading = read(before);
    const std::optional<Matrix<double>> partial = partial_result(shot, state, view, reading);
    const OperandScene scene{
        view,
        before,
        reading,
        hovered || state.sweep || (reading && reading->reading != Reading::Dots),
        partial ? &*partial : nullptr,
        state.sweep ? heatmap_key(shot.version, view.step, state.reading, before.row, before.col,
                                  *state.sweep, 53)
                    : heatmap_key(shot.version, view.step, shot.session.cursor.element, 59)};
    if (shot.asking() && shot.lessons->hides()) {  // the lens would work it out
        operands(ui, shot, state, scene, rect, out);
        return out;
    }
    const Rect lens_rect = rect.cut_bottom(
        std::clamp(rect.height() * 0.46F, ui.px(140), std::max(ui.px(262), rect.height() * 0.34F)));
    rect.cut_bottom(ui.px(8));
    operands(ui, shot, state, scene, rect, out);
    const bool dots = reading && reading->reading == Reading::Dots && !reading->complete();
    const Cell cell = state.hovered ? shown_cell(shot, state, view.step) : before;
    Commands from_lens = lens(
        ui,
        {shot, view.step, cell, {}, reading, dots ? std::optional(reading->done) : std::nullopt},
        state, lens_rect);
    out.insert(out.end(), std::make_move_iterator(from_lens.begin()),
               std::make_move_iterator(from_lens.end()));
    return out;
}

}  // namespace layerwise
