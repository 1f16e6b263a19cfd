// The expressions of losses and activations, each beside its derivative.
#include "core/trace/expression.h"

namespace layerwise {

using Kind = Expression::Kind;

namespace {

Index elements(const Trace& trace) {
    return trace.sizes.back() * trace.samples;
}

Expression mean(const Trace& trace, const Expression& of) {
    Expression total = expression(Kind::Total, {of});
    total.number = static_cast<double>(elements(trace));
    return scaled(1, mean_divisor(trace), total);
}

}  // namespace

Index mean_divisor(const Trace& trace) {
    return trace.loss == Loss::CrossEntropy ? trace.samples : elements(trace);
}

Expression loss_expression(const Trace& trace, const Expression& a, const Expression& y) {
    const Expression log_a = expression(Kind::Log, {a});
    switch (trace.loss) {
        case Loss::MeanSquaredError:
            return mean(trace, expression(Kind::Square, {expression(Kind::Difference, {a, y})}));
        case Loss::BinaryCrossEntropy: {
            const Expression log_rest = expression(Kind::Log, {one_minus(a)});
            const Expression sum =
                expression(Kind::Sum, {expression(Kind::Hadamard, {y, log_a}),
                                       expression(Kind::Hadamard, {one_minus(y), log_rest})});
            return expression(Kind::Negative, {mean(trace, sum)});
        }
        case Loss::CrossEntropy:
            return expression(Kind::Negative,
                              {mean(trace, expression(Kind::Hadamard, {y, log_a}))});
    }
    return {};
}

Expression loss_gradient_expression(const Trace& trace, const Expression& a, const Expression& y) {
    const Index n = mean_divisor(trace);
    const Expression error = expression(Kind::Difference, {a, y});
    switch (trace.loss) {
        case Loss::MeanSquaredError:  // (a − y)²  ⇒  2 (a − y)
            return scaled(2, n, error);
        case Loss::BinaryCrossEntropy: {  // ⇒  −y / a + (1 − y) / (1 − a), on one fraction
            const Expression variance = expression(Kind::Hadamard, {a, one_minus(a)});
            return scaled(1, n, expression(Kind::Quotient, {error, variance}));
        }
        case Loss::CrossEntropy:  // −y log a  ⇒  −y / a
            return expression(Kind::Negative, {scaled(1, n, expression(Kind::Quotient, {y, a}))});
    }
    return {};
}

Expression slope_expression(Activation f, const Expression& z, const Expression& a) {
    const Expression value = held(apply(f, z), a.tensor);
    switch (f) {
        case Activation::Identity:
            return expression(Kind::Ones, {z});
        case Activation::Relu:
        case Activation::LeakyRelu: {
            Expression positive = expression(Kind::Positive, {z});
            positive.number = f == Activation::Relu ? 0 : kLeak;
            return positive;
        }
        case Activation::Sigmoid:
            return expression(Kind::Hadamard, {value, one_minus(value)});
        case Activation::Tanh:
            return one_minus(expression(Kind::Square, {value}));
        case Activation::Softplus:
            return apply(Activation::Sigmoid, z);
        case Activation::Gelu: {  // (z Φ)′ = Φ + z φ
            const Expression density = expression(Kind::NormalDensity, {z});
            return expression(Kind::Sum, {expression(Kind::NormalCdf, {z}),
                                          expression(Kind::Hadamard, {z, density})});
        }
        case Activation::Silu: {  // (z σ)′ = σ + z σ (1 − σ) = z σ + σ (1 − z σ)
            const Expression sigma = apply(Activation::Sigmoid, z);
            return expression(Kind::Sum,
                              {value, expression(Kind::Hadamard, {sigma, one_minus(value)})});
        }
        case Activation::Softmax:
            return expression(Kind::Jacobian, {a});
    }
    return {};
}

std::optional<Expression> definition(Activation f, const Expression& z) {
    if (f == Activation::Gelu) {
        return expression(Kind::Hadamard, {z, expression(Kind::NormalCdf, {z})});
    }
    if (f == Activation::Silu) {
        return expression(Kind::Hadamard, {z, apply(Activation::Sigmoid, z)});
    }
    return std::nullopt;
}

std::string_view symbol(Activation f) {
    switch (f) {
        case Activation::Identity:
            return "identity";
        case Activation::Relu:
            return "ReLU";
        case Activation::LeakyRelu:
            return "LeakyReLU";
        case Activation::Sigmoid:
            return "σ";
        case Activation::Tanh:
            return "tanh";
        case Activation::Softplus:
            return "softplus";
        case Activation::Gelu:
            return "GELU";
        case Activation::Silu:
            return "SiLU";
        case Activation::Softmax:
            return "softmax";
    }
    return {};
}

}  // namespace layerwise
