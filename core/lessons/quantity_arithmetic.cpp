#include "core/lessons/quantity_arithmetic.h"

#include <string>

#include <fmt/format.h>

namespace layerwise {
namespace {

using Values = Matrix<double>;

constexpr double kSame = 1e-9;

bool is_number(const Values& m) {
    return m.size() == 1;
}

bool same_shape(const Values& left, const Values& right) {
    return left.rows() == right.rows() && left.cols() == right.cols();
}

Error shapes_problem(std::string_view expected, const Values& left, std::string_view between,
                     const Values& right) {
    return Error{fmt::format("expected {}, found ({} × {}){}({} × {})", expected, left.rows(),
                             left.cols(), between, right.rows(), right.cols())};
}

}  // namespace

Result<Values> added(const Values& left, const Values& right, double sign) {
    if (same_shape(left, right)) {
        return Values(left + sign * right);
    }
    if (left.rows() == right.rows() && right.cols() == 1) {
        return Values(left.colwise() + sign * right.col(0));
    }
    if (is_number(right)) {
        return Values(left.array() + sign * right(0, 0));
    }
    if (is_number(left)) {
        return Values(left(0, 0) + (sign * right).array());
    }
    return shapes_problem("two shapes that can be added", left, " and ", right);
}

Result<Values> multiplied(const Values& left, const Values& right) {
    if (is_number(left) || is_number(right)) {
        return is_number(left) ? Values(left(0, 0) * right) : Values(left * right(0, 0));
    }
    if (left.cols() != right.rows()) {
        return shapes_problem("shapes whose inner sizes agree", left, "", right);
    }
    return Values(left * right);
}

Result<Values> elementwise(const Values& left, const Values& right, bool divide) {
    if (divide && is_number(right)) {
        return Values(left / right(0, 0));
    }
    if (!same_shape(left, right)) {
        return shapes_problem("two values of one shape", left, " and ", right);
    }
    return divide ? Values(left.cwiseQuotient(right)) : Values(left.cwiseProduct(right));
}

Result<Values> compared(const Values& left, std::string_view sign, const Values& right) {
    if (!same_shape(left, right)) {
        return shapes_problem("two values of one shape to compare", left, " and ", right);
    }
    const bool same = (left - right).cwiseAbs().maxCoeff() <= kSame;
    const double l = left(0, 0), r = right(0, 0);
    const bool holds = sign == "=="     ? same
                       : sign == "!="   ? !same
                       : sign[0] == '<' ? l < r || (sign == "<=" && same)
                                        : l > r || (sign == ">=" && same);
    return Values(Values::Constant(1, 1, holds ? 1 : 0));
}

}  // namespace layerwise
