// A matrix on screen: cells with numbers while they fit, a heatmap when they don't.
#pragma once

#include <optional>
#include <string_view>

#include "app/draw/ui.h"
#include "app/draw/widgets.h"

namespace layerwise {

// Rows and columns here are as drawn: `transposed` has already happened.
struct CellsDrawing {
    Heatmap heatmap;
    std::optional<Index> lit_row, lit_col;  // a row, a column, or with both one cell
};

struct CellsPress {
    Press press;
    std::optional<Index> row, col;  // under the pointer
};

CellsPress draw_cells(const Ui& ui, std::string_view name, const Rect& rect,
                      const CellsDrawing& drawing);

// Decimals that show a tensor of that range with about three digits, fixed for all its cells.
int decimals_for(float range);

}  // namespace layerwise
