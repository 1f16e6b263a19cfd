#include "core/explain/layer_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace layerwise {
namespace {

// The largest |f′(z)| over all z.
double steepest(Activation f) {
    switch (f) {
        case Activation::Sigmoid:
            return 0.25;
        case Activation::Gelu:
            return 1.1289;  // at z = √2
        case Activation::Silu:
            return 1.0998;  // at z ≈ 2.40
        case Activation::Identity:
        case Activation::Relu:
        case Activation::LeakyRelu:
        case Activation::Tanh:
        case Activation::Softplus:
        case Activation::Softmax:
            break;
    }
    return 1;
}

double ratio(double part, double whole) {
    return whole > 0 ? part / whole : 0;
}

std::vector<UnitState> states_of(const Matrix<double>& slopes, const Matrix<double>& dL_da,
                                 double steepest) {
    constexpr double kSaturated = 0.05, kUnheard = 0.01;
    const double typical = dL_da.norm() / std::sqrt(static_cast<double>(dL_da.rows()));
    std::vector<UnitState> states;
    for (Index i = 0; i < slopes.rows(); ++i) {
        const auto row = slopes.row(i).cwiseAbs();
        if (row.maxCoeff() == 0) {
            states.push_back(UnitState::Dead);
        } else if (row.mean() <= kSaturated * steepest) {
            states.push_back(UnitState::Saturated);
        } else if (typical > 0 && dL_da.row(i).norm() < kUnheard * typical) {
            states.push_back(UnitState::Unheard);
        } else {
            states.push_back(UnitState::Alive);
        }
    }
    return states;
}

}  // namespace

Index Histogram::largest() const {
    return counts.empty() ? 0 : *std::ranges::max_element(counts);
}

Histogram histogram(const Matrix<double>& values, bool symmetric) {
    Histogram result;
    result.counts.assign(kHistogramBins, 0);
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (Index k = 0; k < values.size(); ++k) {
        const double value = values.data()[k];
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    if (low > high) {
        low = high = 0;
    }
    if (symmetric) {
        high = std::max(std::abs(low), std::abs(high));
        low = -high;
    }
    if (low == high) {  // all the same: in the middle
        const double half = low == 0 ? 1 : std::abs(low) / 2;
        low -= half;
        high += half;
    }
    result.low = low;
    result.high = high;
    const double scale = kHistogramBins / (high - low);
    for (Index k = 0; k < values.size(); ++k) {
        const double value = values.data()[k];
        if (std::isfinite(value)) {
            const auto bin = static_cast<int>((value - low) * scale);
            ++result.counts[static_cast<std::size_t>(std::clamp(bin, 0, kHistogramBins - 1))];
        } else {
            ++result.outside;
        }
    }
    return result;
}

std::string_view name(UnitState state) {
    constexpr std::array<std::string_view, 4> kNames{"alive", "dead", "saturated", "unheard"};
    return kNames[static_cast<std::size_t>(state)];
}

Blame blame(UnitState state) {
    switch (state) {
        case UnitState::Dead:
        case UnitState::Saturated:
            return Blame::Slope;
        case UnitState::Unheard:
            return Blame::Weights;
        case UnitState::Alive:
            break;
    }
    return Blame::Nothing;
}

Index LayerReport::count(UnitState state) const {
    return std::ranges::count(units, state);
}

double NetworkReport::through() const {
    return ratio(layers.front().dL_dz_norm, layers.back().dL_dz_norm);
}

double NetworkReport::by_weights() const {
    double product = 1;
    for (const LayerReport& layer : layers) {
        product *= layer.by_weights;
    }
    return product;
}

double NetworkReport::by_slope() const {
    double product = 1;
    for (const LayerReport& layer : layers) {
        product *= layer.by_slope;
    }
    return product;
}

NetworkReport network_report(const Network<double>& network, const Matrix<double>& X,
                             const Matrix<double>& Y) {
    const BatchForward pass = batch_forward(network, X);
    BatchBackward back = batch_backward(network, pass, Y);
    NetworkReport report;
    report.loss = batch_loss(network, pass, Y);
    report.samples = X.cols();
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        const Dense<double>& layer = network.layers[l];
        LayerReport made;
        made.W = histogram(layer.W, true);
        made.dL_dW = histogram(back.dL.layers[l].W, true);
        made.a = histogram(pass.a[l + 1], false);
        made.norm_W = layer.W.norm();
        made.dL_dW_norm = back.dL.layers[l].W.norm();
        made.dL_db_norm = back.dL.layers[l].b.norm();
        made.dL_dz_norm = back.dL_dz[l].norm();
        if (l + 1 < network.layers.size()) {
            made.dL_da_norm = back.dL_da[l].norm();
            made.by_weights = ratio(made.dL_da_norm, back.dL_dz[l + 1].norm());
            made.by_slope = ratio(made.dL_dz_norm, made.dL_da_norm);
            made.units = states_of(activation_derivative(layer.f, pass.z[l]), back.dL_da[l],
                                   steepest(layer.f));
        }
        report.layers.push_back(std::move(made));
    }
    report.dL = std::move(back.dL);
    return report;
}

}  // namespace layerwise
