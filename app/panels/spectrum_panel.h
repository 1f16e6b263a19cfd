// The space view of a large layer: a plane of it, the spectrum of W, and x by what W sees of it.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

void spectrum_panel(const Ui& ui, const Snapshot& shot, UiState& state, int layer, Index sample,
                    Rect rect);

}  // namespace layerwise
