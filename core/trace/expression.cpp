#include "core/trace/expression.h"

#include <utility>

namespace layerwise {

using Kind = Expression::Kind;

Expression expression(Kind kind, std::vector<Expression> parts) {
    Expression made;
    made.kind = kind;
    made.parts = std::move(parts);
    return made;
}

Expression expression_of(int tensor) {
    Expression made = expression(Kind::Tensor, {});
    made.tensor = tensor;
    return made;
}

Expression constant(double value) {
    Expression made = expression(Kind::Number, {});
    made.number = value;
    return made;
}

Expression one_minus(const Expression& a) {
    return expression(Kind::Difference, {constant(1), a});
}

Expression apply(Activation f, const Expression& z) {
    Expression made = expression(Kind::Apply, {z});
    made.f = f;
    return made;
}

Expression scaled(Index numerator, Index denominator, const Expression& e) {
    if (numerator == denominator) {
        return e;
    }
    Expression made = expression(Kind::Scaled, {e});
    made.numerator = numerator;
    made.denominator = denominator;
    return made;
}

Expression held(Expression e, int tensor) {
    e.tensor = tensor;
    return e;
}

}  // namespace layerwise
