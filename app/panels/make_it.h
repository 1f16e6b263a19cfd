// Another class for the picture: the input painted downhill on its loss, by a slider.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

Commands make_it(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
