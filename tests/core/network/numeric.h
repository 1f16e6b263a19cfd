// Derivatives without calculus, and the measure of how close two matrices are.
#pragma once

#include <algorithm>

#include "core/base/matrix.h"

namespace layerwise {

// The five-point central difference of f at 0: its own error is of order h⁴.
template <class Function>
double central_difference(Function f) {
    constexpr double kStep = 2e-4;
    return (8 * (f(kStep) - f(-kStep)) - (f(2 * kStep) - f(-2 * kStep))) / (12 * kStep);
}

// The largest |a − b| / (|b| + floor) over all elements.
inline double relative_error(const Matrix<double>& a, const Matrix<double>& b,
                             double floor = 1e-300) {
    return ((a - b).array().abs() / (b.array().abs() + floor)).maxCoeff();
}

}  // namespace layerwise
