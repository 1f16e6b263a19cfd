// Where the pieces of a stage go: how wide and high each operand is drawn.
#pragma once

#include <vector>

#include "app/draw/geometry.h"
#include "app/views/stage_view.h"

namespace layerwise {

// What the layout needs to know of a piece: rows and columns as drawn, or a sign's width.
struct PieceSize {
    Index rows = 0, cols = 0;  // 0 for a sign
    float sign_width = 0;
    bool square = false;  // a square matrix that should look like one
};

// Rectangles for the pieces side by side in `area`, centred in height, from the left, in the
// equation's order. Small tensors get cells that hold numbers; larger ones grow with the square
// root of their size, so that 784, 128 and 10 all stay visible; all shrink to fit.
std::vector<Rect> lay_out_pieces(const std::vector<PieceSize>& pieces, const Rect& area,
                                 float scale);

}  // namespace layerwise
