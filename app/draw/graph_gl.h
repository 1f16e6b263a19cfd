// Nodes and edges by OpenGL: one instance each, in shaders/edges and shaders/nodes.
#pragma once

#include <array>
#include <deque>
#include <unordered_map>

#include "app/draw/graph.h"

namespace layerwise {

// Instances are uploaded when their key is new. Edges that don't move are drawn once into a
// picture of their own: a hundred thousand of them cost a frame no more than one.
//
// REQUIRES: made, used and destroyed with the window's OpenGL context current.
class GlGraphs final : public Graphs {
public:
    GlGraphs() = default;
    ~GlGraphs() override;
    GlGraphs(const GlGraphs&) = delete;
    GlGraphs& operator=(const GlGraphs&) = delete;

    // Forgets last frame's draws and drops what has not been drawn for a while.
    void begin_frame();

    void edges(ImDrawList& list, const Rect& rect, const EdgeDrawing& drawing) override;
    void nodes(ImDrawList& list, const Rect& rect, const NodeDrawing& drawing) override;

    std::int64_t uploads() const { return uploads_; }

private:
    // Instances on the GPU, and for still edges their picture.
    struct Batch {
        unsigned array = 0, buffer = 0, texture = 0;
        int count = 0;
        int width = 0, height = 0;  // of the picture
        std::int64_t last_frame = 0;
    };
    // What the callbacks need once ImGui's list is really drawn.
    struct EdgeDraw {
        GlGraphs* self = nullptr;
        Batch batch;
        Rect rect;
        EdgeDrawing drawing;
    };
    struct NodeDraw {
        GlGraphs* self = nullptr;
        Batch batch;
        Rect rect;
        NodeDrawing drawing;
    };

    static void run_edges(const ImDrawList* list, const ImDrawCmd* command);
    static void run_nodes(const ImDrawList* list, const ImDrawCmd* command);
    void compile();
    void bound_memory();
    Batch& batch_of(std::uint64_t key, const void* data, std::size_t bytes, int count,
                    std::span<const int> parts);
    void paint_edges(const Batch& batch, const EdgeDrawing& drawing, ImVec2 origin,
                     const std::array<float, 16>& projection) const;
    void draw_picture(Batch& batch, const EdgeDrawing& drawing, int width, int height) const;
    static void drop(const Batch& batch);

    std::unordered_map<std::uint64_t, Batch> batches_;
    std::deque<EdgeDraw> edge_draws_;
    std::deque<NodeDraw> node_draws_;
    std::int64_t frame_ = 0, uploads_ = 0;
    unsigned edge_program_ = 0, node_program_ = 0;
};

}  // namespace layerwise
