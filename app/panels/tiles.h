// A row of small matrices with signs between them, as the lens shows them: label, cells, caption.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "app/draw/ui.h"
#include "core/trace/notation.h"

namespace layerwise {

struct Tile {
    std::string sign;     // before it: "·", "=", "−", or words
    Formula label;        // above it
    std::string caption;  // beneath
    Matrix<double> values;
    bool transposed = false;  // drawn transposed against `values`
    Palette palette = Palette::Values;
    float range = 0;  // 0: the largest |value|
    std::uint64_t key = 0;
    std::optional<CellRange> lit{};  // as `values` has it
};

// Draws them from the left, as high as the rectangle allows; their cells are named "lens.tile1", ….
// Gives the width used.
float draw_tiles(const Ui& ui, const Rect& rect, std::span<const Tile> tiles);

// "W, column 3" and the like as an upright label.
Formula text_label(std::string text);

}  // namespace layerwise
