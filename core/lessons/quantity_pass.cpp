// What a quantity may name of a pass, and passes made from it.
#include <charconv>

#include "core/lessons/quantity.h"

namespace layerwise {

using Values = Matrix<double>;

int tensor_named(const Trace& trace, std::string_view name) {
    for (std::size_t k = 0; k < trace.tensors.size(); ++k) {
        if (trace.tensors[k].name == name) {
            return static_cast<int>(k);
        }
    }
    constexpr std::string_view kGradient = "dL_da";
    if (name.substr(0, kGradient.size()) == kGradient) {
        int layer = 0;
        const std::string_view digits = name.substr(kGradient.size());
        const auto [stop, code] =
            std::from_chars(digits.data(), digits.data() + digits.size(), layer);
        if (code == std::errc() && stop == digits.data() + digits.size() && layer >= 1) {
            return find_index(trace, Symbol::GradA, layer);
        }
    }
    return -1;
}

Network<double> network_of(const Trace& trace) {
    Network<double> network;
    network.loss = trace.loss;
    for (int l = 1; l <= trace.layers(); ++l) {
        network.layers.push_back({find(trace, Symbol::W, l).value, find(trace, Symbol::B, l).value,
                                  trace.activations[static_cast<std::size_t>(l) - 1]});
    }
    return network;
}

double loss_after(const Trace& trace, double eta, int updates) {
    const Values& x = find(trace, Symbol::A, 0).value;
    const Values& y = find(trace, Symbol::Y, 0).value;
    Trace pass = layerwise::trace(network_of(trace), x, y, eta);
    for (int update = 0; update < updates; ++update) {
        Network<double> network = network_of(pass);
        for (int l = 1; l <= pass.layers(); ++l) {
            Dense<double>& layer = network.layers[static_cast<std::size_t>(l) - 1];
            layer.W = find(pass, Symbol::NextW, l).value;
            layer.b = find(pass, Symbol::NextB, l).value;
        }
        pass = layerwise::trace(network, x, y, eta);
    }
    return find(pass, Symbol::L, 0).value(0, 0);
}

}  // namespace layerwise
