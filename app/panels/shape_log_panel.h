// The shape log beside the stage: the steps so far, each with the shapes it joined; export.
#pragma once

#include <string>

#include "app/panels/panel.h"
#include "core/export/shape_log.h"

namespace layerwise {

// "128×784 · 784×1 → 128×1": what goes in, with the operation's sign between, and what comes out. A
// factor that the operation transposes stands as it enters the product.
std::string shapes_text(const ShapeRow& row, Operation operation);

Commands shape_log_panel(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
