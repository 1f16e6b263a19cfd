// Dropout (Srivastava et al. 2014): in training, some hidden activations are 0, the rest are
// larger.
#pragma once

#include <cstdint>

namespace layerwise {

// As torch.nn.Dropout: an activation is dropped with probability p, and kept as a / (1 − p).
struct Dropout {
    double p = 0;
    std::uint32_t seed = 0;
    std::int64_t update = 0;  // from 0
};

// Steele, Lea & Flood, "Fast splittable pseudorandom number generators", 2014: its finaliser.
constexpr std::uint64_t mixed(std::uint64_t z) {
    z += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

// Whether neuron i of layer l (from 0) is kept for sample n of the minibatch: the same whichever
// thread asks, and when a run is resumed.
constexpr bool is_kept(const Dropout& dropout, std::uint64_t l, std::uint64_t i, std::uint64_t n) {
    const std::uint64_t run = mixed(dropout.seed) ^ static_cast<std::uint64_t>(dropout.update);
    const std::uint64_t random = mixed(mixed(mixed(run) ^ l) ^ (n << 32U | i));
    constexpr double kUnit = 1.0 / (1U << 24U);
    return static_cast<double>(random >> 40U) * kUnit >= dropout.p;
}

}  // namespace layerwise
