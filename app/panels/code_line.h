// The step as one line of NumPy, PyTorch or Eigen, with its shapes; copy.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

Commands code_line(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

}  // namespace layerwise
