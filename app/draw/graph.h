// Nodes and edges as pictures: thousands of ribbons and discs, drawn where ImGui's lists are.
#pragma once

#include <cstdint>
#include <span>

#include <imgui.h>

#include "app/draw/geometry.h"
#include "app/draw/theme.h"

namespace layerwise {

// Places are in pixels from the picture's upper left corner.
struct GraphEdge {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    float strength = 0;  // −1 … 1: width and opacity carry its size, colour its sign
};
struct GraphNode {
    float x = 0, y = 0, radius = 0;
    float value = 0;  // −1 … 1 of the ramp, or kNoValue
};
inline constexpr float kNoValue = 2;

struct EdgeDrawing {
    std::span<const GraphEdge> edges;
    std::uint64_t key = 0;  // the same key promises the same edges
    const Ramp* ramp = nullptr;
    Color ground;         // what they are drawn on
    Color bright;         // of the pulse
    float widest = 4;     // pixels, at strength ±1
    float opacity = 1;    // at strength ±1
    float faintest = 0;   // no edge is fainter than this share of it
    float pulse = -1;     // how far along the edges it has come; outside 0 … 1 there is none
    bool moving = false;  // drawn anew each frame; else drawn once and kept as a picture
};

struct NodeDrawing {
    std::span<const GraphNode> nodes;
    std::uint64_t key = 0;
    const Ramp* ramp = nullptr;
    Color rim, ground;
};

class Graphs {
public:
    Graphs() = default;
    virtual ~Graphs() = default;
    Graphs(const Graphs&) = delete;
    Graphs& operator=(const Graphs&) = delete;

    virtual void edges(ImDrawList& list, const Rect& rect, const EdgeDrawing& drawing) = 0;
    virtual void nodes(ImDrawList& list, const Rect& rect, const NodeDrawing& drawing) = 0;
};

// Draws by ImGui's own lines and circles: for pictures made of vectors.
class ListGraphs final : public Graphs {
public:
    void edges(ImDrawList& list, const Rect& rect, const EdgeDrawing& drawing) override;
    void nodes(ImDrawList& list, const Rect& rect, const NodeDrawing& drawing) override;
};

// Counts what it is asked to draw: for tests without a display.
class CountedGraphs final : public Graphs {
public:
    void edges(ImDrawList& /*list*/, const Rect& /*rect*/, const EdgeDrawing& drawing) override {
        edge_count += drawing.edges.size();
    }
    void nodes(ImDrawList& /*list*/, const Rect& /*rect*/, const NodeDrawing& drawing) override {
        node_count += drawing.nodes.size();
    }

    std::size_t edge_count = 0, node_count = 0;
};

}  // namespace layerwise
