// The shape log beside the stage: the steps so far, each with the shapes it joined; export.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

Commands shape_log_panel(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
