// What a step computes, as a tree: the one source of its formula, text, TeX and code.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/trace/convention.h"
#include "core/trace/trace.h"

namespace layerwise {

struct Expression {
    enum class Kind {
        Tensor,         // a named value
        Number,         // a constant
        Transpose,      // Aᵀ
        Product,        // A B
        Sum,            // A + B
        Difference,     // A − B
        Negative,       // −A
        Hadamard,       // A ⊙ B
        Quotient,       // A / B, elementwise
        Square,         // A², elementwise
        Scaled,         // (numerator / denominator) A
        Rate,           // η A
        Broadcast,      // b, once for every sample
        SampleSum,      // Σₙ Aₙ
        Total,          // Σ over all `number` elements
        Log,            // log A
        Apply,          // f(A)
        Positive,       // 1 where A > 0, elsewhere `number`
        Ones,           // 1, in A's shape
        NormalCdf,      // Φ(A), the standard normal's distribution function
        NormalDensity,  // φ(A) = Φ′(A)
        Jacobian,       // diag(p) − p pᵀ of each sample p of A
    };
    Kind kind = Kind::Number;
    std::vector<Expression> parts;
    int tensor = -1;  // Tensor: which; elsewhere: the one that already holds this value, or −1
    double number = 0;
    Index numerator = 1, denominator = 1;
    Activation f = Activation::Identity;
    bool per_sample = false;  // Tensor: spoken of one sample at a time
    bool prediction = false;  // Tensor: the last layer's a, in its role as ŷ
};

Expression expression(Expression::Kind kind, std::vector<Expression> parts);
Expression expression_of(int tensor);
Expression constant(double value);
Expression one_minus(const Expression& a);
Expression apply(Activation f, const Expression& z);

// (numerator / denominator) · e, or e itself where the factor is 1.
Expression scaled(Index numerator, Index denominator, const Expression& e);

// e, noting that a tensor already holds its value: code uses the name, formulas spell it out.
Expression held(Expression e, int tensor);

// result = right = also.
struct StepEquation {
    Expression result;               // the Tensor made
    Expression right;                // from the step's operands
    std::optional<Expression> also;  // what that comes to, where it has a well-known form
};

// The convention decides on which side of x the weights stand, and what is transposed.
StepEquation step_equation(const Trace& trace, int step, Convention convention);

// W x, x W or x Wᵀ of layer l.
Expression weighted_sum(const Trace& trace, int layer, Convention convention);

// L(a, y) and ∂L/∂a, with the mean reduction's factor.
Expression loss_expression(const Trace& trace, const Expression& a, const Expression& y);
Expression loss_gradient_expression(const Trace& trace, const Expression& a, const Expression& y);

// 1 / mean_divisor is the mean reduction.
Index mean_divisor(const Trace& trace);

// f′(z) of an elementwise f, where a = f(z).
Expression slope_expression(Activation f, const Expression& z, const Expression& a);

// f(z) in simpler functions, for those which are products: GELU z ⊙ Φ(z), SiLU z ⊙ σ(z).
std::optional<Expression> definition(Activation f, const Expression& z);

// "ReLU", "σ", "tanh", …
std::string_view symbol(Activation f);

}  // namespace layerwise
