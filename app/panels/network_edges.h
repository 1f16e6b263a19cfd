// The network view's edges: weights as ribbons, what is lit, the pulse, and numbers where few are.
#pragma once

#include "app/panels/network_drawing.h"

namespace layerwise {

// While a pulse runs it sets state.moving.
void network_edges(const NetworkDrawing& d);

}  // namespace layerwise
