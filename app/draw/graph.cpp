#include "app/draw/graph.h"

#include <algorithm>
#include <cmath>

namespace layerwise {

void ListGraphs::edges(ImDrawList& list, const Rect& rect, const EdgeDrawing& drawing) {
    constexpr float kThinnest = 0.6F;
    for (const GraphEdge& edge : drawing.edges) {
        const float size = std::abs(edge.strength);
        const float opacity = drawing.opacity * std::max(size, drawing.faintest);
        const Color color = color_at(*drawing.ramp, edge.strength < 0 ? -0.6F : 0.6F);
        list.AddLine({rect.x0 + edge.x0, rect.y0 + edge.y0}, {rect.x0 + edge.x1, rect.y0 + edge.y1},
                     color.faded(std::min(opacity, 1.0F)).packed(),
                     std::max(drawing.widest * size, kThinnest));
    }
}

void ListGraphs::nodes(ImDrawList& list, const Rect& rect, const NodeDrawing& drawing) {
    for (const GraphNode& node : drawing.nodes) {
        const ImVec2 at{rect.x0 + node.x, rect.y0 + node.y};
        const bool blank = node.value == kNoValue;
        const Color fill = blank ? drawing.ground : color_at(*drawing.ramp, node.value);
        list.AddCircleFilled(at, node.radius, fill.packed());
        list.AddCircle(at, node.radius, drawing.rim.packed());
    }
}

}  // namespace layerwise
