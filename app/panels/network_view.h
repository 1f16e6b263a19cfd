// The network view of the stage: units and edges, the pass as pulses through them, and the numbers
// of what is pointed at.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

// Draws into what the step's words leave of the stage.
Commands network_stage(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
