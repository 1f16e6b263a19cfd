// Heatmaps by OpenGL: float textures, the colour map in shaders/heatmap.frag.
#pragma once

#include <array>
#include <deque>
#include <unordered_map>

#include "app/draw/heatmap.h"

namespace layerwise {

// REQUIRES: made, used and destroyed with the window's OpenGL context current.
class GlHeatmaps final : public Heatmaps {
public:
    GlHeatmaps() = default;
    ~GlHeatmaps() override;
    GlHeatmaps(const GlHeatmaps&) = delete;
    GlHeatmaps& operator=(const GlHeatmaps&) = delete;

    // Forgets last frame's draws and drops textures that have not been drawn for a while.
    void begin_frame();

    void draw(ImDrawList& list, const Rect& rect, const Heatmap& heatmap) override;

    std::int64_t uploads() const { return uploads_; }

private:
    struct Texture {
        unsigned id = 0;
        int width = 0, height = 0;
        std::int64_t last_frame = 0;
    };
    // What the draw callback needs once ImGui's list is really drawn.
    struct Draw {
        GlHeatmaps* self = nullptr;
        Texture texture;
        Ramp ramp;
        float range = 1;
        std::array<float, 4> lit{};  // rows, then columns, in fractions of the matrix
        float dim = 0;
        Color blank;
    };

    static void apply_shader(const ImDrawList* list, const ImDrawCmd* command);
    const Texture& texture_of(const Heatmap& heatmap);
    void compile(unsigned imgui_program);

    std::unordered_map<std::uint64_t, Texture> textures_;
    std::deque<Draw> draws_;
    std::int64_t frame_ = 0, uploads_ = 0;
    unsigned program_ = 0;
};

}  // namespace layerwise
