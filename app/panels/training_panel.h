// Training: start, pause and stop, with loss and accuracy as they come.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

Commands training_panel(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
