#include "core/trace/element.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace layerwise {
namespace {

// An element of a tensor, as a factor.
struct Factor {
    double value = 0;
    int tensor = -1;
    Index row = 0, col = 0;
};

class Working {
public:
    Working(const Trace& trace, const Step& step, Index row, Index col)
        : trace_(trace), step_(step) {
        element_.row = row;
        element_.col = col;
        element_.result = trace.result(step).value(row, col);
    }

    Element take() { return std::move(element_); }

    void work_out() {
        const Index i = element_.row, j = element_.col;
        switch (step_.operation) {
            case Operation::WeightedSum:
                dot_product(step_.operands[0], step_.operands[1]);
                break;
            case Operation::AddBias:
                dot_product(find_index(trace_, Symbol::W, step_.layer),
                            find_index(trace_, Symbol::X, step_.layer));
                offset(trace_.operand(step_, 1).value(i, 0));
                break;
            case Operation::Loss:
                loss();
                break;
            case Operation::GradientZ:
                chain_rule();
                break;
            case Operation::GradientW:
                for (Index n = 0; n < trace_.samples; ++n) {
                    add(operand(0, i, n), operand(1, j, n));
                }
                break;
            case Operation::GradientB:
                for (Index n = 0; n < trace_.samples; ++n) {
                    add(operand(0, i, n), {1});
                }
                break;
            case Operation::GradientX:
                for (Index k = 0; k < trace_.operand(step_, 0).value.rows(); ++k) {
                    add(operand(0, k, i), operand(1, k, j));
                }
                break;
            case Operation::UpdateW:
            case Operation::UpdateB:
                add({-trace_.learning_rate}, operand(1, i, j));
                offset(trace_.operand(step_, 0).value(i, j));
                break;
            case Operation::Activate:
            case Operation::LossGradient:
            case Operation::LocalSlope:
                break;
        }
    }

private:
    Factor factor(int tensor, Index row, Index col) const {
        return {trace_.tensors[static_cast<std::size_t>(tensor)].value(row, col), tensor, row, col};
    }

    Factor operand(std::size_t k, Index row, Index col) const {
        return factor(step_.operands[k], row, col);
    }

    void add(const Factor& left, const Factor& right) {
        element_.terms.push_back({left.value, right.value, left.tensor, right.tensor, left.row,
                                  left.col, right.row, right.col});
        const double product = left.value * right.value;
        (product > 0 ? element_.positive : element_.negative) += product;
    }

    void offset(double value) {
        element_.has_offset = true;
        element_.offset = value;
    }

    // Row i of W with column n of x.
    void dot_product(int W, int x) {
        const Index inputs = trace_.sizes[static_cast<std::size_t>(step_.layer) - 1];
        element_.terms.reserve(static_cast<std::size_t>(inputs));
        for (Index j = 0; j < inputs; ++j) {
            add(factor(W, element_.row, j), factor(x, j, element_.col));
        }
    }

    void chain_rule() {
        const Index i = element_.row, n = element_.col;
        if (trace_.operand(step_, 1).layout != Layout::Jacobian) {
            add(operand(0, i, n), operand(1, i, n));
            return;
        }
        const Index out = trace_.sizes.back();
        for (Index k = 0; k < out; ++k) {
            add(operand(1, n * out + k, i), operand(0, k, n));
        }
    }

    void loss() {
        const Index out = trace_.sizes.back();
        const double mean = mean_factor(trace_.loss, out, trace_.samples);
        for (Index n = 0; n < trace_.samples; ++n) {
            for (Index i = 0; i < out; ++i) {
                add_loss_terms(operand(0, i, n), operand(1, i, n), mean);
            }
        }
    }

    void add_loss_terms(Factor a, Factor y, double mean) {
        if (trace_.loss == Loss::MeanSquaredError) {
            const double error = a.value - y.value;
            a.value = error;
            y.value = error * mean;
            add(a, y);
            return;
        }
        const double p = a.value;
        a.value = surprise(p, a.row, a.col, false) * mean;
        add(y, a);
        if (trace_.loss == Loss::BinaryCrossEntropy) {
            y.value = 1 - y.value;
            a.value = surprise(1 - p, a.row, a.col, true) * mean;
            add(y, a);
        }
    }

    // −log p of one element; where loss and activation belong together, from z, so that it stays
    // finite and exact when p has vanished. `other`: of 1 − a.
    double surprise(double p, Index row, Index col, bool other) const {
        const Activation f = trace_.activations.back();
        if (!is_fused(trace_.loss, f)) {
            return -std::log(std::max(p, std::numeric_limits<double>::min()));
        }
        const Matrix<double>& z = find(trace_, Symbol::Z, trace_.layers()).value;
        if (f == Activation::Sigmoid) {
            const double v = other ? z(row, col) : -z(row, col);
            return std::max(v, 0.0) + std::log1p(std::exp(-std::abs(v)));
        }
        const double largest = z.col(col).maxCoeff();
        return largest - z(row, col) + std::log((z.col(col).array() - largest).exp().sum());
    }

    const Trace& trace_;
    const Step& step_;
    Element element_;
};

}  // namespace

Element element(const Trace& trace, int step, Index row, Index col) {
    const Step& s = trace.steps[static_cast<std::size_t>(step)];
    assert(row >= 0 && row < trace.result(s).value.rows());
    assert(col >= 0 && col < trace.result(s).value.cols());
    Working working(trace, s, row, col);
    working.work_out();
    return working.take();
}

}  // namespace layerwise
