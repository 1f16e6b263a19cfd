// The plan of a run: which samples when, and at which learning rate.
#pragma once

#include <cstdint>
#include <vector>

#include "core/training/trainer.h"

namespace layerwise {

// A random permutation of 0 … count−1, the same on every machine for the same seed and epoch.
std::vector<Index> sample_order(Index count, std::uint32_t seed, int epoch);

// η of an update (from 0) out of `updates`. During the warm-up of w updates it is η (update + 1) /
// w; a cosine begins when that is over, steps count from the run's beginning. Source of the cosine:
// Loshchilov & Hutter, "SGDR: Stochastic gradient descent with warm restarts", 2017.
double learning_rate_at(std::int64_t update, std::int64_t updates, const TrainingOptions& options);

}  // namespace layerwise
