// The mistakes that people make with an operation, each worked out to the number it gives.
#pragma once

#include <string>
#include <vector>

#include "core/trace/convention.h"
#include "core/trace/trace.h"

namespace layerwise {

// A mistake by its name (the catalogue has its sentence under "slip.NAME") and what it gives in
// place of the right tensor: the same shape, NaN in those cells where it gives nothing.
struct Slip {
    std::string name;
    Matrix<double> value;
};

// What the known mistakes make of that tensor, most likely first; none of them for what is given
// (x, y, W, b). Names: forgot-b, added-b, transposed, wrong-axis, one-term, forgot-f, slope-for-f,
// not-normalised, sum-for-mean, forgot-square, half, log-base-ten, forgot-log, forgot-two,
// loss-for-slope, f-for-slope, slope-of-value, forgot-slope, only-slope, output-for-input,
// mean-for-sum, one-sample, uphill, forgot-eta, step-only, nothing-moved, wrong-sign.
std::vector<Slip> slips_of(const Trace& trace, int tensor);

// The same for shapes: transposed, of-first-operand, of-second-operand, one-for-batch.
struct ShapeSlip {
    std::string name;
    Shape shape;
};
std::vector<ShapeSlip> shape_slips_of(const Trace& trace, int tensor, Convention convention);

}  // namespace layerwise
