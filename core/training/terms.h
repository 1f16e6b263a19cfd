// Which terms of the first layer's sums are not zero: four of five pixels of a digit are ground.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/matrix.h"
#include "core/training/team.h"

namespace layerwise {

// Lists for Product: for each kTileColumns columns, the k for which B(k, n) isn't 0 in all of them.
class Terms {
public:
    Terms() = default;
    Terms(Index tiles, Index most);  // most: terms in a list

    [[nodiscard]] const std::int32_t* list(Index tile) const { return &terms_[at(tile)]; }
    [[nodiscard]] std::int32_t count(Index tile) const { return counts_[position(tile)]; }
    [[nodiscard]] const std::int32_t* counts() const { return counts_.data(); }
    [[nodiscard]] Index next() const { return most_; }

    // Takes as the list of a tile the k < count for which used[k] is 1 and not 0.
    void take(Index tile, const std::int32_t* used, Index count);

private:
    static std::size_t position(Index index) { return static_cast<std::size_t>(index); }
    [[nodiscard]] std::size_t at(Index tile) const { return position(tile * most_); }

    Index most_ = 0;
    std::vector<std::int32_t> terms_, counts_;
};

// The inputs of X (in × N) that some of kTileColumns samples have, for the given samples: the
// terms of W X. REQUIRES: samples.first is a multiple of kTileColumns.
template <class Scalar>
void find_inputs(const Matrix<Scalar>& X, Index count, Part samples, Terms& terms);

// The samples (of `count`) that have some of kTileColumns inputs, for the given inputs: the terms
// of dL_dz Xᵀ. REQUIRES: inputs.first is a multiple of kTileColumns.
template <class Scalar>
void find_samples(const Matrix<Scalar>& X, Index count, Part inputs, Terms& terms);

}  // namespace layerwise
