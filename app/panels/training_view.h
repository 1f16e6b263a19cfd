// The training view of the stage: the runs so far, their curves over each other.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

Commands training_stage(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
