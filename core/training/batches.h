// Where training gets its minibatches: anything that can fill X and Y for a list of samples.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "core/base/matrix.h"
#include "core/data/dataset.h"

namespace layerwise {

// A set of samples to learn from. `gather` fills X (inputs × n) and Y (outputs × n), already of
// that size, for the given samples in the given epoch; it is called from several threads and must
// give the same columns whichever calls it (augmentation takes its randomness from the seed, the
// epoch and the sample's number).
struct Batches {
    Index count = 0, inputs = 0, outputs = 0;
    std::function<void(std::span<const Index> samples, int epoch, Eigen::Ref<Matrix<float>> X,
                       Eigen::Ref<Matrix<float>> Y)>
        gather;
};

// The images of a set. With `augment`, each is turned, scaled, sheared and moved a little, freshly
// each epoch, so that drawn digits are understood too.
Batches image_batches(std::shared_ptr<const ImageSet> images, Index classes, bool augment,
                      std::uint32_t seed);

// Samples in the columns of X and Y: the small examples.
Batches column_batches(const Matrix<double>& X, const Matrix<double>& Y);

}  // namespace layerwise
