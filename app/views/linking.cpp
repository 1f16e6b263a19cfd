#include "app/views/linking.h"

#include <algorithm>

namespace layerwise {
namespace {

// How result element (r, c) reads from an operand.
enum class Reach {
    Cell,      // its own cell (r, c)
    Row,       // row r
    Column,    // column c
    BiasRow,   // cell (r, 0)
    OtherRow,  // row c: x in δ xᵀ
    RowAsCol,  // column r: W in Wᵀ δ
    BlockRow,  // row r of the sample's block: softmax's ∂a/∂z
    Sample,    // into such a block: the sample's own column
    Everything,
};

Reach reach(const Trace& trace, int step_index, int tensor) {
    const Step& step = trace.steps[static_cast<std::size_t>(step_index)];
    const Tensor& t = trace.tensors[static_cast<std::size_t>(tensor)];
    if (tensor == step.result) {
        return Reach::Cell;
    }
    const bool is_weights = t.layout == Layout::Weights;
    switch (step.operation) {
        case Operation::WeightedSum:
        case Operation::AddBias:
            if (t.layout == Layout::Bias) {
                return Reach::BiasRow;
            }
            if (t.symbol == Symbol::Wx) {
                return Reach::Cell;
            }
            // At Layer granularity a stands beside z, and is read cell by cell.
            if (t.symbol == Symbol::A && t.layer == step.layer) {
                return Reach::Cell;
            }
            return is_weights ? Reach::Row : Reach::Column;
        case Operation::Activate:
        case Operation::LocalSlope:
        case Operation::GradientZ:
            if (t.layout == Layout::Jacobian) {
                return Reach::BlockRow;
            }
            if (trace.activations[static_cast<std::size_t>(step.layer - 1)] !=
                Activation::Softmax) {
                return Reach::Cell;
            }
            return step.operation == Operation::LocalSlope ? Reach::Sample : Reach::Column;
        case Operation::GradientW:
            if (t.symbol == Symbol::X || (t.symbol == Symbol::A && t.layer == step.layer - 1)) {
                return Reach::OtherRow;
            }
            return Reach::Row;
        case Operation::GradientB:
            return Reach::Row;
        case Operation::GradientX:
            return is_weights ? Reach::RowAsCol : Reach::Column;
        case Operation::Loss:
            return Reach::Everything;
        case Operation::LossGradient:
        case Operation::UpdateW:
        case Operation::UpdateB:
            break;
    }
    return Reach::Cell;
}

bool takes_part(const Step& step, int tensor) {
    return tensor == step.result || std::ranges::find(step.operands, tensor) != step.operands.end();
}

// Whose units the rows of the step's result are: layer l's outputs, or for ∂L/∂x its inputs.
int unit_layer(const Step& step) {
    return step.operation == Operation::GradientX ? step.layer - 1 : step.layer;
}

// Whose units a tensor's first axis runs over.
int units_of(const Trace& trace, const Tensor& tensor) {
    switch (tensor.symbol) {
        case Symbol::GradX:
            return tensor.layer - 1;
        case Symbol::Y:
            return trace.layers();
        default:
            return tensor.layer;
    }
}

}  // namespace

Lit lit_for(const Trace& trace, int step, int tensor, Cell cell) {
    const Index out = trace.sizes[static_cast<std::size_t>(
        std::max(1, trace.steps[static_cast<std::size_t>(step)].layer))];
    switch (reach(trace, step, tensor)) {
        case Reach::Cell:
            return {cell.row, cell.col};
        case Reach::Row:
            return {cell.row, std::nullopt};
        case Reach::Column:
            return {std::nullopt, cell.col};
        case Reach::BiasRow:
            return {cell.row, Index{0}};
        case Reach::OtherRow:
            return {cell.col, std::nullopt};
        case Reach::RowAsCol:
            return {std::nullopt, cell.row};
        case Reach::BlockRow:
            return {(cell.col * out) + cell.row, std::nullopt};
        case Reach::Sample:
            return {std::nullopt, cell.row / out};
        case Reach::Everything:
            break;
    }
    return {};
}

Cell result_for(const Trace& trace, int step, int tensor, Cell hovered, Cell current) {
    const Index out = trace.sizes[static_cast<std::size_t>(
        std::max(1, trace.steps[static_cast<std::size_t>(step)].layer))];
    Cell cell = current;
    switch (reach(trace, step, tensor)) {
        case Reach::Cell:
            cell = hovered;
            break;
        case Reach::Row:
        case Reach::BiasRow:
            cell.row = hovered.row % out;
            break;
        case Reach::Column:
            cell.col = hovered.col;
            break;
        case Reach::OtherRow:
            cell.col = hovered.row;
            break;
        case Reach::RowAsCol:
            cell.row = hovered.col;
            break;
        case Reach::BlockRow:
            cell = {hovered.row % out, hovered.row / out};
            break;
        case Reach::Sample:
            cell = {(hovered.col * out) + hovered.row, hovered.row};  // on the diagonal
            break;
        case Reach::Everything:
            break;
    }
    return clamped(trace, step, cell);
}

Cell followed(const Trace& trace, int step, int tensor, Cell cell, Cell current) {
    const Step& s = trace.steps[static_cast<std::size_t>(step)];
    const Tensor& t = trace.tensors[static_cast<std::size_t>(tensor)];
    if (takes_part(s, tensor)) {
        return result_for(trace, step, tensor, cell, current);
    }
    const int units = unit_layer(s);
    const bool same_units = units_of(trace, t) == units;
    if (s.operation != Operation::Loss && t.layout != Layout::Scalar && same_units) {
        const Index out = trace.sizes[static_cast<std::size_t>(std::max(units, 0))];
        current.row = cell.row % out;
        if (t.layout == Layout::Samples && trace.result(s).layout == Layout::Samples) {
            current.col = cell.col;
        }
    } else if (t.layout == Layout::Weights && t.layer - 1 == units) {
        current.row = cell.col;  // the unit that the weight reads
    }
    return clamped(trace, step, current);
}

std::optional<Index> input_of(const Trace& trace, int tensor, Cell cell) {
    const Tensor& t = trace.tensors[static_cast<std::size_t>(tensor)];
    if (t.layout == Layout::Weights && t.layer == 1) {
        return cell.col;
    }
    if (t.symbol == Symbol::X || (t.symbol == Symbol::GradX && t.layer == 1)) {
        return cell.row;
    }
    return std::nullopt;
}

Cell default_cell(const Trace& trace, int step) {
    const Step& s = trace.steps[static_cast<std::size_t>(step)];
    const Tensor* telling = &trace.result(s);
    switch (s.operation) {
        case Operation::WeightedSum:
        case Operation::AddBias:
        case Operation::Activate:
            telling = &find(trace, Symbol::A, s.layer);
            break;
        case Operation::UpdateW:
            telling = &find(trace, Symbol::GradW, s.layer);
            break;
        case Operation::UpdateB:
            telling = &find(trace, Symbol::GradB, s.layer);
            break;
        default:
            break;
    }
    Cell cell;
    telling->value.cwiseAbs().maxCoeff(&cell.row, &cell.col);
    return cell;
}

Cell clamped(const Trace& trace, int step, Cell cell) {
    const Matrix<double>& result = trace.result(trace.steps[static_cast<std::size_t>(step)]).value;
    return {std::clamp(cell.row, Index{0}, result.rows() - 1),
            std::clamp(cell.col, Index{0}, result.cols() - 1)};
}

}  // namespace layerwise
