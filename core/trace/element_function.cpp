// Elements of functions worked out: activations and their slopes.
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "core/trace/expression.h"
#include "core/trace/scribe.h"

namespace layerwise {
namespace {

double sigmoid(double z) {
    return 1 / (1 + std::exp(-z));
}
double normal_cdf(double z) {
    return std::erfc(-z / std::numbers::sqrt2) / 2;
}
double normal_density(double z) {
    return std::exp(-z * z / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
}

// f(z) and f′(z) of one element of one layer.
class FunctionText {
public:
    FunctionText(const Trace& trace, int layer, Index row, Index col, const Scribe& scribe)
        : scribe_(scribe),
          f_(trace.activations[static_cast<std::size_t>(layer) - 1]),
          row_(row),
          col_(col),
          z_tensor_(find_index(trace, Symbol::Z, layer)),
          a_tensor_(find_index(trace, Symbol::A, layer)),
          z_value_(trace.tensors[static_cast<std::size_t>(z_tensor_)].value(row, col)) {}

    // REQUIRES: f is not softmax.
    std::string activation() const {
        std::string call = fmt::format("{}({})", symbol(f_), z());
        switch (f_) {
            case Activation::Identity:
                return z();
            case Activation::LeakyRelu:
                return z_value_ < 0 ? fmt::format("{} = {}·{}", call, kLeak, z_factor()) : call;
            case Activation::Sigmoid:
                return fmt::format("{} = {}", call, logistic());
            case Activation::Softplus:
                return fmt::format("{} = log(1 + e^{})", call, z());
            case Activation::Gelu:
                return fmt::format("{} = {}·{}", call, z_factor(), cdf());
            case Activation::Silu:
                return fmt::format("{} = {}·{}", call, z_factor(), sigma());
            default:
                return call;
        }
    }

    // REQUIRES: f is not softmax.
    std::string slope() const {
        const std::string a = scribe_.factor(a_tensor_, row_, col_);
        switch (f_) {
            case Activation::Identity:
                return "1";
            case Activation::Relu:
                return fmt::format("[{} > 0]", z());
            case Activation::LeakyRelu:
                return fmt::format("[{0} > 0] + {1}·[{0} ≤ 0]", z(), kLeak);
            case Activation::Sigmoid:
                return fmt::format("{0}·(1 − {0})", a);
            case Activation::Tanh:
                return fmt::format("1 − {}²", a);
            case Activation::Softplus:
                return logistic();
            case Activation::Gelu:
                return fmt::format("{} + {}·{}", cdf(), z_factor(), density());
            case Activation::Silu:
                return fmt::format("{} + {}·(1 − {})", scribe_.entry(a_tensor_, row_, col_),
                                   sigma(), a);
            case Activation::Softmax:
                break;
        }
        return {};
    }

    std::string z() const { return scribe_.entry(z_tensor_, row_, col_); }
    bool is_bent() const { return f_ != Activation::Identity; }

private:
    std::string z_factor() const { return scribe_.factor(z_tensor_, row_, col_); }
    std::string logistic() const {
        return fmt::format("1/(1 + e^{})", scribe_.negated(z_tensor_, row_, col_));
    }
    std::string sigma() const {
        return scribe_.factor(fmt::format("σ({})", z()), sigmoid(z_value_));
    }
    std::string cdf() const {
        return scribe_.factor(fmt::format("Φ({})", z()), normal_cdf(z_value_));
    }
    std::string density() const {
        return scribe_.factor(fmt::format("φ({})", z()), normal_density(z_value_));
    }

    const Scribe& scribe_;
    Activation f_;
    Index row_, col_;
    int z_tensor_, a_tensor_;
    double z_value_;
};

// "e^z2/(e^z1 + e^z2 + …)".
std::string softmax_text(const Trace& trace, int z, const Element& element, const Scribe& scribe,
                         std::size_t max_terms) {
    std::string sum;
    const Index out = trace.sizes.back();
    const Index shown = std::min(out, static_cast<Index>(max_terms));
    for (Index k = 0; k < shown; ++k) {
        sum += fmt::format("{}e^{}", k == 0 ? "" : " + ", scribe.entry(z, k, element.col));
    }
    if (shown < out) {
        sum += shown == 0 ? "…" : " + …";
    }
    return fmt::format("e^{}/({})", scribe.entry(z, element.row, element.col), sum);
}

// ∂aᵢ/∂zⱼ of softmax: aᵢ (1 − aᵢ) on the diagonal, −aᵢ aⱼ beside it.
std::string jacobian_text(const Trace& trace, int a, const Element& element, const Scribe& scribe) {
    const Index out = trace.sizes.back(), n = element.row / out, i = element.row % out;
    const std::string left = scribe.factor(a, i, n);
    return i == element.col ? fmt::format("{0}·(1 − {0})", left)
                            : fmt::format("−{}·{}", left, scribe.factor(a, element.col, n));
}

}  // namespace

std::string function_text(const Trace& trace, const Step& step, const Element& element,
                          const Scribe& scribe, std::size_t max_terms) {
    if (step.operation == Operation::LossGradient) {
        return loss_gradient_text(trace, step, element, scribe);
    }
    const bool softmax =
        trace.activations[static_cast<std::size_t>(step.layer) - 1] == Activation::Softmax;
    if (softmax) {
        return step.operation == Operation::Activate
                   ? softmax_text(trace, step.operands[0], element, scribe, max_terms)
                   : jacobian_text(trace, step.operands[0], element, scribe);
    }
    const FunctionText text(trace, step.layer, element.row, element.col, scribe);
    if (step.operation == Operation::Activate) {
        return text.activation();
    }
    if (!scribe.writes_numbers()) {
        return text.slope();
    }
    const std::string call = fmt::format("f′({})", text.z());
    return text.is_bent() ? fmt::format("{} = {}", call, text.slope()) : call;
}

}  // namespace layerwise
