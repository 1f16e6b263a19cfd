// The top bar: network and input, transport, granularity, convention, theme.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

Commands top_bar(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

// First, back, play, on, last: 182 design units wide.
void transport(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect, Commands& out);

}  // namespace layerwise
