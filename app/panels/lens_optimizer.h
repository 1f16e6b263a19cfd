// The optimiser's own operations on one number, and passes taken one after another.
#pragma once

#include <optional>

#include "app/panels/lens_scene.h"

namespace layerwise {

// REQUIRES: the step is an update.
Commands lens_optimizer(const Ui& ui, const LensScene& scene, UiState& state, Rect rect);

// The next pass, or as many as are asked for. Nothing where their number is none.
std::optional<TakeUpdate> take_of(const UiState& state, bool many);

}  // namespace layerwise
