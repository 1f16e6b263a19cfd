// The ribbon: every step of the pass as a tick in its phase's colour; click or drag to scrub.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

Commands ribbon(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
