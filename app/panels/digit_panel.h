// Draw a digit, and read live what the network makes of it.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

// How high the panel wants to be, in design units.
float digit_panel_height(const Snapshot& shot);

// Shows the test image whose number was typed; a notice where it is none.
void show_typed_image(const Snapshot& shot, UiState& state, Commands& out);

Commands digit_panel(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
