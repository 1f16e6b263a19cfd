// Which expression each step computes, in each convention.
#include "core/trace/expression.h"

namespace layerwise {

using Kind = Expression::Kind;

namespace {

Expression transpose(const Expression& e) {
    return expression(Kind::Transpose, {e});
}

Expression product(const Expression& left, const Expression& right) {
    return expression(Kind::Product, {left, right});
}

Expression per_sample(Expression leaf, const Trace& trace) {
    leaf.per_sample = trace.samples > 1;
    return leaf;
}

Expression predicted(Expression leaf) {
    leaf.prediction = true;
    return leaf;
}

// z = W x  ⇒  ∂L/∂W = δ xᵀ,  in W's own shape as the convention writes it.
Expression gradient_of_weights(const Expression& delta, const Expression& x,
                               Convention convention) {
    switch (convention) {
        case Convention::Column:
            return product(delta, transpose(x));
        case Convention::Row:
            return product(transpose(x), delta);
        case Convention::Torch:
            return product(transpose(delta), x);
    }
    return {};
}

// z = W x  ⇒  ∂L/∂x = Wᵀ δ.
Expression gradient_of_input(const Expression& W, const Expression& delta, Convention convention) {
    switch (convention) {
        case Convention::Column:
            return product(transpose(W), delta);
        case Convention::Row:
            return product(delta, transpose(W));
        case Convention::Torch:
            return product(delta, W);
    }
    return {};
}

// Σᵢ yᵢ = 1 in every sample, as in one-hot targets: then softmax and cross-entropy give ŷ − y.
bool sums_to_one(const Matrix<double>& y) {
    constexpr double kRounding = 1e-12;
    return ((y.colwise().sum().array() - 1).abs() <= kRounding).all();
}

// What ∂a/∂z · ∂L/∂a comes to where activation and loss belong together.
std::optional<Expression> fused(const Trace& trace, int layer, bool one_by_one) {
    const Activation f = trace.activations.back();
    if (layer != trace.layers() || !is_fused(trace.loss, f) ||
        (f == Activation::Softmax && !sums_to_one(find(trace, Symbol::Y, 0).value))) {
        return std::nullopt;
    }
    Expression a = predicted(expression_of(find_index(trace, Symbol::A, layer)));
    Expression y = expression_of(find_index(trace, Symbol::Y, 0));
    a.per_sample = y.per_sample = one_by_one;
    return scaled(1, mean_divisor(trace), expression(Kind::Difference, {a, y}));
}

// δ = ∂a/∂z · ∂L/∂a: elementwise, but for softmax a matrix for each sample. The matrix is
// symmetric, so that a row times it needs no transpose.
StepEquation chain_rule(const Trace& trace, int layer, const Expression& delta,
                        const Expression& dL_da, const Expression& da_dz, Convention convention) {
    if (trace.activations[static_cast<std::size_t>(layer) - 1] != Activation::Softmax) {
        return {delta, expression(Kind::Hadamard, {dL_da, da_dz}), fused(trace, layer, false)};
    }
    const Expression gradient = per_sample(dL_da, trace), slope = per_sample(da_dz, trace);
    return {per_sample(delta, trace),
            convention == Convention::Column ? product(slope, gradient) : product(gradient, slope),
            fused(trace, layer, trace.samples > 1)};
}

StepEquation slope_equation(const Trace& trace, int layer, const Expression& da_dz,
                            const Expression& operand) {
    const Activation f = trace.activations[static_cast<std::size_t>(layer) - 1];
    if (f == Activation::Softmax) {
        const Expression a = per_sample(operand, trace);
        return {per_sample(da_dz, trace), slope_expression(f, {}, a), {}};
    }
    const Expression a = expression_of(find_index(trace, Symbol::A, layer));
    return {da_dz, slope_expression(f, operand, a), {}};
}

}  // namespace

Expression weighted_sum(const Trace& trace, int layer, Convention convention) {
    const Expression W = expression_of(find_index(trace, Symbol::W, layer));
    const Expression x = expression_of(find_index(trace, Symbol::X, layer));
    switch (convention) {
        case Convention::Column:
            return product(W, x);
        case Convention::Row:
            return product(x, W);
        case Convention::Torch:
            return product(x, transpose(W));
    }
    return {};
}

StepEquation step_equation(const Trace& trace, int step, Convention convention) {
    const Step& s = trace.steps[static_cast<std::size_t>(step)];
    const Expression result = expression_of(s.result);
    const Expression first = expression_of(s.operands.front());
    const Expression second = expression_of(s.operands.back());
    switch (s.operation) {
        case Operation::WeightedSum:
            return {result, weighted_sum(trace, s.layer, convention), {}};
        case Operation::AddBias: {
            const Expression Wx = held(weighted_sum(trace, s.layer, convention), first.tensor);
            const Expression b = expression(Kind::Broadcast, {second});
            return {result, expression(Kind::Sum, {Wx, b}), {}};
        }
        case Operation::Activate: {
            const Activation f = trace.activations[static_cast<std::size_t>(s.layer) - 1];
            return {result, f == Activation::Identity ? first : apply(f, first),
                    definition(f, first)};
        }
        case Operation::Loss:
            return {result, loss_expression(trace, predicted(first), second), {}};
        case Operation::LossGradient:
            return {result, loss_gradient_expression(trace, first, second), {}};
        case Operation::LocalSlope:
            return slope_equation(trace, s.layer, result, first);
        case Operation::GradientZ:
            return chain_rule(trace, s.layer, result, first, second, convention);
        case Operation::GradientW:
            return {result, gradient_of_weights(first, second, convention), {}};
        case Operation::GradientB:
            return {result, expression(Kind::SampleSum, {per_sample(first, trace)}), {}};
        case Operation::GradientX:
            return {result, gradient_of_input(first, second, convention), {}};
        case Operation::UpdateW:
        case Operation::UpdateB:
            return {result,
                    expression(Kind::Difference, {first, expression(Kind::Rate, {second})}),
                    {}};
    }
    return {};
}

}  // namespace layerwise
