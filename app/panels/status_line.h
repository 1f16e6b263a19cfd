// The status line: parameters, frame time, what the program is doing, the keys; and notices.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

Commands status_line(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

// What went wrong, or where a file went: above everything until dismissed.
void notice(const Ui& ui, UiState& state, const Rect& window);

}  // namespace layerwise
