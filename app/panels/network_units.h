// The network view's units: discs with their numbers, the input as a picture, outputs named.
#pragma once

#include "app/panels/network_drawing.h"

namespace layerwise {

void network_units(const NetworkDrawing& d);

}  // namespace layerwise
