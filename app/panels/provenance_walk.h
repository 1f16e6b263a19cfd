// The stops of a walk from a pixel to the loss, side by side.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

// To the cell: the session goes to the step that shows it, and the cell is pinned.
// REQUIRES: state.explain has a walk.
void go_to(const Snapshot& shot, UiState& state, const Place& place, Commands& out);

// The walk as a row of stops, broken into lines; gives the height it took. Where the lines don't
// fit, it shows those around the cell in hand.
float walk_row(const Ui& ui, const Snapshot& shot, UiState& state, const Walk& walk, Rect rect,
               Commands& out);

}  // namespace layerwise
