// Expressions as NumPy and as PyTorch, which differ in little more than names.
#include <fmt/format.h>

#include "core/trace/code.h"

namespace layerwise {
namespace {

using Kind = Expression::Kind;

class Python {
public:
    Python(const Trace& trace, Language language, Convention convention)
        : trace_(trace),
          numpy_(language == Language::Numpy),
          lib_(numpy_ ? "np" : "torch"),
          axis_(numpy_ ? "axis" : "dim"),
          columns_(convention == Convention::Column),
          batch_(trace.samples > 1) {}

    const std::string& name(int tensor) const {
        return trace_.tensors[static_cast<std::size_t>(tensor)].name;
    }

    Code write(const Expression& e) const {
        if (e.tensor >= 0) {
            return {name(e.tensor)};
        }
        switch (e.kind) {
            case Kind::Number:
                return {fmt::format("{}", e.number)};
            case Kind::Transpose:
                return {at(e, 0, Binding::Atom) + ".T"};
            case Kind::Product:
                return product(e);
            case Kind::Sum:
                return infix(e, "+", Binding::Sum);
            case Kind::Difference:
                return infix(e, "-", Binding::Sum);
            case Kind::Hadamard:
                return infix(e, "*", Binding::Product);
            case Kind::Quotient:
                return infix(e, "/", Binding::Product);
            case Kind::Negative:
                return negative_code(write(e.parts[0]));
            case Kind::Square:
                return {at(e, 0, Binding::Atom) + "**2", Binding::Power};
            case Kind::Scaled:
                return scaled_code(e, write(e.parts[0]));
            case Kind::Rate:
                return {"lr * " + at(e, 0, Binding::Power), Binding::Product};
            default:
                return call(e);
        }
    }

private:
    // The k-th part, in brackets where needed.
    std::string at(const Expression& e, std::size_t k, Binding at_least) const {
        return bracketed(write(e.parts[k]), at_least);
    }

    Code infix(const Expression& e, std::string_view sign, Binding binding) const {
        const Binding right = binding == Binding::Sum ? Binding::Product : Binding::Power;
        return {fmt::format("{} {} {}", at(e, 0, binding), sign, at(e, 1, right)), binding};
    }

    Code product(const Expression& e) const {
        const bool stacked = batch_ && e.parts[0].tensor >= 0 && e.parts[1].tensor >= 0 &&
                             (is_jacobian(e.parts[0]) || is_jacobian(e.parts[1]));
        if (stacked) {
            return {fmt::format("{}.einsum('{}', {}, {})", lib_,
                                columns_ ? "nij,jn->in" : "nj,nij->ni", at(e, 0, Binding::Sum),
                                at(e, 1, Binding::Sum))};
        }
        // A single column is 1-D, where a transpose does nothing: δ xᵀ is the outer product.
        if (columns_ && !batch_ && e.parts[1].kind == Kind::Transpose) {
            return {fmt::format("{}.outer({}, {})", lib_, at(e, 0, Binding::Sum),
                                bracketed(write(e.parts[1].parts[0]), Binding::Sum))};
        }
        return infix(e, "@", Binding::Product);
    }

    bool is_jacobian(const Expression& e) const {
        return trace_.tensors[static_cast<std::size_t>(e.tensor)].layout == Layout::Jacobian;
    }

    Code call(const Expression& e) const {
        const std::string z = at(e, 0, Binding::Sum);
        const std::string atom = at(e, 0, Binding::Atom);
        switch (e.kind) {
            case Kind::Broadcast:
                return {columns_ && batch_ ? z + "[:, None]" : z};
            case Kind::SampleSum:
                if (columns_ && !batch_) {
                    return {z};
                }
                return {fmt::format("{}.sum({}={})", atom, axis_, columns_ ? 1 : 0)};
            case Kind::Total:
                return {fmt::format("{}.sum({})", lib_, z)};
            case Kind::Log:
                return {fmt::format("{}.log({})", lib_, z)};
            case Kind::Ones:
                return {fmt::format("{}.ones_like({})", lib_, z)};
            case Kind::Positive:
                return positive(z, e.number);
            case Kind::NormalCdf:
                return {numpy_ ? fmt::format("0.5 * (1 + np.vectorize(math.erf)({} / np.sqrt(2)))",
                                             atom)
                               : fmt::format("0.5 * (1 + torch.erf({} / 2**0.5))", atom),
                        Binding::Product};
            case Kind::NormalDensity:
                return {fmt::format("{0}.exp(-{1}**2 / 2) / (2 * {0}.pi)**0.5", lib_, atom),
                        Binding::Product};
            case Kind::Jacobian:
                return jacobian(z);
            case Kind::Apply:
                return apply(e.f, e.parts[0]);
            default:
                return {};
        }
    }

    Code apply(Activation f, const Expression& argument) const {
        const std::string z = bracketed(write(argument), Binding::Atom);
        if (!numpy_) {
            return torch_function(f, z, columns_);
        }
        const std::optional<Expression> simpler = definition(f, argument);
        return simpler ? write(*simpler) : numpy_function(f, z, columns_);
    }

    Code positive(const std::string& z, double elsewhere) const {
        const std::string low = elsewhere == 0 ? "0.0" : fmt::format("{}", elsewhere);
        return {numpy_ ? fmt::format("np.where({} > 0, 1.0, {})", z, low)
                       : fmt::format("torch.where({0} > 0, torch.ones_like({0}), {1})", z, low)};
    }

    // diag(p) − p pᵀ for each sample p.
    Code jacobian(const std::string& a) const {
        if (batch_) {
            return {fmt::format("{0}.stack([{0}.diag(p) - {0}.outer(p, p) for p in {1}])", lib_,
                                columns_ ? a + ".T" : a)};
        }
        const std::string p = columns_ ? a : a + "[0]";
        return {fmt::format("{0}.diag({1}) - {0}.outer({1}, {1})", lib_, p), Binding::Sum};
    }

    const Trace& trace_;
    bool numpy_;
    std::string_view lib_;   // np, torch
    std::string_view axis_;  // what they call a direction of a sum
    bool columns_;           // samples are columns
    bool batch_;
};

}  // namespace

std::string python_line(const Trace& trace, int step, Language language, Convention convention) {
    const Python python(trace, language, convention);
    const Step& s = trace.steps[static_cast<std::size_t>(step)];
    const StepEquation equation = step_equation(trace, step, convention);
    std::string line =
        fmt::format("{} = {}", python.name(s.result), python.write(equation.right).text);
    if (s.operation == Operation::GradientZ && equation.also) {
        line += fmt::format("  # = {}", python.write(*equation.also).text);
    }
    return line;
}

}  // namespace layerwise
