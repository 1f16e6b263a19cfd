// The switch above the stage: matrix, network or space view.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

// Draws it along the upper edge; gives what it leaves of the rectangle.
Rect view_switch(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
