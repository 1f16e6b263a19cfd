// The walk from a pixel over the cell in hand to the loss, and the cells next to it.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

Commands provenance(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
