// What every panel reads: one snapshot of everything, and the state of the controls.
//
// A panel is a function of a Ui, a Snapshot, a UiState and a rectangle. It draws, and returns
// commands; of all it is given it changes only the UiState.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/command.h"
#include "app/draw/ui.h"
#include "app/panels/explain_state.h"
#include "app/views/linking.h"
#include "app/views/trace_facts.h"
#include "core/session/session.h"
#include "core/trace/notation.h"
#include "core/training/trainer.h"

namespace layerwise {

// A number being typed over: which, and the text so far.
struct NumberEdit {
    Symbol symbol = Symbol::W;
    int layer = 0;
    Cell cell;
    std::string text;
    ImVec2 at;  // where it was asked for
    bool opening = true;
    std::string before{};  // the text as it was opened: rounded, it must not count as an edit
};

// What the ends of a heatmap's colours stand for.
enum class ColorScale {
    Tensor,  // the largest |value| of the tensor itself
    Layer,   // the largest of its kind (values, or gradients) in its layer
    Fixed,   // ±1 for values, ±0.01 for gradients
};

// A cell of a tensor on the stage.
struct StageCell {
    int tensor = -1;
    Cell cell;
};

// The controls' own state: never undone, never part of a result.
struct UiState {
    std::optional<StageCell> hovered;  // last frame's
    std::optional<StageCell> pinned;
    int hovered_tensor = -1;  // by its symbol in the formula
    Language language = Language::Numpy;
    bool playing = false;
    double play_clock = 0;  // seconds until the next step
    bool help_open = false;
    std::optional<NumberEdit> edit;
    ExplainState explain;

    Strokes strokes;  // of the drawing under way
    bool drawing = false;

    std::string image_text = "0";
    std::string rate_text = "0.1", batch_text = "64", epochs_text = "5", seed_text = "0";
    double rate_shown = 0.1;  // the learning rate that rate_text stands for
    std::string shape_text = "128-64";
    Activation shape_activation = Activation::Relu;
    ColorScale color_scale = ColorScale::Tensor;
    bool log_scale = true;
    bool show_accuracy = false;
    int log_scrolled_to = -1;

    std::string notice;  // what went wrong, or where a file was written
    bool notice_is_error = false;
};

struct Snapshot {
    const Session& session;
    std::uint64_t version = 0;
    const TraceFacts& facts;
    std::size_t undo_depth = 0, redo_depth = 0;
    const TrainingSnapshot& training;
    bool loading_data = false;
    double frame_ms = 0;  // our own work in the last frame
};

// Whether the trace has that cell.
bool is_in(const Trace& trace, const StageCell& pointed);

// The element that the lens works out: hovered, else pinned (or the unit it follows), else the
// cursor's or the largest.
Cell shown_cell(const Snapshot& shot, const UiState& state, int step);

}  // namespace layerwise
