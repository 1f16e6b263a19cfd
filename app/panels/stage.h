// The stage: the step's words and formula, its operands as heatmaps in the equation's order, and
// the lens that works one element out.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

Commands stage(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
