// The lens's first tab: one element of the step, as pictures, as terms and in numbers.
#pragma once

#include "app/panels/lens_scene.h"

namespace layerwise {

void lens_element(const Ui& ui, const LensScene& scene, UiState& state, Rect rect);

}  // namespace layerwise
