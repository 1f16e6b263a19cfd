// The lens: the step seen closely. One element worked out, or one of the step's other views.
#pragma once

#include "app/panels/lens_scene.h"

namespace layerwise {

Commands lens(const Ui& ui, const LensScene& scene, UiState& state, Rect rect);

}  // namespace layerwise
