// A window with OpenGL 3.3 and ImGui in it, and pictures of what it shows.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <imgui.h>

#include "app/draw/fonts.h"
#include "app/draw/graph_gl.h"
#include "app/draw/heatmap_gl.h"
#include "app/window/input.h"
#include "app/window/render.h"
#include "core/base/result.h"

struct GLFWwindow;

namespace layerwise {

struct WindowSpec {
    int width = 1440, height = 900;  // design units: pixels are these times the scale
    std::optional<double> scale;     // instead of the screen's own
    bool visible = true;
};

// One at a time in a process: GLFW's and ImGui's state are the process's.
class Window {
public:
    // Errors: no display, no OpenGL 3.3, a font missing.
    static Result<std::unique_ptr<Window>> open(const WindowSpec& spec);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // Events: take those there are, or wait for one (at most so many seconds).
    void poll();
    void wait(std::optional<double> at_most);
    static void wake();  // from any thread: ends a wait

    bool should_close() const;
    // Files dropped since the last call.
    std::vector<std::filesystem::path> take_dropped();
    // True once after anything happened that asks for a frame: input, exposure, a new size.
    bool take_dirty();

    // A frame: begin, draw with ImGui, end. With `simulated`, devices are not read.
    void begin_frame(const std::optional<SimulatedInput>& simulated);
    // Builds the draw lists; after it nothing of ours runs. The GPU's part is end_frame.
    void render();
    void end_frame();
    // The frame that render() built, as pixels.
    Picture picture() const;

    void resize(int width, int height, std::optional<double> scale);
    void copy(const std::string& text) const;

    ImVec2 size() const;                            // pixels
    float scale() const { return scale_ * zoom_; }  // pixels a design unit
    float screen_scale() const { return scale_; }   // of the screen, or as asked for
    // Everything so much larger than the screen's scale asks, from the next frame on.
    void set_zoom(float zoom);
    void close(bool closing = true);  // as its button does, or not after all; from any thread
    const Fonts& fonts() const { return fonts_; }
    // What is to be shown: letters beyond Latin and Greek are loaded for it. REQUIRES: no frame is
    // under way. Errors: as build_fonts.
    Status set_texts(std::string texts);
    GlHeatmaps& heatmaps() { return *heatmaps_; }
    GlGraphs& graphs() { return *graphs_; }

private:
    Window() = default;
    Status create(const WindowSpec& spec);
    Status load_fonts();
    void watch();
    void fit_scale();

    GLFWwindow* window_ = nullptr;
    KeyTaps taps_;
    std::optional<double> fixed_scale_;
    float scale_ = 1, zoom_ = 1;
    bool scale_changed_ = false;
    bool dirty_ = true;
    Fonts fonts_;
    std::string texts_;  // see set_texts
    std::unique_ptr<GlHeatmaps> heatmaps_;
    std::unique_ptr<GlGraphs> graphs_;
    std::vector<std::filesystem::path> dropped_;
};

}  // namespace layerwise
