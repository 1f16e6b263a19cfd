// A frame as a vector drawing: text as text, heatmaps as embedded pictures.
#pragma once

#include <string>

#include <imgui.h>

#include "app/draw/fonts.h"
#include "app/draw/geometry.h"
#include "app/draw/recorder.h"

namespace layerwise {

// The part of a frame that lies in `area` (pixels), as an SVG file of area ÷ scale units. What the
// recorder knows is said by its kind: <text>, <rect>, <line>, <image>; every other shape of the
// frame becomes a path, so that nothing is missing. Windows over the main one (tips, menus) are
// part of the frame as they are of the screen. REQUIRES: `frame` was rendered from what `recorder`
// noted down, with these fonts.
std::string svg_of(const ImDrawData& frame, const Recorder& recorder, const Fonts& fonts,
                   const Rect& area, float scale);

}  // namespace layerwise
