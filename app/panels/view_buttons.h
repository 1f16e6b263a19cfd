// The buttons that change how the screen is shown: columns, pictures, presentation.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

void view_buttons(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect, Commands& out);
float view_buttons_width(const Ui& ui, const UiState& state);  // pixels

// The tensors whose heatmaps can be saved from here, by name: those on the stage.
std::vector<std::string> stage_tensors(const Session& session);

// The order with its heatmap named: the tensor asked for where it is on the stage, else the one
// that is pinned, else the largest.
PictureOrder named(PictureOrder order, const Session& session, const UiState& state);

// A column's edge: dragged, the column is as wide as the pointer says; double-clicked, as before.
void column_edges(const Ui& ui, UiState& state, const ScreenLayout& layout);

}  // namespace layerwise
