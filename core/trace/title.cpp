#include <string>

#include "core/trace/notation.h"

namespace layerwise {
namespace {

std::string_view title(Activation f) {
    switch (f) {
        case Activation::Identity:
            return "Identity";
        case Activation::Relu:
            return "ReLU";
        case Activation::LeakyRelu:
            return "Leaky ReLU";
        case Activation::Sigmoid:
            return "Sigmoid";
        case Activation::Tanh:
            return "Tanh";
        case Activation::Softplus:
            return "Softplus";
        case Activation::Gelu:
            return "GELU";
        case Activation::Silu:
            return "SiLU";
        case Activation::Softmax:
            return "Softmax";
    }
    return {};
}

std::string_view title(Loss loss) {
    switch (loss) {
        case Loss::MeanSquaredError:
            return "Mean squared error";
        case Loss::BinaryCrossEntropy:
            return "Binary cross-entropy loss";
        case Loss::CrossEntropy:
            return "Cross-entropy loss";
    }
    return {};
}

std::string_view title(const Trace& trace, const Step& step) {
    switch (step.operation) {
        case Operation::WeightedSum:
            return "Weighted sum";
        case Operation::AddBias:
            return "Add the bias";
        case Operation::Activate:
            return title(trace.activations[static_cast<std::size_t>(step.layer) - 1]);
        case Operation::Loss:
            return title(trace.loss);
        case Operation::LossGradient:
            return "Slope of the loss";
        case Operation::LocalSlope:
            return "Local slope f′";
        case Operation::GradientZ:
            return "Chain rule: δ";
        case Operation::GradientW:
            return "Gradient of W";
        case Operation::GradientB:
            return "Gradient of b";
        case Operation::GradientX:
            return "Gradient of x";
        case Operation::UpdateW:
            return "Update W";
        case Operation::UpdateB:
            return "Update b";
    }
    return {};
}

}  // namespace

std::string title(const Trace& trace, int step) {
    return std::string(title(trace, trace.steps[static_cast<std::size_t>(step)]));
}

}  // namespace layerwise
