// Draws an element's figure into the lens.
#pragma once

#include "app/panels/lens_scene.h"
#include "app/views/lens_figure.h"

namespace layerwise {

// Gives the width it used; 0 where there is no figure, or no room for one.
float draw_figure(const Ui& ui, const LensFigure& figure, UiState& state, const Rect& rect);

}  // namespace layerwise
