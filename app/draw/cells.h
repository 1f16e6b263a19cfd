// A matrix on screen: cells with numbers while they fit, a heatmap when they don't.
#pragma once

#include <optional>
#include <string_view>

#include "app/draw/ui.h"
#include "app/draw/widgets.h"

namespace layerwise {

// A matrix to draw; what is lit and which part is shown are the heatmap's.
struct CellsDrawing {
    Heatmap heatmap;
    bool ring = true;                 // around what is lit
    std::optional<CellRange> mark{};  // one cell of it, as drawn: the term under the pointer
};

// What the pointer does with it. Rows and columns are as drawn: `transposed` has already happened.
struct CellsPress {
    Press press;                    // a drag that moved the picture is no click
    std::optional<Index> row, col;  // under the pointer
    bool numbered = false;          // the cell under the pointer shows its number
    std::optional<Rect> part;       // another part was asked for: by wheel, drag or double click
};

// Draws cells with numbers where they are wide enough, colours alone elsewhere. The wheel zooms
// about the pointer, a drag moves a zoomed picture, a double click on it shows all again.
CellsPress draw_cells(const Ui& ui, std::string_view name, const Rect& rect,
                      const CellsDrawing& drawing);

// Decimals that show a tensor of that range with about three digits, fixed for all its cells.
int decimals_for(float range);

}  // namespace layerwise
