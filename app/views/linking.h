// Which cells belong together: from any cell of a step to the result it takes part in, and back.
#pragma once

#include <optional>

#include "core/trace/trace.h"

namespace layerwise {

// A cell as core keeps it (column convention).
struct Cell {
    Index row = 0, col = 0;
    bool operator==(const Cell&) const = default;
};

// A cell of a tensor on the stage.
struct StageCell {
    int tensor = -1;
    Cell cell;
};

// What to light in a tensor: a cell, a whole row, a whole column, or nothing.
struct Lit {
    std::optional<Index> row, col;
};

// What of `tensor` goes into result element `cell` of the step.
Lit lit_for(const Trace& trace, int step, int tensor, Cell cell);

// The result element that a cell of `tensor` points at; where the cell alone doesn't decide (x_j
// goes into every z_i), the rest stays as in `current`.
Cell result_for(const Trace& trace, int step, int tensor, Cell hovered, Cell current);

// The result element that follows the same unit and sample as a cell of any tensor of the trace:
// unit i of layer l is row i of everything that layer makes. Steps of other layers leave `current`.
Cell followed(const Trace& trace, int step, int tensor, Cell cell, Cell current);

// The network input that a cell belongs to: the pixel of a weight of layer 1, of x, of ∂L/∂x.
std::optional<Index> input_of(const Trace& trace, int tensor, Cell cell);

// The element to show before anybody has pointed anywhere: the largest one. A layer's forward steps
// follow one unit, the most active; an update shows the number that moves most.
Cell default_cell(const Trace& trace, int step);

// The cell kept inside the step's result.
Cell clamped(const Trace& trace, int step, Cell cell);

}  // namespace layerwise
