// The blueprint of a network, as typed: "784-128-64-10", and the numbers it starts from.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/network/network.h"

namespace layerwise {

struct NetworkSpec {
    std::vector<Index> sizes;  // inputs, then each layer's outputs: 784, 128, 64, 10
    Activation hidden = Activation::Relu;
    Activation output = Activation::Softmax;
    Loss loss = Loss::CrossEntropy;
};

// Reads "784-128-64-10". Errors: fewer than two sizes, a size that is not a whole number from 1 to
// 65536, more than 32 layers, more than 2²⁸ parameters.
Result<std::vector<Index>> parse_sizes(std::string_view text);

// What is wrong with a spec, in one line, or nothing: the limits above, and softmax in a hidden
// layer.
std::optional<std::string> problem_with(const NetworkSpec& spec);

// "784-128-64-10".
template <class Scalar>
std::string sizes_text(const Network<Scalar>& network);

enum class Initializer {
    Zeros,      // W = 0, b = 0
    Uniform,    // W, b uniform in ±1/√in: torch.nn.Linear's default range
    Xavier,     // W uniform in ±√(6 / (in + out)), b = 0 (Glorot & Bengio 2010)
    He,         // W = randn() · √(2 / in) as float32, b = 0 (He et al. 2015)
    NumpyRand,  // NumPy's seed(s), then rand(in, out) for W and rand(out) for b, layer by layer
};

// "zeros", "uniform", "xavier", "he", "numpy-rand".
std::string_view name(Initializer initializer);
std::optional<Initializer> initializer_from_name(std::string_view text);
std::span<const Initializer> all_initializers();

// Draws NumPy's rand() or randn() after seed(seed), layer by layer, W row by row and then b. The
// same spec, initialiser and seed give the same numbers on every machine: He's are rounded to
// float, which hides the last bit of the C library's log.
// REQUIRES: !problem_with(spec).
Network<double> initialize(const NetworkSpec& spec, Initializer initializer, std::uint32_t seed);

}  // namespace layerwise
