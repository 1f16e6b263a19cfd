// Steps as lines of C++ with Eigen: declarations, and what needs more than one expression.
#include <algorithm>

#include <fmt/format.h>

#include "core/trace/code.h"

namespace layerwise {
namespace {

using Kind = Expression::Kind;

std::string_view type_of(const Trace& trace, const Tensor& tensor, Convention convention) {
    const bool columns = convention == Convention::Column;
    switch (tensor.layout) {
        case Layout::Scalar:
            return "double";
        case Layout::Bias:
            return columns ? "VectorXd" : "RowVectorXd";
        case Layout::Samples:
            if (trace.samples == 1) {
                return columns ? "VectorXd" : "RowVectorXd";
            }
            return "MatrixXd";
        case Layout::Weights:
        case Layout::Jacobian:
            return "MatrixXd";
    }
    return {};
}

// Sample n of a variable.
std::string sample(const std::string& variable, bool columns) {
    return variable + (columns ? ".col(n)" : ".row(n)");
}

// One statement for every sample n of a batch, after the declaration of the result.
std::string for_each_sample(const Trace& trace, const std::string& declaration,
                            const std::string& statement) {
    return fmt::format("{}; for (Index n = 0; n < {}; ++n) {};", declaration, trace.samples,
                       statement);
}

// The operations for which a batch needs more than one expression; empty for the others.
std::string batch_line(const Trace& trace, const Step& step, bool columns) {
    const Activation f = trace.activations[static_cast<std::size_t>(std::max(step.layer, 1)) - 1];
    if (trace.samples == 1 || f != Activation::Softmax) {
        return {};
    }
    const std::string& result = trace.result(step).name;
    const std::string& first = trace.operand(step, 0).name;
    const Index out = trace.sizes.back(), N = trace.samples;
    if (step.operation == Operation::Activate) {
        const std::string_view each = columns ? "rowwise" : "colwise";
        const std::string_view along = columns ? "colwise" : "rowwise";
        return fmt::format(
            "MatrixXd {0} = ({1}.{2}() - {1}.{3}().maxCoeff()).array().exp(); "
            "{0}.array().{2}() /= {0}.array().{3}().sum().eval();",
            result, first, each, along);
    }
    if (step.operation == Operation::LocalSlope) {
        const std::string p = sample(first, columns);
        const std::string square =
            columns ? p + " * " + p + ".transpose()" : p + ".transpose() * " + p;
        return for_each_sample(
            trace, fmt::format("MatrixXd {}({}, {})", result, N * out, out),
            fmt::format("{}.middleRows(n * {}, {}) = MatrixXd({}.asDiagonal()) - {}", result, out,
                        out, p, square));
    }
    if (step.operation == Operation::GradientZ) {
        const std::string block =
            fmt::format("{}.middleRows(n * {}, {})", trace.operand(step, 1).name, out, out);
        const std::string gradient = sample(first, columns);
        return for_each_sample(
            trace, fmt::format("MatrixXd {}({}, {})", result, columns ? out : N, columns ? N : out),
            fmt::format("{} = {}", sample(result, columns),
                        columns ? block + " * " + gradient : gradient + " * " + block));
    }
    return {};
}

// The right-hand sides that are made from an operand's shape or diagonal; empty for the others.
std::string constructed(const Trace& trace, const Step& step, const Expression& right,
                        Convention convention) {
    const bool columns = convention == Convention::Column;
    const std::string& z = trace.operand(step, 0).name;
    if (right.kind == Kind::Ones) {
        const std::string_view type = type_of(trace, trace.result(step), convention);
        const Shape s = shape(trace.result(step), trace.samples, convention);
        return trace.samples == 1 ? fmt::format("{}::Ones({})", type, s.size())
                                  : fmt::format("{}::Ones({}, {})", type, s.rows, s.cols);
    }
    if (right.kind == Kind::Jacobian) {
        return columns ? fmt::format("MatrixXd({0}.asDiagonal()) - {0} * {0}.transpose()", z)
                       : fmt::format("MatrixXd({0}.asDiagonal()) - {0}.transpose() * {0}", z);
    }
    return {};
}

}  // namespace

std::string eigen_line(const Trace& trace, int step, Convention convention) {
    const Step& s = trace.steps[static_cast<std::size_t>(step)];
    const StepEquation equation = step_equation(trace, step, convention);
    std::string line = batch_line(trace, s, convention == Convention::Column);
    if (line.empty()) {
        std::string right = constructed(trace, s, equation.right, convention);
        if (right.empty()) {
            right = eigen_expression(trace, equation.right, convention);
        }
        const Tensor& result = trace.result(s);
        line = fmt::format("{} {} = {};", type_of(trace, result, convention), result.name, right);
    }
    if (s.operation == Operation::GradientZ && equation.also) {
        line += fmt::format("  // = {}", eigen_expression(trace, *equation.also, convention));
    }
    return line;
}

}  // namespace layerwise
