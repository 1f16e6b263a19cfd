#include "core/training/divergence.h"

#include <bit>
#include <cmath>

#include <fmt/format.h>

namespace layerwise {
namespace {

bool same_bits(float a, float b) {
    return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
}

template <class Tensor>
std::optional<TensorDifference> difference(const Tensor& a, const Tensor& b) {
    TensorDifference found;
    found.count = a.size();
    float largest = -1;
    for (Index j = 0; j < a.cols(); ++j) {
        for (Index i = 0; i < a.rows(); ++i) {
            if (same_bits(a(i, j), b(i, j))) {
                continue;
            }
            ++found.differing;
            const float by = std::abs(a(i, j) - b(i, j));
            if (!(by <= largest)) {  // a NaN counts as the largest
                largest = by;
                found.row = i;
                found.col = j;
                found.a = a(i, j);
                found.b = b(i, j);
            }
        }
    }
    return found.differing > 0 ? std::optional(found) : std::nullopt;
}

std::string shape_of(const Network<float>& network) {
    std::string text = fmt::format("{}", network.inputs());
    for (const Dense<float>& layer : network.layers) {
        text += fmt::format("-{}", layer.outputs());
    }
    return text;
}

}  // namespace

std::string TensorDifference::tensor() const {
    return fmt::format("{}{}", is_bias ? 'b' : 'W', layer);
}

std::optional<TensorDifference> first_difference(const Network<float>& a, const Network<float>& b) {
    for (std::size_t l = 0; l < a.layers.size(); ++l) {
        auto found = difference(a.layers[l].W, b.layers[l].W);
        const bool is_bias = !found;
        if (is_bias) {
            found = difference(a.layers[l].b, b.layers[l].b);
        }
        if (found) {
            found->layer = static_cast<int>(l) + 1;
            found->is_bias = is_bias;
            return found;
        }
    }
    return std::nullopt;
}

Result<Divergence> divergence(const Timeline& a, const Timeline& b) {
    if (a.empty() || b.empty()) {
        return Error{"expected two runs with moments, found one without"};
    }
    const std::string shape = shape_of(*a.moments().front().network);
    if (const std::string other = shape_of(*b.moments().front().network); other != shape) {
        return Error{
            fmt::format("expected two runs of the same network, found {} and {}", shape, other)};
    }
    Divergence result;
    auto of_b = b.moments().begin();
    for (const Keyframe& moment : a.moments()) {
        while (of_b != b.moments().end() && of_b->update < moment.update) {
            ++of_b;
        }
        if (of_b == b.moments().end()) {
            break;
        }
        if (of_b->update != moment.update) {
            continue;
        }
        ++result.compared;
        if (const auto first = first_difference(*moment.network, *of_b->network)) {
            result.update = moment.update;
            result.first = *first;
            return result;
        }
        result.equal_until = moment.update;
    }
    if (result.compared == 0) {
        return Error{"expected two runs with moments at the same updates, found none"};
    }
    return result;
}

}  // namespace layerwise
