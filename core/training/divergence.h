// Two runs beside each other, number by number: where they part.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/training/timeline.h"

namespace layerwise {

// How one tensor of two networks differs.
struct TensorDifference {
    int layer = 1;
    bool is_bias = false;
    Index row = 0, col = 0;  // of the largest difference
    float a = 0, b = 0;      // the numbers there
    Index differing = 0;     // numbers that are not the same, bit for bit
    Index count = 0;         // of all

    std::string tensor() const;  // "W2"
};

// The first of W1, b1, W2, … that differs, or nothing where all bits are the same.
// REQUIRES: the same shape.
std::optional<TensorDifference> first_difference(const Network<float>& a, const Network<float>& b);

struct Divergence {
    int compared = 0;  // moments at the same updates, up to the first unequal
    std::optional<std::int64_t> equal_until;  // the last update before they part, of these
    std::optional<std::int64_t> update;       // where they first differ; nothing: nowhere
    TensorDifference first;                   // there
};

// Compares the moments that both have, from the first on. Errors: networks of two shapes, or no
// moments at the same updates.
Result<Divergence> divergence(const Timeline& a, const Timeline& b);

}  // namespace layerwise
