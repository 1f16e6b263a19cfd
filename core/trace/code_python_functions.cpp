// The activations in NumPy, which spells them out, and in PyTorch, which has them.
#include <fmt/format.h>

#include "core/trace/code.h"

namespace layerwise {

Code numpy_function(Activation f, const std::string& z, bool columns) {
    switch (f) {
        case Activation::Identity:
            return {z};
        case Activation::Relu:
            return {fmt::format("np.maximum(0, {})", z)};
        case Activation::LeakyRelu:
            return {fmt::format("np.maximum({1} * {0}, {0})", z, kLeak)};
        case Activation::Sigmoid:
            return {fmt::format("1 / (1 + np.exp(-{}))", z), Binding::Product};
        case Activation::Tanh:
            return {fmt::format("np.tanh({})", z)};
        case Activation::Softplus:
            return {fmt::format("np.logaddexp(0, {})", z)};
        case Activation::Softmax: {
            // Less the largest score, which changes nothing and keeps exp from overflowing.
            const std::string along = columns ? "axis=0" : "axis=1, keepdims=True";
            const std::string power = fmt::format("np.exp({0} - {0}.max({1}))", z, along);
            return {fmt::format("{0} / {0}.sum({1})", power, along), Binding::Product};
        }
        case Activation::Gelu:
        case Activation::Silu:
            break;
    }
    return {};
}

Code torch_function(Activation f, const std::string& z, bool columns) {
    switch (f) {
        case Activation::Identity:
            return {z};
        case Activation::Relu:
            return {fmt::format("torch.relu({})", z)};
        case Activation::LeakyRelu:
            return {fmt::format("F.leaky_relu({}, {})", z, kLeak)};
        case Activation::Sigmoid:
            return {fmt::format("torch.sigmoid({})", z)};
        case Activation::Tanh:
            return {fmt::format("torch.tanh({})", z)};
        case Activation::Softplus:
            // The default threshold of 20 cuts off what double still sees.
            return {fmt::format("F.softplus({}, threshold=40)", z)};
        case Activation::Gelu:
            return {fmt::format("F.gelu({})", z)};
        case Activation::Silu:
            return {fmt::format("F.silu({})", z)};
        case Activation::Softmax:
            return {fmt::format("torch.softmax({}, dim={})", z, columns ? 0 : 1)};
    }
    return {};
}

}  // namespace layerwise
