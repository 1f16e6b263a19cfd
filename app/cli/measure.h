// Measurements of training on the machine at hand, for the command bench.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/data/dataset.h"
#include "core/network/network.h"

namespace layerwise {

// Samples a second over `samples` of the images, gathered in random order and learned by plain SGD
// at 0.1, after a short warm-up.
double samples_per_second(const Network<float>& network, std::shared_ptr<const ImageSet> images,
                          Index samples, Index batch, int threads);

// The most multiply-adds that this many threads do in registers, as floating-point operations a
// second (two to a multiply-add), with the instruction set that training uses.
double peak_flops(int threads);

// Bytes a second of a large triad a ← b + s c (McCalpin's STREAM), on this many threads.
double triad_bytes_per_second(int threads);

// Microseconds of a prediction for one image: the median.
double forward_us(const Network<float>& network, const ImageSet& images);

// The most memory that this process has had resident, in MB (10⁶ bytes).
double peak_resident_mb();

// Floating-point operations of training on one sample: forward, dL_dW everywhere, dL_dx everywhere
// but in the first layer, two to a multiply-add. 453,632 for 784-128-64-10.
double training_flops(const std::vector<Index>& sizes);

}  // namespace layerwise
