// NumPy's legacy random numbers: np.random.seed(s), np.random.rand(...), np.random.randn().
#pragma once

#include <cstdint>
#include <optional>
#include <random>

#include "core/base/matrix.h"

namespace layerwise {

// np.random.seed(seed) seeds MT19937 as std::mt19937 does; rand() takes 53 bits of two draws.
// Source: numpy/random, legacy_double / random_double of the Mersenne Twister.
class NumpyRandom {
public:
    explicit NumpyRandom(std::uint32_t seed) : engine_(seed) {}

    // np.random.rand(): uniform in [0, 1), bit for bit.
    double rand();

    // np.random.rand(rows, cols), drawn in C order: row by row.
    Matrix<double> rand(Index rows, Index cols);

    // np.random.randn(): standard normal, by the polar method (Marsaglia & Bray 1964), which makes
    // two at a time. The C library's log may move the last bit from machine to machine.
    double randn();

private:
    std::mt19937 engine_;
    std::optional<double> spare_;
};

}  // namespace layerwise
