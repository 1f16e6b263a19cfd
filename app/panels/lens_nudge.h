// The loss as a function of one parameter: drag it, and compare slopes.
#pragma once

#include "app/panels/lens_scene.h"

namespace layerwise {

// REQUIRES: the step's result is ∂L/∂W, ∂L/∂b, new W or new b.
Commands lens_nudge(const Ui& ui, const LensScene& scene, UiState& state, Rect rect);

}  // namespace layerwise
