// Many small pictures in one matrix, for one texture: the rows of a W, the images that were
// misread.
#pragma once

#include <cstdint>
#include <vector>

#include "app/draw/ui.h"
#include "core/base/matrix.h"

namespace layerwise {

struct PictureSheet {
    std::uint64_t key = 0;       // of what they show
    Index rows = 0, cols = 0;    // of one picture
    Index across = 16;           // pictures beside each other
    Matrix<double> values;       // as drawn
    std::vector<double> ranges;  // of each picture: its largest |value|

    Index count() const { return static_cast<Index>(ranges.size()); }
};

// The columns of `pictures` (rows·cols × count), each row by row, as MNIST's are.
PictureSheet sheet_of(const Matrix<double>& pictures, Index rows, Index cols, std::uint64_t key);

// Draws picture k; colours reach to ±range.
void draw_picture(const Ui& ui, const PictureSheet& sheet, Index k, const Rect& rect,
                  const Ramp& ramp, double range);

}  // namespace layerwise
