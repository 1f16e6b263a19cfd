#include "core/trace/links.h"

namespace layerwise {

Links::Links(const Trace& trace, int step)
    : trace_(trace),
      step_(trace.steps[static_cast<std::size_t>(step)]),
      index_(step),
      softmax_(step_.layer > 0 && trace.activations[static_cast<std::size_t>(step_.layer) - 1] ==
                                      Activation::Softmax) {}

Place Links::in_operand(std::size_t operand, Index row, Index col) const {
    return {step_.operands[operand], row, col};
}

Place Links::in_result(Index row, Index col) const {
    return {step_.result, row, col};
}

Index Links::rows_of(std::size_t operand) const {
    return trace_.operand(step_, operand).value.rows();
}

std::vector<std::size_t> Links::carriers() const {
    switch (step_.operation) {
        case Operation::WeightedSum:
        case Operation::GradientX:
            return {1};
        case Operation::AddBias:
        case Operation::UpdateW:
        case Operation::UpdateB:
            return {0, 1};
        default:
            return {0};
    }
}

std::vector<Place> Links::sources(std::size_t operand, const Place& result) const {
    const Index i = result.row, n = result.col;
    std::vector<Place> cells;
    const auto all_rows = [&](Index col) {
        for (Index k = 0; k < rows_of(operand); ++k) {
            cells.push_back(in_operand(operand, k, col));
        }
    };
    switch (step_.operation) {
        case Operation::WeightedSum:
        case Operation::GradientX:
            all_rows(n);
            break;
        case Operation::AddBias:
            cells.push_back(in_operand(operand, i, operand == 0 ? n : 0));
            break;
        case Operation::Activate:
        case Operation::GradientZ:
            if (softmax_) {
                all_rows(n);
            } else {
                cells.push_back(in_operand(operand, i, n));
            }
            break;
        case Operation::LocalSlope:
            if (softmax_) {
                const Index out = rows_of(operand), sample = i / out;
                cells.push_back(in_operand(operand, i % out, sample));
                if (i % out != n) {
                    cells.push_back(in_operand(operand, n, sample));
                }
            } else {
                cells.push_back(in_operand(operand, i, n));
            }
            break;
        case Operation::Loss:
            for (Index sample = 0; sample < trace_.samples; ++sample) {
                all_rows(sample);
            }
            break;
        case Operation::GradientW:
        case Operation::GradientB:
            for (Index sample = 0; sample < trace_.samples; ++sample) {
                cells.push_back(in_operand(operand, i, sample));
            }
            break;
        case Operation::LossGradient:
        case Operation::UpdateW:
        case Operation::UpdateB:
            cells.push_back(in_operand(operand, i, n));
            break;
    }
    return cells;
}

std::vector<Place> Links::results(std::size_t operand, const Place& cell) const {
    const Index i = cell.row, j = cell.col;
    const Matrix<double>& result = trace_.result(step_).value;
    std::vector<Place> cells;
    const auto whole_row = [&](Index row) {
        for (Index k = 0; k < result.cols(); ++k) {
            cells.push_back(in_result(row, k));
        }
    };
    const auto whole_col = [&](Index col) {
        for (Index k = 0; k < result.rows(); ++k) {
            cells.push_back(in_result(k, col));
        }
    };
    switch (step_.operation) {
        case Operation::WeightedSum:  // W(i, j) and x(j, n)
            operand == 0 ? whole_row(i) : whole_col(j);
            break;
        case Operation::GradientX:  // W(i, j) and δ(i, n) make ∂L/∂x(j, n)
            operand == 0 ? whole_row(j) : whole_col(j);
            break;
        case Operation::GradientW:  // δ(i, n) and x(j, n) make ∂L/∂W(i, j)
            operand == 0 ? whole_row(i) : whole_col(i);
            break;
        case Operation::AddBias:
            if (operand == 0) {
                cells.push_back(in_result(i, j));
            } else {
                whole_row(i);
            }
            break;
        case Operation::Activate:
            if (softmax_) {
                whole_col(j);
            } else {
                cells.push_back(in_result(i, j));
            }
            break;
        case Operation::GradientZ:
            if (softmax_ && operand == 0) {
                whole_col(j);
            } else if (softmax_) {
                cells.push_back(in_result(j, i / result.rows()));
            } else {
                cells.push_back(in_result(i, j));
            }
            break;
        case Operation::LocalSlope:
            if (softmax_) {
                const Index out = rows_of(operand), block = j * out;
                whole_row(block + i);
                for (Index k = 0; k < out; ++k) {
                    if (k != i) {
                        cells.push_back(in_result(block + k, i));
                    }
                }
            } else {
                cells.push_back(in_result(i, j));
            }
            break;
        case Operation::Loss:
            cells.push_back(in_result(0, 0));
            break;
        case Operation::GradientB:
            cells.push_back(in_result(i, 0));
            break;
        case Operation::LossGradient:
        case Operation::UpdateW:
        case Operation::UpdateB:
            cells.push_back(in_result(i, j));
            break;
    }
    return cells;
}

Place Links::partner(std::size_t operand, const Place& cell, const Place& result) const {
    const std::size_t other = 1 - operand;
    switch (step_.operation) {
        case Operation::WeightedSum:
            return operand == 0 ? in_operand(1, cell.col, result.col)
                                : in_operand(0, result.row, cell.row);
        case Operation::GradientX:
            return operand == 0 ? in_operand(1, cell.row, result.col)
                                : in_operand(0, cell.row, result.row);
        case Operation::GradientW:
            return in_operand(other, operand == 0 ? result.col : result.row, cell.col);
        case Operation::GradientZ:
            if (!softmax_) {
                return in_operand(other, cell.row, cell.col);
            }
            return operand == 0 ? in_operand(1, cell.col * rows_of(0) + cell.row, result.row)
                                : in_operand(0, cell.row % rows_of(0), cell.row / rows_of(0));
        case Operation::Loss:
        case Operation::LossGradient:
            return in_operand(other, cell.row, cell.col);
        default:
            return {};
    }
}

}  // namespace layerwise
