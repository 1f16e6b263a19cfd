#include <algorithm>
#include <cassert>

#include "core/trace/trace.h"

namespace layerwise {

int find_index(const Trace& trace, Symbol symbol, int layer) {
    const int last = trace.layers();
    if (symbol == Symbol::A && layer == 0) {
        symbol = Symbol::X;
    }
    if (symbol == Symbol::X && layer > 0) {
        symbol = layer == 1 ? Symbol::X : Symbol::A;
        layer -= 1;
    }
    if (symbol == Symbol::GradA && layer < last) {
        symbol = Symbol::GradX;
        layer += 1;
    }
    const auto found = std::find_if(
        trace.tensors.begin(), trace.tensors.end(),
        [&](const Tensor& tensor) { return tensor.symbol == symbol && tensor.layer == layer; });
    return found == trace.tensors.end() ? -1 : static_cast<int>(found - trace.tensors.begin());
}

int find_index(const Trace& trace, std::string_view name) {
    const auto found = std::ranges::find(trace.tensors, name, &Tensor::name);
    return found == trace.tensors.end() ? -1 : static_cast<int>(found - trace.tensors.begin());
}

const Tensor& find(const Trace& trace, Symbol symbol, int layer) {
    const int index = find_index(trace, symbol, layer);
    assert(index >= 0);
    return trace.tensors[static_cast<std::size_t>(index)];
}

int step_of(const Trace& trace, Operation operation, int layer) {
    const auto found = std::find_if(trace.steps.begin(), trace.steps.end(), [&](const Step& step) {
        return step.operation == operation && step.layer == layer;
    });
    return found == trace.steps.end() ? -1 : static_cast<int>(found - trace.steps.begin());
}

std::string_view name(Phase phase) {
    switch (phase) {
        case Phase::Forward:
            return "forward";
        case Phase::Loss:
            return "loss";
        case Phase::Backward:
            return "backward";
        case Phase::Update:
            return "update";
    }
    return {};
}

std::string_view name(Operation operation) {
    switch (operation) {
        case Operation::WeightedSum:
            return "W x";
        case Operation::AddBias:
            return "+ b";
        case Operation::Activate:
            return "f";
        case Operation::Loss:
            return "loss";
        case Operation::LossGradient:
            return "dL_da";
        case Operation::LocalSlope:
            return "f'(z)";
        case Operation::GradientZ:
            return "dL_dz";
        case Operation::GradientW:
            return "dL_dW";
        case Operation::GradientB:
            return "dL_db";
        case Operation::GradientX:
            return "dL_dx";
        case Operation::UpdateW:
            return "W - η dL_dW";
        case Operation::UpdateB:
            return "b - η dL_db";
    }
    return {};
}

}  // namespace layerwise
