// What an update does: old, change and new on one scale, and the loss it promises and brings.
#pragma once

#include "app/panels/lens_scene.h"

namespace layerwise {

// REQUIRES: the step is an update.
void lens_effect(const Ui& ui, const LensScene& scene, UiState& state, Rect rect);

}  // namespace layerwise
