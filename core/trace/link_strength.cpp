// The numbers on the links: a cell's share in a result, and how the loss feels it there.
#include "core/trace/element.h"
#include "core/trace/links.h"

namespace layerwise {

double Links::share(std::size_t operand, const Place& cell, const Place& result) const {
    const double value = value_at(trace_, cell);
    switch (step_.operation) {
        case Operation::WeightedSum:
        case Operation::GradientX:
        case Operation::GradientW:
        case Operation::GradientZ:
            return value * value_at(trace_, partner(operand, cell, result));
        case Operation::AddBias:
        case Operation::GradientB:
            return value;
        case Operation::UpdateW:
        case Operation::UpdateB:
            return operand == 0 ? value : -trace_.learning_rate * value;
        case Operation::Activate:
            if (softmax_) {
                const Matrix<double>& slope = find(trace_, Symbol::Slope, step_.layer).value;
                return slope(cell.col * rows_of(operand) + result.row, cell.row);
            }
            return value_at(trace_, result);
        case Operation::Loss:
            return loss_share(cell);
        case Operation::LossGradient:
        case Operation::LocalSlope:
            break;
    }
    return value_at(trace_, result);
}

// The terms of the loss that the cell's element makes.
double Links::loss_share(const Place& cell) const {
    double sum = 0;
    for (const Term& term : element(trace_, index_, 0, 0).terms) {
        // A term of 1 − y keeps the place of its y.
        if (term.left_row == cell.row && term.left_col == cell.col) {
            sum += term.product();
        }
    }
    return sum;
}

// ∂L/∂result of a forward step.
double Links::felt(const Place& result) const {
    const Symbol symbol = trace_.result(step_).symbol;
    if (symbol == Symbol::L) {
        return 1;
    }
    const Symbol gradient = symbol == Symbol::A ? Symbol::GradA : Symbol::GradZ;
    return find(trace_, gradient, step_.layer).value(result.row, result.col);
}

double Links::pull(std::size_t operand, const Place& cell, const Place& result) const {
    switch (step_.operation) {
        case Operation::WeightedSum:
            return value_at(trace_, partner(operand, cell, result)) * felt(result);
        case Operation::AddBias:
            return felt(result);
        case Operation::Activate: {
            const Matrix<double>& slope = find(trace_, Symbol::Slope, step_.layer).value;
            const double local = softmax_
                                     ? slope(cell.col * rows_of(operand) + result.row, cell.row)
                                     : slope(cell.row, cell.col);
            return local * felt(result);
        }
        case Operation::Loss:
            return operand == 0
                       ? find(trace_, Symbol::GradA, trace_.layers()).value(cell.row, cell.col)
                       : 0;
        default:
            return 0;
    }
}

}  // namespace layerwise
