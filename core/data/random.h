// Random numbers that are the same on every machine, unlike the standard library's distributions.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "core/base/matrix.h"

namespace layerwise {

class Random {
public:
    explicit Random(std::span<const std::uint32_t> seeds);

    // Uniform in 0 … bound − 1. REQUIRES: bound ≥ 1.
    std::uint32_t below(std::uint32_t bound);
    // Uniform in [low, high), in steps of 2⁻³² of it.
    double uniform(double low, double high);
    // Standard normal. Source: Box & Muller 1958.
    double normal();

private:
    std::mt19937 engine_;
};

// A random permutation of 0 … count − 1.
// Fisher & Yates, Durstenfeld's form: every permutation equally likely.
std::vector<Index> shuffled(Index count, std::span<const std::uint32_t> seeds);

}  // namespace layerwise
