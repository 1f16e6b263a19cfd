#include "core/trace/convention.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace layerwise {

std::string_view name(Convention convention) {
    switch (convention) {
        case Convention::Column:
            return "column";
        case Convention::Row:
            return "row";
        case Convention::Torch:
            return "torch";
    }
    return {};
}

std::optional<Convention> convention_from_name(std::string_view text) {
    for (const Convention convention :
         std::array{Convention::Column, Convention::Row, Convention::Torch}) {
        if (name(convention) == text) {
            return convention;
        }
    }
    return std::nullopt;
}

bool is_transposed(Layout layout, Convention convention) {
    switch (layout) {
        case Layout::Weights:
            return convention == Convention::Row;
        case Layout::Bias:
        case Layout::Samples:
            return convention != Convention::Column;
        case Layout::Jacobian:
        case Layout::Scalar:
            return false;
    }
    return false;
}

std::vector<int> operands_as_written(const Trace& trace, const Step& step, Convention convention) {
    std::vector<int> operands = step.operands;
    const auto turned_round = [&] {
        switch (step.operation) {
            case Operation::WeightedSum:  // W x; X W
            case Operation::GradientX:    // Wᵀ δ; δ Wᵀ
                return convention != Convention::Column;
            case Operation::GradientW:  // δ xᵀ; Xᵀ δ
                return convention == Convention::Row;
            case Operation::GradientZ:  // the full Jacobian stands before the column it multiplies
                return convention == Convention::Column &&
                       trace.operand(step, 1).layout == Layout::Jacobian;
            default:
                return false;
        }
    };
    if (turned_round()) {
        std::ranges::reverse(operands);
    }
    return operands;
}

Shape shape(const Tensor& tensor, Index samples, Convention convention) {
    const Index rows = tensor.value.rows(), cols = tensor.value.cols();
    if (tensor.layout == Layout::Jacobian) {
        return {samples, rows / samples, cols};
    }
    return is_transposed(tensor.layout, convention) ? Shape{1, cols, rows} : Shape{1, rows, cols};
}

std::string text(const Shape& shape) {
    const std::string matrix = fmt::format("{} × {}", shape.rows, shape.cols);
    return shape.blocks == 1 ? matrix : fmt::format("{} × {}", shape.blocks, matrix);
}

std::string ascii(const Shape& shape) {
    const std::string matrix = fmt::format("{}x{}", shape.rows, shape.cols);
    return shape.blocks == 1 ? matrix : fmt::format("{}x{}", shape.blocks, matrix);
}

double at(const Tensor& tensor, Index i, Index j, Convention convention) {
    return is_transposed(tensor.layout, convention) ? tensor.value(j, i) : tensor.value(i, j);
}

Matrix<double> written(const Tensor& tensor, Convention convention) {
    if (is_transposed(tensor.layout, convention)) {
        return tensor.value.transpose();
    }
    return tensor.value;
}

}  // namespace layerwise
