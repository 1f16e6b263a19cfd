#include <array>
#include <cassert>
#include <cmath>

#include "core/network/numpy_random.h"
#include "core/network/spec.h"

namespace layerwise {

namespace {

constexpr std::array kInitializers = {Initializer::Zeros, Initializer::Uniform, Initializer::Xavier,
                                      Initializer::He, Initializer::NumpyRand};

// Uniform in ±limit. 2u − 1 is exact, so that only one rounding is left to the machine.
Matrix<double> uniform(NumpyRandom& random, Index rows, Index cols, double limit) {
    const Matrix<double> u = random.rand(rows, cols);
    return limit * (2 * u.array() - 1).matrix();
}

Matrix<double> normal(NumpyRandom& random, Index rows, Index cols, double sigma) {
    Matrix<double> numbers(rows, cols);
    for (Index i = 0; i < rows; ++i) {
        for (Index j = 0; j < cols; ++j) {
            numbers(i, j) = static_cast<float>(sigma * random.randn());
        }
    }
    return numbers;
}

Dense<double> draw(Initializer initializer, Index in, Index out, NumpyRandom& random) {
    const auto fan_in = static_cast<double>(in);
    const auto fan_out = static_cast<double>(out);
    Dense<double> layer = {Matrix<double>::Zero(out, in), Vector<double>::Zero(out)};
    switch (initializer) {
        case Initializer::Zeros:
            break;
        case Initializer::Uniform:
            layer.W = uniform(random, out, in, 1 / std::sqrt(fan_in));
            layer.b = uniform(random, out, 1, 1 / std::sqrt(fan_in));
            break;
        case Initializer::Xavier:
            layer.W = uniform(random, out, in, std::sqrt(6 / (fan_in + fan_out)));
            break;
        case Initializer::He:
            layer.W = normal(random, out, in, std::sqrt(2 / fan_in));
            break;
        case Initializer::NumpyRand:
            // NumPy's lessons write Z = X W + b, with W (in × out): our W is its transpose.
            layer.W = random.rand(in, out).transpose();
            layer.b = random.rand(out, 1);
            break;
    }
    return layer;
}

}  // namespace

std::string_view name(Initializer initializer) {
    switch (initializer) {
        case Initializer::Zeros:
            return "zeros";
        case Initializer::Uniform:
            return "uniform";
        case Initializer::Xavier:
            return "xavier";
        case Initializer::He:
            return "he";
        case Initializer::NumpyRand:
            return "numpy-rand";
    }
    return {};
}

std::optional<Initializer> initializer_from_name(std::string_view text) {
    for (const Initializer initializer : kInitializers) {
        if (name(initializer) == text) {
            return initializer;
        }
    }
    return std::nullopt;
}

std::span<const Initializer> all_initializers() {
    return kInitializers;
}

Network<double> initialize(const NetworkSpec& spec, Initializer initializer, std::uint32_t seed) {
    assert(!problem_with(spec));
    NumpyRandom random(seed);
    Network<double> network;
    network.loss = spec.loss;
    for (std::size_t l = 1; l < spec.sizes.size(); ++l) {
        network.layers.push_back(draw(initializer, spec.sizes[l - 1], spec.sizes[l], random));
        network.layers.back().f = l + 1 < spec.sizes.size() ? spec.hidden : spec.output;
    }
    return network;
}

}  // namespace layerwise
