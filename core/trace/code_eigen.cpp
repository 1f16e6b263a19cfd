// Expressions as C++ with Eigen, which keeps matrices and arrays of numbers apart.
#include <algorithm>

#include <fmt/format.h>

#include "core/trace/code.h"

namespace layerwise {
namespace {

using Kind = Expression::Kind;

// Whether it computes element by element: then Eigen wants its operands as .array().
bool is_elementwise(const Expression& e) {
    if (e.tensor >= 0) {
        return false;
    }
    switch (e.kind) {
        case Kind::Number:
        case Kind::Hadamard:
        case Kind::Quotient:
        case Kind::Square:
        case Kind::Log:
        case Kind::Apply:
        case Kind::Positive:
        case Kind::NormalCdf:
        case Kind::NormalDensity:
            return true;
        default:
            break;
    }
    return std::any_of(e.parts.begin(), e.parts.end(), is_elementwise);
}

class Eigenese {
public:
    Eigenese(const Trace& trace, Convention convention, bool elementwise)
        : trace_(trace),
          columns_(convention == Convention::Column),
          batch_(trace.samples > 1),
          elementwise_(elementwise) {}

    Code write(const Expression& e) const {
        if (e.tensor >= 0) {
            return {name(e.tensor) + (elementwise_ ? ".array()" : "")};
        }
        switch (e.kind) {
            case Kind::Number:
                return {fmt::format("{}", e.number)};
            case Kind::Transpose:
                return {at(e, 0, Binding::Atom) + ".transpose()"};
            case Kind::Product:
            case Kind::Hadamard:
                return infix(e, "*", Binding::Product);
            case Kind::Sum:
                return e.parts[1].kind == Kind::Broadcast ? add_bias(e)
                                                          : infix(e, "+", Binding::Sum);
            case Kind::Difference:
                return infix(e, "-", Binding::Sum);
            case Kind::Quotient:
                return infix(e, "/", Binding::Product);
            case Kind::Negative:
                return negative_code(write(e.parts[0]));
            case Kind::Square:
                return {at(e, 0, Binding::Atom) + ".square()"};
            case Kind::Scaled:
                return scaled_code(e, write(e.parts[0]));
            case Kind::Rate:
                return {"lr * " + at(e, 0, Binding::Power), Binding::Product};
            case Kind::Apply:
                return function(e.f, e.parts[0]);
            default:
                return call(e);
        }
    }

private:
    const std::string& name(int tensor) const {
        return trace_.tensors[static_cast<std::size_t>(tensor)].name;
    }

    std::string at(const Expression& e, std::size_t k, Binding at_least) const {
        return bracketed(write(e.parts[k]), at_least);
    }

    Code infix(const Expression& e, std::string_view sign, Binding binding) const {
        const Binding right = binding == Binding::Sum ? Binding::Product : Binding::Power;
        return {fmt::format("{} {} {}", at(e, 0, binding), sign, at(e, 1, right)), binding};
    }

    Code add_bias(const Expression& e) const {
        const std::string_view each = !batch_ ? "" : columns_ ? ".colwise()" : ".rowwise()";
        return {fmt::format("{}{} + {}", at(e, 0, Binding::Sum), each,
                            bracketed(write(e.parts[1].parts[0]), Binding::Sum)),
                Binding::Sum};
    }

    Code call(const Expression& e) const {
        const std::string z = at(e, 0, Binding::Atom);
        switch (e.kind) {
            case Kind::SampleSum:
                return {!batch_ ? z : z + (columns_ ? ".rowwise().sum()" : ".colwise().sum()")};
            case Kind::Total:
                return {z + ".sum()"};
            case Kind::Log:
                return {z + ".log()"};
            case Kind::Positive: {
                const std::string where = fmt::format("({} > 0).cast<double>()", z);
                return {e.number == 0 ? where : fmt::format("{}.max({})", where, e.number)};
            }
            case Kind::NormalCdf:
                return {fmt::format("0.5 * (1 + ({} / std::numbers::sqrt2).erf())", z),
                        Binding::Product};
            case Kind::NormalDensity:
                return {
                    fmt::format("(-{}.square() / 2).exp() / std::sqrt(2 * std::numbers::pi)", z),
                    Binding::Product};
            default:
                return {};
        }
    }

    Code function(Activation f, const Expression& argument) const {
        const std::string z = bracketed(write(argument), Binding::Atom);
        switch (f) {
            case Activation::Identity:
                return {z};
            case Activation::Relu:
                return {z + ".max(0)"};
            case Activation::LeakyRelu:
                return {fmt::format("{0}.max({1} * {0})", z, kLeak)};
            case Activation::Sigmoid:
                return {fmt::format("1 / (1 + (-{}).exp())", z), Binding::Product};
            case Activation::Tanh:
                return {z + ".tanh()"};
            case Activation::Softplus:
                return {fmt::format("{0}.max(0) + (-{0}.abs()).exp().log1p()", z), Binding::Sum};
            case Activation::Gelu:
            case Activation::Silu:
                return write(*definition(f, argument));
            case Activation::Softmax: {
                // Less the largest score, which changes nothing and keeps exp from overflowing.
                const std::string power =
                    fmt::format("({} - {}.maxCoeff()).exp()", z, name(argument.tensor));
                return {fmt::format("{0} / {0}.sum()", power), Binding::Product};
            }
        }
        return {};
    }

    const Trace& trace_;
    bool columns_;
    bool batch_;
    bool elementwise_;
};

}  // namespace

std::string eigen_expression(const Trace& trace, const Expression& e, Convention convention) {
    return Eigenese(trace, convention, is_elementwise(e)).write(e).text;
}

}  // namespace layerwise
