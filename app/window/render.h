// ImGui's frames into pictures, through a buffer of their own.
#pragma once

#include <cstdint>
#include <vector>

#include <imgui.h>

#include "app/draw/geometry.h"

namespace layerwise {

// Pixels of a frame, RGB, from the top.
struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint8_t> pixels;
};

// The part of the frame in `area`, in whole pixels. What covers the window on the screen does not
// show in it, and it may be larger than any screen: it is made of tiles.
// REQUIRES: the context of ImGui and of OpenGL that made the frame are current.
Picture render_picture(ImDrawData& frame, const Rect& area);

}  // namespace layerwise
