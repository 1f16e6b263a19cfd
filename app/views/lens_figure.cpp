#include "app/views/lens_figure.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/views/stage_view.h"

namespace layerwise {
namespace {

constexpr int kPoints = 161;

// As far as the curves bend, and as far as the element needs.
LensCurve curve_of(Activation f, double z, bool with_slope) {
    const double reach = std::max(4.0, std::abs(z) * 1.25);
    LensCurve curve;
    curve.title = fmt::format("{}(z)", spoken(f));
    Matrix<double> along(1, kPoints);
    for (int k = 0; k < kPoints; ++k) {
        along(0, k) = reach * (2.0 * k / (kPoints - 1) - 1);
        curve.z.push_back(along(0, k));
    }
    const Matrix<double> a = activate(f, along);
    const Matrix<double> slope = activation_derivative(f, along);
    curve.a.assign(a.data(), a.data() + a.size());
    if (with_slope) {
        curve.slope.assign(slope.data(), slope.data() + slope.size());
    }
    const Matrix<double> here = Matrix<double>::Constant(1, 1, z);
    curve.at_z = z;
    curve.at_a = activate(f, here)(0, 0);
    curve.at_slope = activation_derivative(f, here)(0, 0);
    return curve;
}

// Classes of images are counted from 0, as the digits they are; all else from 1.
Index counted(const Session& session, const Step& step, Index i) {
    const bool classes = session.example.images != nullptr && step.layer == session.trace->layers();
    return classes ? i : i + 1;
}

// The element among the others of its column, or of its row where the result is a matrix of its
// own.
LensBars bars_of(const Session& session, int step, Cell cell, bool of_row) {
    const Trace& trace = *session.trace;
    const Step& of = trace.steps[static_cast<std::size_t>(step)];
    const Tensor& tensor = trace.tensors[static_cast<std::size_t>(of.result)];
    LensBars bars;
    bars.tensor = of.result;
    bars.palette = palette_of(session, tensor);
    bars.title = symbol_text(trace, of.result);
    bars.own = static_cast<std::size_t>(of_row ? cell.col : cell.row);
    const Index count = of_row ? tensor.value.cols() : tensor.value.rows();
    for (Index k = 0; k < count; ++k) {
        const Cell at = of_row ? Cell{cell.row, k} : Cell{k, cell.col};
        const double value = tensor.value(at.row, at.col);
        const Index name =
            of_row && of.operation != Operation::LocalSlope ? k + 1 : counted(session, of, k);
        bars.bars.push_back({fmt::format("{}", name), value, at});
        bars.largest = std::max(bars.largest, std::abs(value));
    }
    return bars;
}

}  // namespace

LensFigure lens_figure(const Session& session, int step, Cell cell) {
    const Trace& trace = *session.trace;
    const Step& of = trace.steps[static_cast<std::size_t>(step)];
    const auto f = [&] { return trace.activations[static_cast<std::size_t>(of.layer - 1)]; };
    const auto z = [&] { return find(trace, Symbol::Z, of.layer).value(cell.row, cell.col); };
    switch (of.operation) {
        case Operation::Activate:
            if (f() != Activation::Softmax) {
                return curve_of(f(), z(), false);
            }
            return bars_of(session, step, cell, false);
        case Operation::LocalSlope:
            if (f() != Activation::Softmax) {
                return curve_of(f(), z(), true);
            }
            return bars_of(session, step, cell, true);
        case Operation::GradientZ:
            if (f() != Activation::Softmax) {
                return curve_of(f(), z(), true);
            }
            return bars_of(session, step, cell, false);
        case Operation::LossGradient:
        case Operation::GradientB:
            return bars_of(session, step, cell, false);
        case Operation::GradientW:
            return bars_of(session, step, cell, true);
        case Operation::WeightedSum:
        case Operation::AddBias:
        case Operation::Loss:
        case Operation::GradientX:
        case Operation::UpdateW:
        case Operation::UpdateB:
            break;
    }
    return {};
}

}  // namespace layerwise
