// Elements of functions worked out: activations, their slopes, losses and their slopes.
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
        const std::string call = fmt::format("{}({})", symbol(f_), z());
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

std::string loss_gradient_text(const Trace& trace, const Step& step, const Element& element,
                               const Scribe& scribe) {
    const int a = step.operands[0], y = step.operands[1];
    const Index i = element.row, n = element.col, divisor = mean_divisor(trace);
    const std::string a_factor = scribe.factor(a, i, n), y_factor = scribe.factor(y, i, n);
    const std::string error = fmt::format("{} − {}", scribe.entry(a, i, n), y_factor);
    switch (trace.loss) {
        case Loss::MeanSquaredError:
            return scaled_text(2, divisor, error);
        case Loss::BinaryCrossEntropy: {
            const std::string quotient = fmt::format("({0})/({1}·(1 − {1}))", error, a_factor);
            return divisor == 1 ? quotient : fmt::format("1/{}·{}", divisor, quotient);
        }
        case Loss::CrossEntropy: {
            const std::string quotient = fmt::format("{}/{}", y_factor, a_factor);
            return divisor == 1 ? "−" + quotient : fmt::format("−1/{}·{}", divisor, quotient);
        }
    }
    return {};
}

}  // namespace

std::string scaled_text(Index numerator, Index denominator, const std::string& sum) {
    if (numerator == denominator) {
        return sum;
    }
    return denominator == 1 ? fmt::format("{}·({})", numerator, sum)
                            : fmt::format("{}/{}·({})", numerator, denominator, sum);
}

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

std::string loss_text(const Trace& trace, const Step& step, const Element& element,
                      const Scribe& scribe, std::size_t max_terms) {
    const int a = step.operands[0], y = step.operands[1];
    const bool binary = trace.loss == Loss::BinaryCrossEntropy;
    std::string sum;
    std::size_t shown = 0, left = 0;
    for (std::size_t k = 0; k < element.terms.size(); ++k) {
        const Term& term = element.terms[k];
        const bool squares = trace.loss == Loss::MeanSquaredError;
        if (!squares && term.left == 0) {
            continue;
        }
        if (shown == max_terms) {
            ++left;
            continue;
        }
        const Term& place = squares || !binary || k % 2 == 0 ? term : element.terms[k - 1];
        const Index i = place.left_row, n = place.left_col;
        const std::string a_text = scribe.factor(a, i, n), y_text = scribe.factor(y, i, n);
        sum += shown == 0 ? "" : " + ";
        if (squares) {
            sum += fmt::format("({} − {})²", scribe.entry(a, i, n), y_text);
        } else if (binary && k % 2 == 1) {
            sum += fmt::format("(1 − {})·(−log(1 − {}))", y_text, a_text);
        } else {
            sum += fmt::format("{}·(−log {})", y_text, a_text);
        }
        ++shown;
    }
    if (left > 0) {
        sum += shown == 0 ? "…" : " + …";
    }
    return scaled_text(1, mean_divisor(trace), sum.empty() ? "0" : sum);
}

}  // namespace layerwise
