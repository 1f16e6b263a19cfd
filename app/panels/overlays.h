// What opens over the window for a moment: the keys, and a number being typed over.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

void keys_help(const Ui& ui, UiState& state, const Rect& window);

// The field that takes a new value for one number of W, b, x or y.
Commands number_editor(const Ui& ui, const Snapshot& shot, UiState& state, const Rect& window);

}  // namespace layerwise
