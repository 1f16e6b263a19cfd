// ImGui's triangles as SVG paths, for shapes of which nothing but their triangles is known.
#pragma once

#include <string>
#include <string_view>

#include <imgui.h>

#include "app/draw/geometry.h"
#include "app/draw/theme.h"

namespace layerwise {

// `fill="#57a9ff"`, with its opacity where it has one.
std::string svg_paint(std::string_view attribute, const Color& color);

// The indices first…last − 1 of a command. A triangle of full vertices is filled; of the fringe
// that softens an edge, a pixel wide and fading to nothing, the full side is stroked a pixel wide:
// that also gives thin lines, which are nothing but fringe. Glyphs become text again.
std::string svg_shapes(const ImDrawList& list, const ImDrawCmd& command, int first, int last,
                       const Rect& area);

}  // namespace layerwise
