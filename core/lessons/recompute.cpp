// One step of a pass computed again from the operands that the trace holds.
#include "core/lessons/faults.h"

namespace layerwise {

using Values = Matrix<double>;

Matrix<double> recomputed(const Trace& trace, int step) {
    const Step& s = trace.steps[static_cast<std::size_t>(step)];
    const auto operand = [&](std::size_t k) -> const Values& { return trace.operand(s, k).value; };
    const auto f = [&] { return trace.activations[static_cast<std::size_t>(s.layer) - 1]; };
    switch (s.operation) {
        case Operation::WeightedSum:
            return operand(0) * operand(1);
        case Operation::AddBias:
            return operand(0).colwise() + operand(1).col(0);
        case Operation::Activate:
            return activate(f(), operand(0));
        case Operation::GradientZ: {
            if (s.layer == trace.layers() && is_fused(trace.loss, f())) {
                return dL_dz(trace.loss, f(), find(trace, Symbol::Z, s.layer).value,
                             find(trace, Symbol::A, s.layer).value,
                             find(trace, Symbol::Y, 0).value);
            }
            if (f() != Activation::Softmax) {
                return operand(0).cwiseProduct(operand(1));
            }
            const Index out = operand(0).rows();
            Values delta(out, operand(0).cols());
            for (Index n = 0; n < delta.cols(); ++n) {
                delta.col(n) = operand(1).middleRows(n * out, out).transpose() * operand(0).col(n);
            }
            return delta;
        }
        case Operation::GradientW:
            return operand(0) * operand(1).transpose();
        case Operation::GradientB:
            return operand(0).rowwise().sum();
        case Operation::GradientX:
            return operand(0).transpose() * operand(1);
        case Operation::UpdateW:
        case Operation::UpdateB:
            return operand(0) - trace.learning_rate * operand(1);
        case Operation::Loss:
        case Operation::LossGradient:
        case Operation::LocalSlope:
            break;  // they read only what the forward pass made, which no fault touches
    }
    return trace.result(s).value;
}

}  // namespace layerwise
