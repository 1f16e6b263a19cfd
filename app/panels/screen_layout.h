// Where the panels go: columns that can be dragged and closed, and the stage alone for a projector.
#pragma once

#include <optional>

#include "app/draw/geometry.h"

namespace layerwise {

// The columns beside the stage, as a person has set them.
struct Columns {
    std::optional<float> network_width, side_width;  // design units; else by the window's width
    bool network_open = true, side_open = true;
    bool operator==(const Columns&) const = default;
};

// A panel that is not shown has an empty rectangle.
struct ScreenLayout {
    Rect window, top_bar, ribbon, network, stage, code, side, status;
};

// For a window of `size` pixels. The stage always keeps room: columns give way.
ScreenLayout lay_out_screen(ImVec2 size, float scale, const Columns& columns = {});

// Ribbon and stage, nothing else.
ScreenLayout lay_out_presentation(ImVec2 size, float scale);

// How much larger than usual everything is for a projector, in a window of that many design units:
// as large as the stage's words and pictures fit.
float presentation_zoom(ImVec2 units);

}  // namespace layerwise
