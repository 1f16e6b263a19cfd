#include "app/cli/pass.h"

#include <fmt/core.h>

namespace layerwise {
namespace {

constexpr double kMostBytes = 1e9;

// An upper bound: W, ∂L/∂W and the next W; as many of b; for each sample x, y and what a layer
// makes of it (Wx, z, a and their gradients); and softmax's out × out slopes.
double values_of_pass(const std::vector<Index>& sizes, Activation output, Index samples) {
    const auto N = static_cast<double>(samples);
    double values = N * static_cast<double>(sizes.front() + sizes.back());
    for (std::size_t l = 1; l < sizes.size(); ++l) {
        const auto in = static_cast<double>(sizes[l - 1]);
        const auto out = static_cast<double>(sizes[l]);
        values += 3 * (in * out + out) + N * (in + 6 * out);
    }
    if (output == Activation::Softmax) {
        values += N * static_cast<double>(sizes.back()) * static_cast<double>(sizes.back());
    }
    return values;
}

}  // namespace

Status fits_in_memory(const std::vector<Index>& sizes, Activation output, Index samples) {
    const double bytes = values_of_pass(sizes, output, samples) * sizeof(double);
    if (bytes > kMostBytes) {
        return Error{
            fmt::format("expected a pass of at most {:.1f} GB of values, found {:.1f} GB: "
                        "fewer samples or smaller layers will do",
                        kMostBytes / 1e9, bytes / 1e9)};
    }
    return Done{};
}

Status fits_in_memory(const Network<double>& network, Index samples) {
    std::vector<Index> sizes{network.inputs()};
    for (const Dense<double>& layer : network.layers) {
        sizes.push_back(layer.outputs());
    }
    return fits_in_memory(sizes, network.layers.back().f, samples);
}

}  // namespace layerwise
