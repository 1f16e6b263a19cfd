// One operand on the stage: its symbol above, its cells, its shape and its colours' range beneath.
#pragma once

#include "app/panels/panel.h"
#include "app/views/stage_reading.h"
#include "app/views/stage_view.h"

namespace layerwise {

// What is the same for all operands of a stage.
struct OperandScene {
    const StageView& view;
    Cell cell;  // the result element that the lens works out: what goes into it is lit
    const std::optional<StageReading>& reading;
    // `partial`: of the result, what is there yet; null: all of it. The key changes with its
    // values.
    bool looking = false;  // somebody points, or replays: what isn't lit recedes
    const Matrix<double>* partial = nullptr;
    std::uint64_t partial_key = 0;
};

// Pointing at a cell sets state.hovered; a click pins it, a double click begins to edit it. The
// wheel and drags change the part of the matrix that is shown.
void operand(const Ui& ui, const Snapshot& shot, UiState& state, const OperandScene& scene,
             const StagePiece& piece, const Rect& rect, Commands& out);

}  // namespace layerwise
