// The space view of the stage: what W, b and f do to the space of inputs.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

// Draws into what the step's words leave of the stage: spaces of up to three dimensions as they
// are, larger ones through W's singular vectors.
Commands space_stage(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
