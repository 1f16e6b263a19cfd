// Where the plane view's network stands: a column of features, one of each layer's units.
#pragma once

#include <utility>
#include <vector>

#include "app/panels/plane_drawing.h"

namespace layerwise {

// Where everything stands: a column of inputs, one of each layer.
struct Places {
    float picture = 0;                         // side of a unit's picture
    std::vector<Index> input_of;               // of a feature: its row of x, or −1
    std::vector<std::vector<ImVec2>> centres;  // of layer l: its units'; 0 are the inputs in use
    std::vector<ImVec2> features;              // of every feature that can be chosen
    std::vector<Rect> heads;                   // above layer l's column, at l − 1
};

// The layers with a column. With one output, that is the large picture itself.
int drawn_layers(const PlaneDrawing& d);

Places lay_out_places(const PlaneDrawing& d, Rect area);

// Of the edge to unit i of layer l from unit j of the layer before: from the right rim of a picture
// to the left rim of the next.
std::pair<ImVec2, ImVec2> ends(const PlaneDrawing& d, const Places& places, int l, Index i,
                               Index j);

// The weights as edges; the one under the pointer.
struct PlaneWeight {
    int layer = 0;
    Index row = 0, col = 0;
};
std::optional<PlaneWeight> plane_edges(const PlaneDrawing& d, const Places& places,
                                       const Rect& canvas);

// Lights it and reads it out; with `asked`, it is to be typed over.
void lit_weight(const PlaneDrawing& d, const Places& places, const PlaneWeight& weight, bool asked);

}  // namespace layerwise
