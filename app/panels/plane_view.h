// The stage as a playground: points of the plane, and what every unit of the network makes of them.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

// REQUIRES: shows_plane(shot.session).
Commands plane_stage(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
