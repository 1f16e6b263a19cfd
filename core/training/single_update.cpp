#include "core/training/single_update.h"

#include <cmath>
#include <utility>

namespace layerwise {
namespace {

using Flat = Eigen::Map<Eigen::Array<double, Eigen::Dynamic, 1>>;
using ConstFlat = Eigen::Map<const Eigen::Array<double, Eigen::Dynamic, 1>>;

template <class Dense>
Flat flat(Dense& matrix) {
    return {matrix.data(), matrix.size()};
}
template <class Dense>
ConstFlat flat(const Dense& matrix) {
    return {matrix.data(), matrix.size()};
}

// l1 Σ|w| has the gradient l1 sign(w).
void add_l1(double l1, const Network<double>& network, Network<double>& gradients) {
    if (l1 == 0) {
        return;
    }
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        flat(gradients.layers[l].W) += l1 * flat(network.layers[l].W).sign();
        flat(gradients.layers[l].b) += l1 * flat(network.layers[l].b).sign();
    }
}

double norm_of(const Network<double>& gradients) {
    double squares = 0;
    for (const Dense<double>& layer : gradients.layers) {
        squares += layer.W.squaredNorm() + layer.b.squaredNorm();
    }
    return std::sqrt(squares);
}

Network<double> zeros_like(Network<double> network) {
    for (Dense<double>& layer : network.layers) {
        layer.W.setZero();
        layer.b.setZero();
    }
    return network;
}

}  // namespace

double gradient_norm(const OptimizerOptions& options, const Network<double>& network,
                     const Network<double>& gradients) {
    Network<double> g = gradients;
    add_l1(options.l1, network, g);
    return norm_of(g);
}

SingleUpdate updated(const OptimizerOptions& options, double learning_rate,
                     const Network<double>& network, Network<double> gradients,
                     const OptimizerState<double>& state) {
    SingleUpdate done{network, state, 0};
    if (has_m(options.kind) && state.m.layers.empty()) {
        done.state.m = zeros_like(network);
    }
    if (has_v(options.kind) && state.v.layers.empty()) {
        done.state.v = zeros_like(network);
    }
    ++done.state.updates;
    add_l1(options.l1, network, gradients);
    const StepSizes sizes{learning_rate, done.state.updates,
                          options.clip > 0 ? clip_scale(norm_of(gradients), options.clip) : 1};
    Matrix<double> nothing;
    const auto take = [&](auto symbol, std::size_t l) {
        const auto part = [&](bool has, Network<double>& all) -> Flat {
            return has ? flat(all.layers[l].*symbol) : flat(nothing);
        };
        return step<double>(
            options, sizes, flat(network.layers[l].*symbol), flat(gradients.layers[l].*symbol),
            part(has_m(options.kind), done.state.m), part(has_v(options.kind), done.state.v),
            flat(done.network.layers[l].*symbol));
    };
    // Gradients come from the last layer: where several are bad, it began there.
    for (std::size_t l = network.layers.size(); l-- > 0;) {
        const bool W = take(&Dense<double>::W, l), b = take(&Dense<double>::b, l);
        if (!(W && b) && done.not_finite == 0) {
            done.not_finite = static_cast<int>(l) + 1;
        }
    }
    return done;
}

}  // namespace layerwise
