// The column of the lessons: which there are and how they hang together; inside one, what its step
// says, its checklist and its review card, and what can be taken home.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

Commands learn_panel(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

// The map of the lessons' concepts: a click begins the next lesson of one.
void concept_map_picture(const Ui& ui, const Snapshot& shot, const Rect& rect, Commands& out);

}  // namespace layerwise
