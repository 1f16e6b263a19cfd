// The network as a column of layers: shapes, activation strips, gradient norms on the way back.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

Commands network_column(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
