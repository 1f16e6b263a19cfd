// The chain rule as tiles: ∂L/∂a, ∂a/∂z and ∂z/∂W multiply into ∂L/∂W.
#pragma once

#include "app/panels/lens_scene.h"

namespace layerwise {

// REQUIRES: the step belongs to a layer.
void lens_chain(const Ui& ui, const LensScene& scene, Rect rect);

}  // namespace layerwise
