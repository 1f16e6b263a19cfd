// Which part of a matrix fills its rectangle, and how the wheel and a drag change it.
#pragma once

#include "app/draw/geometry.h"
#include "core/base/matrix.h"

namespace layerwise {

inline constexpr Rect kWhole{0, 0, 1, 1};

bool is_whole(const Rect& part);

// The part after zooming by `factor` (> 1: closer) about the point at those fractions of the
// rectangle: what is under the pointer stays there. Never less than four cells, or all there are,
// in each direction; never beyond the edges. An axis of one cell does not zoom.
Rect zoomed(const Rect& part, ImVec2 at, float factor, Index rows, Index cols);

// The part after the picture was dragged by those fractions of the rectangle.
Rect panned(const Rect& part, ImVec2 by);

// The part moved as little as shows the cell.
Rect showing(const Rect& part, Index row, Index col, Index rows, Index cols);

// The same part of the transposed matrix.
inline Rect transposed(const Rect& part) {
    return {part.y0, part.x0, part.y1, part.x1};
}

}  // namespace layerwise
