// Where the units and edges of a network view go, in pixels from its upper left corner.
#pragma once

#include <cstdint>
#include <vector>

#include "app/draw/geometry.h"
#include "app/draw/graph.h"
#include "app/views/network_view.h"

namespace layerwise {

struct PlacedLayer {
    Rect column;                   // the whole column, without its header
    Rect picture;                  // of the pixels, where there is one
    float radius = 0;              // of its discs
    bool has_more = false;         // an ellipsis is at the column's end
    std::vector<GraphNode> nodes;  // of units[k] at k
};

struct PlacedBand {
    Rect rect;                     // what its edges are drawn in
    std::vector<GraphEdge> edges;  // from the corner of rect, the strongest last
    std::vector<Edge> weights;     // whose edges[k] is at k
    std::uint64_t key = 0;         // of the edges
};

struct NetworkLayout {
    std::vector<PlacedLayer> layers;
    std::vector<PlacedBand> bands;
    std::uint64_t node_key = 0;
};

// Lays the view out in that size; `scale` is pixels a design unit.
NetworkLayout lay_out_network(const NetworkView& view, const Trace& trace, ImVec2 size,
                              float scale);

// The middle of a unit. REQUIRES: a pixel, or a unit that is shown.
ImVec2 unit_place(const NetworkView& view, const NetworkLayout& layout, const Unit& unit);
bool is_shown(const NetworkView& view, const Unit& unit);

// What is under a point: a unit before a pixel before an edge.
GraphPlace place_at(const NetworkView& view, const NetworkLayout& layout, ImVec2 point,
                    float scale);

// The edges of one place, drawn over the rest: all into a unit and out of it, or the one.
std::vector<GraphEdge> edges_of(const NetworkView& view, const NetworkLayout& layout,
                                const Trace& trace, const NetworkBand& band,
                                const GraphPlace& place);

}  // namespace layerwise
