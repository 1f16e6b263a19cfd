// Samples of plain numbers, part of them kept for testing: what a table or a made set comes to.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/matrix.h"

namespace layerwise {

struct Samples {
    Matrix<double> X, Y;  // in × N, out × N

    [[nodiscard]] Index count() const { return X.cols(); }
};

struct SplitSamples {
    Samples train, test;
    std::vector<std::string> inputs;   // the names of X's rows
    std::vector<std::string> classes;  // of Y's rows, which are one-hot; none: Y is a number
};

// Takes the samples in a random order (see shuffled()), round(test_share · N) of them for testing,
// but leaves at least one to learn from. REQUIRES: at least one sample, 0 ≤ test_share < 1.
void split(const Samples& all, double test_share, std::uint32_t seed, SplitSamples& into);

}  // namespace layerwise
