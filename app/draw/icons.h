// The signs on buttons, drawn from shapes: no font has them all.
#pragma once

#include "app/draw/ui.h"

namespace layerwise {

enum class Icon {
    First,
    Previous,
    Play,
    Pause,
    Next,
    Last,
    Undo,
    Redo,
    Sun,
    Moon,
    Close,
    Stop,
    LeftColumn,
    RightColumn,
    Camera,
    Enlarge,
    Shrink
};

// Centred in the rectangle.
void draw_icon(const Ui& ui, const Rect& rect, Icon icon, const Color& color);

}  // namespace layerwise
