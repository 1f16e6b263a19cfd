// How the same numbers are written down: which axis of a tensor is which.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/trace/trace.h"

namespace layerwise {

enum class Convention {
    Column,  // z = W x + b: samples are columns, W is (out × in)
    Row,     // Z = X W + b: NumPy's lessons; samples are rows, W is (in × out)
    Torch,   // Z = X Wᵀ + b: samples are rows, W is (out × in)
};

// "column", "row", "torch".
std::string_view name(Convention convention);
std::optional<Convention> convention_from_name(std::string_view text);

// Rows and columns as written, and blocks where a stack of matrices has a third axis in front.
struct Shape {
    Index blocks = 1, rows = 0, cols = 0;
    bool operator==(const Shape&) const = default;
    Index size() const { return blocks * rows * cols; }
};

// Whether the convention writes this layout's tensors transposed.
bool is_transposed(Layout layout, Convention convention);

// The step's operands, as indices into Trace::tensors, in the order in which the convention's
// equation reads them: `column` W x, `row` and `torch` X W.
std::vector<int> operands_as_written(const Trace& trace, const Step& step, Convention convention);

// The tensor's shape as the convention writes it.
Shape shape(const Tensor& tensor, Index samples, Convention convention);

// "128 × 784"; a stack "5 × 10 × 10".
std::string text(const Shape& shape);
// "128x784", for files that should stay ASCII.
std::string ascii(const Shape& shape);

// The number at row i, column j as the convention writes it.
double at(const Tensor& tensor, Index i, Index j, Convention convention);

// The whole matrix as the convention writes it.
Matrix<double> written(const Tensor& tensor, Convention convention);

}  // namespace layerwise
