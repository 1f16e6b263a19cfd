#include "app/views/lens_figure.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "app/views/stage_view.h"

namespace layerwise {
namespace {

constexpr int kPoints = 161;

// As far as the curves bend, and as far as the element needs.
LensCurve activation_curve(Activation f, double z, bool with_slope) {
    const double reach = std::max(4.0, std::abs(z) * 1.25);
    LensCurve curve;
    curve.title = fmt::format("{}(z)", spoken(f));
    curve.x_name = "z";
    curve.y_name = "a";
    Matrix<double> along(1, kPoints);
    for (int k = 0; k < kPoints; ++k) {
        along(0, k) = reach * (2.0 * k / (kPoints - 1) - 1);
        curve.x.push_back(along(0, k));
    }
    const Matrix<double> a = activate(f, along);
    const Matrix<double> slope = activation_derivative(f, along);
    curve.y.assign(a.data(), a.data() + a.size());
    if (with_slope) {
        curve.slope.assign(slope.data(), slope.data() + slope.size());
        curve.has_tangent = true;
    }
    const Matrix<double> here = Matrix<double>::Constant(1, 1, z);
    curve.at_x = z;
    curve.at_y = activate(f, here)(0, 0);
    curve.at_slope = activation_derivative(f, here)(0, 0);
    return curve;
}

// What one output adds to the loss, were it any other.
double loss_of_one(Loss loss, double a, double y) {
    const auto log_of = [](double p) {
        return std::log(std::max(p, std::numeric_limits<double>::min()));
    };
    switch (loss) {
        case Loss::MeanSquaredError:
            return (a - y) * (a - y);
        case Loss::CrossEntropy:
            return -y * log_of(a);
        case Loss::BinaryCrossEntropy:
            break;
    }
    return -y * log_of(a) - (1 - y) * log_of(1 - a);
}

class Figure {
public:
    Figure(const Session& session, const Catalogue& words, int step, Cell cell)
        : session_(session),
          words_(words),
          trace_(*session.trace),
          step_(trace_.steps[static_cast<std::size_t>(step)]),
          cell_(cell) {}

    LensFigure figure() const {
        switch (step_.operation) {
            case Operation::Activate:
                return is_softmax() ? LensFigure(shares()) : activation(false);
            case Operation::LocalSlope:
                return is_softmax() ? LensFigure(jacobian_row()) : activation(true);
            case Operation::GradientZ:
                return chain();
            case Operation::LossGradient:
                return tensor(step_.result).value.rows() == 1 ? LensFigure(loss_curve())
                                                              : loss_slopes();
            case Operation::Loss:
                return trace_.sizes.back() == 1 && trace_.samples == 1 ? LensFigure(loss_curve())
                                                                       : std::monostate();
            case Operation::GradientW:
                return gradient_of_weights();
            case Operation::GradientB:
                return strips(
                    {column(step_.operands[0], "", "δ"), column(step_.result, "=", "∂L/∂b")});
            case Operation::UpdateW:
            case Operation::UpdateB:
                return update();
            case Operation::WeightedSum:
            case Operation::AddBias:
            case Operation::GradientX:
                break;
        }
        return {};
    }

private:
    const Tensor& tensor(int index) const {
        return trace_.tensors[static_cast<std::size_t>(index)];
    }
    Activation f() const { return trace_.activations[static_cast<std::size_t>(step_.layer - 1)]; }
    bool is_softmax() const { return f() == Activation::Softmax; }

    LensFigure activation(bool with_slope) const {
        const Matrix<double>& z = find(trace_, Symbol::Z, step_.layer).value;
        return activation_curve(f(), z(cell_.row, cell_.col), with_slope);
    }

    // Of one output alone: over all that ŷ could be.
    LensCurve loss_curve() const {
        const double a = find(trace_, Symbol::A, trace_.layers()).value(0, cell_.col);
        const double y = find(trace_, Symbol::Y, 0).value(0, cell_.col);
        const double mean = mean_factor(trace_.loss, 1, trace_.samples);
        const bool squares = trace_.loss == Loss::MeanSquaredError;
        const double reach = std::max(1.0, std::abs(a - y) * 1.3);
        const double low = squares ? y - reach : 0.005;
        const double high = squares ? y + reach : 0.995;
        LensCurve curve;
        curve.title = "L(ŷ)";
        curve.x_name = "ŷ";
        curve.y_name = "L";
        for (int k = 0; k < kPoints; ++k) {
            curve.x.push_back(low + (high - low) * k / (kPoints - 1));
            curve.y.push_back(mean * loss_of_one(trace_.loss, curve.x.back(), y));
        }
        curve.at_x = a;
        curve.at_y = mean * loss_of_one(trace_.loss, a, y);
        curve.at_slope = find(trace_, Symbol::GradA, trace_.layers()).value(0, cell_.col);
        curve.has_tangent = step_.operation == Operation::LossGradient;
        curve.palette = curve.has_tangent ? Palette::Gradients : Palette::Values;
        return curve;
    }

    // z, e to the z, and the shares of their sum. Large z are lowered first: nothing changes in the
    // shares, and e^z stays a number.
    LensStrips shares() const {
        const LensStrip z = column(find_index(trace_, Symbol::Z, step_.layer), "", "z");
        LensStrip powers = z;
        const double largest = *std::ranges::max_element(z.values);
        const bool lowered = z.range() > 20;
        powers.label = lowered ? "e^(z − max)" : "e^z";
        powers.sign = "→";
        powers.tensor = -1;
        powers.low = 0;
        powers.high = std::exp(lowered ? 0 : largest);
        for (double& value : powers.values) {
            value = std::exp(lowered ? value - largest : value);
        }
        LensStrip share = column(step_.result, "÷ Σ", "a");
        share.high = 1;
        return strips({z, powers, share});
    }

    LensStrips jacobian_row() const {
        const Index out = trace_.sizes.back();
        LensStrip a = column(step_.operands[0], "", "a", cell_.row / out);
        a.high = 1;
        return strips({a, row(step_.result, "→", "∂a/∂z")}, cell_.col);
    }

    LensFigure chain() const {
        if (is_softmax()) {
            return {};  // a sum
        }
        if (tensor(step_.result).value.rows() == 1) {
            return activation(true);
        }
        return strips({column(step_.operands[0], "", "∂L/∂a"),
                       column(step_.operands[1], "⊙", "f′(z)"), column(step_.result, "=", "δ")});
    }

    LensStrips loss_slopes() const {
        LensStrip prediction = column(step_.operands[0], "", "ŷ");
        LensStrip target = column(step_.operands[1], "", "y");
        share_scale(prediction, target);
        return strips({prediction, target, column(step_.result, "→", "∂L/∂a")});
    }

    LensFigure gradient_of_weights() const {
        if (trace_.samples > 1) {
            return {};  // a sum
        }
        const LensStrip x = column(step_.operands[1], "", step_.layer == 1 ? "x" : "a", 0);
        const std::string product = fmt::format("δ{} · {}", cell_.row + 1, x.label);
        return strips({x, row(step_.result, "=", product)}, cell_.col);
    }

    // Of a bias its vector, of a weight its unit's row: old and new on one scale.
    LensStrips update() const {
        const bool weights = step_.operation == Operation::UpdateW;
        const std::string name = weights ? "W" : "b";
        const auto of = [&](int index, const char* sign, const std::string& label) {
            return weights ? row(index, sign, label) : column(index, sign, label);
        };
        LensStrip old = of(step_.operands[0], "", name);
        LensStrip change = of(step_.operands[1], "−", fmt::format("η ∂L/∂{}", name));
        for (double& value : change.values) {
            value *= -trace_.learning_rate;
        }
        std::swap(change.low, change.high);
        change.low *= -trace_.learning_rate;
        change.high *= -trace_.learning_rate;
        LensStrip next = of(step_.result, "=", tr(words_, "figure.new", {{"name", name}}));
        share_scale(old, next);
        return strips({old, change, next}, weights ? cell_.col : cell_.row);
    }

    LensStrip column(int index, std::string sign, std::string label) const {
        const Index last = tensor(index).value.cols() - 1;
        return column(index, std::move(sign), std::move(label), std::min(cell_.col, last));
    }

    LensStrip column(int index, std::string sign, std::string label, Index sample) const {
        LensStrip strip = empty(index, std::move(sign), std::move(label));
        const Matrix<double>& all = tensor(index).value;
        strip.from.col = sample;
        for (Index k = 0; k < all.rows(); ++k) {
            add(strip, all(k, strip.from.col));
        }
        return strip;
    }

    LensStrip row(int index, std::string sign, std::string label) const {
        LensStrip strip = empty(index, std::move(sign), std::move(label));
        strip.in_row = true;
        const Matrix<double>& all = tensor(index).value;
        for (Index k = 0; k < all.cols(); ++k) {
            add(strip, all(cell_.row, k));
        }
        return strip;
    }

    LensStrip empty(int index, std::string sign, std::string label) const {
        LensStrip strip;
        strip.sign = std::move(sign);
        strip.label = std::move(label);
        strip.tensor = index;
        strip.palette = palette_of(session_, tensor(index));
        strip.from = cell_;
        return strip;
    }

    static void share_scale(LensStrip& one, LensStrip& other) {
        one.low = other.low = std::min(one.low, other.low);
        one.high = other.high = std::max(one.high, other.high);
    }

    static void add(LensStrip& strip, double value) {
        strip.values.push_back(value);
        strip.low = std::min(strip.low, value);
        strip.high = std::max(strip.high, value);
    }

    LensStrips strips(std::vector<LensStrip> all) const {
        return strips(std::move(all), cell_.row);
    }

    LensStrips strips(std::vector<LensStrip> all, Index own) const {
        LensStrips figure;
        figure.own = static_cast<std::size_t>(own);
        // Classes of images are counted from 0, as the digits they are; all else from 1.
        const bool inputs =
            step_.operation == Operation::GradientW || step_.operation == Operation::UpdateW;
        const bool classes =
            session_.example.images != nullptr && step_.layer == trace_.layers() && !inputs;
        for (std::size_t k = 0; k < all.front().values.size(); ++k) {
            figure.names.push_back(std::to_string(classes ? k : k + 1));
        }
        figure.strips = std::move(all);
        return figure;
    }

    const Session& session_;
    const Catalogue& words_;
    const Trace& trace_;
    const Step& step_;
    Cell cell_;
};

}  // namespace

LensFigure lens_figure(const Session& session, const Catalogue& words, int step, Cell cell) {
    return Figure(session, words, step, cell).figure();
}

}  // namespace layerwise
