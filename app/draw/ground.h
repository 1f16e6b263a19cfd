// Large opaque areas that lie under everything: cleared rather than painted.
#pragma once

#include "app/draw/ui.h"

namespace layerwise {

// Fills the rectangle, in whole pixels. A software OpenGL spends most of a frame on blending large
// areas; clearing costs it next to nothing. REQUIRES: the colour is opaque.
void draw_ground(const Ui& ui, const Rect& rect, const Color& color);

}  // namespace layerwise
