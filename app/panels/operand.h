// One operand on the stage: its symbol above, its cells, its shape and its colours' range beneath.
#pragma once

#include "app/panels/panel.h"
#include "app/views/stage_view.h"

namespace layerwise {

// `cell` is the result element that the lens works out: what goes into it is lit. Pointing at a
// cell sets state.hovered; a click pins it, a double click begins to edit it.
void operand(const Ui& ui, const Snapshot& shot, UiState& state, const StageView& view,
             const StagePiece& piece, const Rect& rect, Cell cell, Commands& out);

}  // namespace layerwise
