#include "core/lessons/slips.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace layerwise {
namespace {

using Values = Matrix<double>;

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

// m in a matrix of that shape, NaN around it: what is left of it where a transpose is missing.
Values fitted(const Values& m, const Values& shape) {
    Values made = Values::Constant(shape.rows(), shape.cols(), kNothing);
    const Index rows = std::min(m.rows(), shape.rows()), cols = std::min(m.cols(), shape.cols());
    made.topLeftCorner(rows, cols) = m.topLeftCorner(rows, cols);
    return made;
}

// One step whose result is asked for, with its operands by their names in the equations.
class Slips {
public:
    Slips(const Trace& trace, const Step& step) : trace_(trace), step_(step) {}

    std::vector<Slip> take() {
        add();
        put("wrong-sign", -right());
        return std::move(slips_);
    }

private:
    const Values& right() const { return trace_.result(step_).value; }
    const Values& operand(std::size_t k) const { return trace_.operand(step_, k).value; }
    const Values& value(Symbol symbol) const { return find(trace_, symbol, step_.layer).value; }
    double N() const { return static_cast<double>(trace_.samples); }
    Activation f() const { return trace_.activations[static_cast<std::size_t>(step_.layer) - 1]; }

    void put(const char* name, const Values& gives) {
        slips_.push_back({name, fitted(gives, right())});
    }

    void add() {
        switch (step_.operation) {
            case Operation::WeightedSum:
            case Operation::AddBias:
                return add_forward();
            case Operation::Activate:
                return add_activation();
            case Operation::Loss:
                return add_loss();
            case Operation::LossGradient:
                return add_loss_gradient();
            case Operation::LocalSlope:
                return add_slope();
            case Operation::GradientZ:
                return add_delta();
            case Operation::GradientW:
            case Operation::GradientB:
            case Operation::GradientX:
                return add_gradient();
            case Operation::UpdateW:
            case Operation::UpdateB:
                return add_update();
        }
    }

    // z = W x + b
    void add_forward() {
        const Values &W = value(Symbol::W), &x = value(Symbol::X);
        const Vector<double> b = value(Symbol::B).col(0);
        const bool biased = step_.operation == Operation::AddBias;
        const Vector<double> offset = biased ? b : Vector<double>(Vector<double>::Zero(b.size()));
        if (biased) {
            put("forgot-b", W * x);
        } else {
            put("added-b", (W * x).colwise() + b);
        }
        if (W.rows() == W.cols()) {
            put("transposed", (W.transpose() * x).colwise() + offset);
            // The products w_ij x_j added down a column instead of along a row.
            put("wrong-axis", (W.colwise().sum().transpose().asDiagonal() * x).colwise() + offset);
        }
        put("one-term", (W.col(0) * x.row(0)).colwise() + offset);
    }

    void add_activation() {
        const Values& z = operand(0);
        put("forgot-f", z);
        if (f() != Activation::Softmax) {
            put("slope-for-f", activation_derivative(f(), z));
            return;
        }
        put("not-normalised", z.array().exp());
        if (z.cols() > 1) {
            const Values powers = (z.array() - z.maxCoeff()).exp();
            put("wrong-axis", powers.array().colwise() / powers.rowwise().sum().array());
        }
    }

    void add_loss() {
        const Values &a = operand(0), &y = operand(1);
        const double factor = mean_factor(trace_.loss, a.rows(), a.cols());
        const auto one = [](double v) -> Values { return Values::Constant(1, 1, v); };
        if (factor != 1) {
            put("sum-for-mean", right() / factor);
        }
        if (trace_.loss == Loss::MeanSquaredError) {
            put("forgot-square", one((a - y).sum() * factor));
            put("half", right() / 2);
        } else {
            put("log-base-ten", right() / std::log(10.0));
            put("forgot-log", one((a.array() * y.array()).sum() * factor));
        }
    }

    void add_loss_gradient() {
        const Values &a = operand(0), &y = operand(1);
        const double factor = mean_factor(trace_.loss, a.rows(), a.cols());
        if (trace_.loss == Loss::MeanSquaredError) {
            put("forgot-two", right() / 2);
            put("loss-for-slope", (a - y).array().square() * factor);
        }
        if (factor != 1) {
            put("sum-for-mean", right() / factor);
        }
    }

    void add_slope() {
        if (f() == Activation::Softmax) {
            return;
        }
        const Values &z = operand(0), a = activate(f(), z);
        put("f-for-slope", a);
        if (f() == Activation::Sigmoid) {
            put("slope-of-value", z.array() * (1 - z.array()));
        } else if (f() == Activation::Tanh) {
            put("slope-of-value", 1 - z.array().square());
        }
    }

    void add_delta() {
        const Values& dL_da = operand(0);
        put("forgot-slope", dL_da);
        if (f() != Activation::Softmax) {
            put("f-for-slope", dL_da.cwiseProduct(value(Symbol::A)));
            put("only-slope", operand(1));
        }
    }

    // dL_dW = δ xᵀ, dL_db = Σₙ δ, dL_dx = Wᵀ δ
    void add_gradient() {
        const Values &delta = value(Symbol::GradZ), &dL_da = value(Symbol::GradA);
        const Values &x = value(Symbol::X), &W = value(Symbol::W), &a = value(Symbol::A);
        switch (step_.operation) {
            case Operation::GradientW:
                put("transposed", x * delta.transpose());
                put("forgot-slope", dL_da * x.transpose());
                put("output-for-input", delta * a.transpose());
                if (N() > 1) {
                    put("mean-for-sum", right() / N());
                    put("one-sample", delta.col(0) * x.col(0).transpose());
                }
                break;
            case Operation::GradientB:
                put("forgot-slope", dL_da.rowwise().sum());
                if (N() > 1) {
                    put("mean-for-sum", right() / N());
                    put("wrong-axis", delta.colwise().sum().transpose());
                    put("one-sample", delta.col(0));
                }
                break;
            default:
                if (W.rows() == W.cols()) {
                    put("transposed", W * delta);
                }
                put("forgot-slope", W.transpose() * dL_da);
                put("one-term", W.row(0).transpose() * delta.row(0));
        }
    }

    void add_update() {
        const Values &old = operand(0), &gradient = operand(1);
        put("uphill", old + trace_.learning_rate * gradient);
        put("forgot-eta", old - gradient);
        put("step-only", -trace_.learning_rate * gradient);
        put("nothing-moved", old);
    }

    const Trace& trace_;
    const Step& step_;
    std::vector<Slip> slips_;
};

}  // namespace

std::vector<Slip> slips_of(const Trace& trace, int tensor) {
    for (const Step& step : trace.steps) {
        if (step.result == tensor) {
            return Slips(trace, step).take();
        }
    }
    return {};
}

}  // namespace layerwise
