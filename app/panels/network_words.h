// The network view's words: its layers' names, what colours stand for, and what is pointed at.
#pragma once

#include "app/panels/network_drawing.h"

namespace layerwise {

// Names of the layers; a click opens all of a layer's units.
void network_headers(const NetworkDrawing& d, const Rect& row);

// What the colours' ends stand for, and which edges are shown.
void network_legend(const NetworkDrawing& d, const Rect& row, const Rect& note);

// The unit or the edge under the pointer, worked out; else how to use the view.
void network_words(const NetworkDrawing& d, Rect rect);

}  // namespace layerwise
