// One array as NumPy's files hold it, and its way to and from Eigen.
#pragma once

#include <string>
#include <vector>

#include "core/base/matrix.h"

namespace layerwise {

// One array of numbers or of text. `values` (or `texts`) are in C order: the last index runs
// fastest, as NumPy's default.
struct NpyArray {
    enum class Type { Float64, Float32, Int64, Text };  // <f8, <f4, <i8, <U{longest}
    Type type = Type::Float64;
    std::vector<Index> shape;        // () is a scalar: one value
    std::vector<double> values;      // Float64, Float32 (exact in double), Int64 (up to 2⁵³)
    std::vector<std::string> texts;  // Text, UTF-8

    // The product of the shape: how many values or texts there are.
    [[nodiscard]] Index size() const;
};

// Eigen to and from C order. matrix_of: a 1-D array of n becomes (n × 1), a scalar (1 × 1).
// REQUIRES: rank ≤ 2, numbers.
NpyArray array_of(const Matrix<double>& matrix, NpyArray::Type type = NpyArray::Type::Float64);
NpyArray vector_array_of(const Vector<double>& v, NpyArray::Type type = NpyArray::Type::Float64);
NpyArray scalar_array_of(double value);
Matrix<double> matrix_of(const NpyArray& array);

}  // namespace layerwise
