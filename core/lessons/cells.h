// Which cell of a pass a question is about.
#pragma once

#include <string_view>
#include <vector>

#include "core/lessons/slips.h"
#include "core/trace/trace.h"

namespace layerwise {

// "z1[2]" as the tensor and its cell; tensor −1 where the text is another quantity.
struct Cell {
    int tensor = -1;
    Index row = 0, col = 0;
    bool column = false;  // W1[:,2]
};

Cell cell_of(const Trace& trace, std::string_view text);

// The slips of the cell, or of the whole column, that is asked for.
std::vector<Slip> slips_at(const Trace& trace, const Cell& cell);

// The step that makes the tensor, or −1.
int maker_of(const Trace& trace, int tensor);

}  // namespace layerwise
