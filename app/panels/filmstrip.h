// The preparation of a drawing as a strip of pictures, each stage with its switch.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

Commands filmstrip(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
