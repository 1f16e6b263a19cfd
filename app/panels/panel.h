// What every panel reads: one snapshot of everything, and the state of the controls.
//
// A panel is a function of a Ui, a Snapshot, a UiState and a rectangle. It draws, and returns
// commands; of all it is given it changes only the UiState.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "app/commands/command.h"
#include "app/commands/training_choices.h"
#include "app/draw/ui.h"
#include "app/panels/explain_state.h"
#include "app/panels/screen_layout.h"
#include "app/views/linking.h"
#include "app/views/plane_state.h"
#include "app/views/space_state.h"
#include "app/views/stage_mode.h"
#include "app/views/trace_facts.h"
#include "app/views/training_state.h"
#include "core/analysis/svd.h"
#include "core/practice/gradient_check.h"
#include "core/practice/lesson_play.h"
#include "core/practice/loops.h"
#include "core/session/session.h"
#include "core/trace/notation.h"
#include "core/trace/reading.h"
#include "core/trace/what_if.h"
#include "core/training/kept_runs.h"
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

// What the lens shows: one element in numbers, or the step seen in another way.
enum class LensTab {
    Element,
    Chain,      // backward: the chain rule's factors as tiles
    Nudge,      // gradients and updates: the loss as a function of one parameter
    Effect,     // updates: old, change and new on one scale; what it does to the loss
    Optimizer,  // updates: the optimiser's own operations, and passes taken one after another
};

// How passes are taken one after another.
struct PassState {
    std::string count_text = "10";
    bool next_input = false;
    std::uint64_t key = 0;  // of the norm
    double norm = 0;        // of all gradients, before clipping
};

// L along one parameter: computed when it changes, not each frame.
struct NudgeCurve {
    std::uint64_t key = 0;
    std::vector<double> w, L;
    double difference = 0;  // the central difference's slope
};

// What the update on the stage does to the loss, computed likewise.
struct UpdateEffects {
    std::uint64_t key = 0;
    UpdateEffect one, all;  // of its own tensor, of all parameters
};

struct LayersFacts;   // of the training view: what a batch says about each layer
struct MistakeFacts;  // and what is read wrong
struct PlaneFacts;    // of the plane view: losses and gradients over the whole set
struct NetworkScene;  // of the network view: what it draws, kept until it changes

// Which of the network view's layers are open, and how far its pulse has come.
struct NetworkViewState {
    std::set<int> open;  // 0 is the input
    int step_seen = -1;
    double pulse_began = 0;
    std::shared_ptr<const NetworkScene> scene;
    Matrix<double> picture;  // the input as a square
    std::uint64_t picture_key = 0;
};

// What the lessons' controls remember.
struct LearnState {
    bool open = false;          // the column at the right shows lessons
    bool hide_results = false;  // each step is predicted before it is seen
    std::uint64_t asked = 0;    // the question that the rest belongs to
    std::string answer;
    std::vector<std::string> tiles;  // of the shape puzzle, as joined so far
    bool focus = false;              // the field is to take the keys
};

// Work in the background that lessons ask for, and how far it is.
struct PracticeWork {
    std::shared_ptr<const CheckProgress> check;  // null where none was asked for
    std::shared_ptr<const Trace> checked;        // the pass it is of
    std::shared_ptr<const std::vector<LoopTime>> loops;
    ProductSize size;
    bool measuring = false;
};

// The controls' own state: never undone, never part of a result.
struct UiState {
    std::optional<StageCell> hovered;  // last frame's
    std::optional<StageCell> pinned;
    int hovered_tensor = -1;  // by its symbol in the formula or its name in the code
    int hovered_name = -1;    // by its name in the code alone
    StageMode view = StageMode::Matrix;
    NetworkViewState network;
    SpaceViewState space;
    PlaneViewState plane;
    TrainingViewState curves;  // of the runs
    bool reduced_motion = false;
    bool moving = false;  // something moves this frame: there must be another
    Language language = Language::Numpy;
    bool playing = false;
    double play_clock = 0;  // seconds until the next step
    bool help_open = false;
    Columns columns;
    bool presenting = false;  // ribbon and stage alone, large
    PictureOrder picture;     // what the next picture is to be of
    std::optional<NumberEdit> edit;
    ExplainState explain;
    LearnState learn;

    Strokes strokes;  // of the drawing under way
    bool drawing = false;

    // The replay of the product on the stage.
    Reading reading = Reading::Dots;
    std::optional<Index> sweep;  // parts done; nothing: all of them
    bool sweeping = false;       // by itself
    double sweep_seconds = 0;    // how long it has run
    double sweep_longest = 0;    // how long it may take
    int sweep_step = -1;         // the step it belongs to

    LensTab lens_tab = LensTab::Element;
    bool terms_by_weight = true;      // the lens's list: the weightiest first
    float term_scroll = 0;            // rows
    std::optional<double> nudged_to;  // the value the nudged parameter is dragged to
    Parameter nudged;                 // which one that is
    float nudge_reach = 1;            // how far the curve goes to each side
    NudgeCurve nudge_curve;
    UpdateEffects effects;
    PassState passes;

    std::string image_text = "0";
    TrainingChoices training;
    std::string rate_text = "0.1";
    double rate_shown = 0.1;  // the learning rate that rate_text stands for
    std::string shape_text = "128-64";
    Activation shape_activation = Activation::Relu;
    ColorScale color_scale = ColorScale::Tensor;
    std::map<std::string, Rect>
        parts;  // what is shown of zoomed tensors, by name, as core keeps it
    bool log_scale = true;
    bool show_accuracy = false;
    int log_scrolled_to = -1;

    std::string notice;  // what went wrong, or where a file was written
    bool notice_is_error = false;
};

// Starts the replay of the product on the stage; where there is none, nothing happens.
void begin_sweep(UiState& state, double longest_seconds = 2.4);

struct Snapshot {
    const Session& session;
    std::uint64_t version = 0;
    const TraceFacts& facts;
    std::size_t undo_depth = 0, redo_depth = 0;
    const TrainingSnapshot& training;
    bool loading_data = false;
    double frame_ms = 0;  // our own work in the last frame
    // Of the W that the space view shows; null while it is being computed.
    std::shared_ptr<const Svd> svd{};
    // Of the set that the plane view shows; null until it has been computed once.
    std::shared_ptr<const PlaneFacts> plane{};
    const LessonPlay* lessons = nullptr;
    PracticeWork work{};
    UnixSeconds now = 0;
    // The runs so far, in the order they began.
    std::span<const KeptRun> runs{};
    // Of the network on screen, or while they are computed of one before it; null before the first,
    // and where they aren't shown.
    std::shared_ptr<const LayersFacts> layers{};
    std::shared_ptr<const MistakeFacts> mistakes{};

    // Whether somebody is to find out by themselves what the stage would show.
    bool asking() const { return lessons != nullptr && lessons->asking(); }
    bool shape_hidden(int tensor) const {
        return lessons != nullptr && lessons->shape_hidden(tensor);
    }
    // The tensor's values with NaN where they are hidden; null where nothing of it is.
    const Matrix<double>* masked(int tensor) const {
        const auto* all = lessons == nullptr ? nullptr : &lessons->masked();
        const auto found =
            all == nullptr ? std::map<int, Matrix<double>>::const_iterator{} : all->find(tensor);
        return all == nullptr || found == all->end() ? nullptr : &found->second;
    }
};

// Whether the trace has that cell.
bool is_in(const Trace& trace, const StageCell& pointed);

// The element that the lens works out: hovered, else pinned (or the unit it follows), else the
// cursor's or the largest.
Cell shown_cell(const Snapshot& shot, const UiState& state, int step);

}  // namespace layerwise
