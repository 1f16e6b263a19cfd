// Two controls for trying things out: a switch that is on or off, and a slider from 0 to 1.
#pragma once

#include <optional>
#include <string_view>

#include "app/draw/widgets.h"

namespace layerwise {

// A switch with its label behind it. True when clicked: then it should be turned.
bool toggle(const Ui& ui, std::string_view name, const Rect& rect, std::string_view label, bool on,
            bool enabled = true);

// A slider; gives the value under the pointer, 0 to 1, while it is held.
std::optional<float> slider(const Ui& ui, std::string_view name, const Rect& rect, float value,
                            const Color& color);

}  // namespace layerwise
