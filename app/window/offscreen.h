// Frames that no screen shows: drawn at a scale of their own, for pictures.
#pragma once

#include <functional>
#include <memory>

#include <imgui.h>

#include "app/draw/fonts.h"
#include "app/draw/graph_gl.h"
#include "app/draw/heatmap_gl.h"
#include "app/window/render.h"
#include "core/base/result.h"

namespace layerwise {

// An ImGui of its own: what is open, scrolled and typed in the window stays as it is.
// REQUIRES: used and destroyed with the window's OpenGL context current.
class Offscreen {
public:
    // Fonts are rasterised for `scale` pixels a design unit. Errors: a font is missing.
    static Result<std::unique_ptr<Offscreen>> open(ImVec2 pixels, float scale);
    ~Offscreen();
    Offscreen(const Offscreen&) = delete;
    Offscreen& operator=(const Offscreen&) = delete;

    // A frame: `draw` is called between ImGui's NewFrame and Render. The pointer is where it is
    // said to be; (−1, −1) is nowhere.
    void frame(ImVec2 pointer, const std::function<void()>& draw);

    // What the last frame has in `area`, in pixels.
    Picture picture(const Rect& area);
    // Calls `use` with the last frame while this ImGui is the current one.
    void with_frame(const std::function<void(const ImDrawData&)>& use);

    const Fonts& fonts() const { return fonts_; }
    Heatmaps& heatmaps() { return heatmaps_; }
    Graphs& graphs() { return graphs_; }

private:
    Offscreen() = default;

    ImGuiContext* context_ = nullptr;
    Fonts fonts_;
    GlHeatmaps heatmaps_;
    GlGraphs graphs_;
};

}  // namespace layerwise
