// The menu of training's options: optimiser, schedule, what holds the weights down, the run.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

// The button "Adam ▾" and, while it is open, the menu below it.
void training_options(const Ui& ui, const Snapshot& shot, UiState& state, const Rect& rect,
                      Commands& out);

// What the reader's language calls a field of that name among the flags, for errors.
std::string field_called(const Catalogue& words, std::string_view field);

}  // namespace layerwise
