// The switch above the stage: matrix, network or space view.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

// The views there are of the session, in the order of the switch.
std::vector<StageMode> views_of(const Session& session);

// Draws it along the upper edge; gives what it leaves of the rectangle.
Rect view_switch(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
