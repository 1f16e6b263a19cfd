#include "core/training/terms.h"

#include <algorithm>

#include "core/training/product.h"

namespace layerwise {

Terms::Terms(Index tiles, Index most)
    : most_(most), terms_(position(tiles * most) + 1), counts_(position(tiles)) {}

void Terms::take(Index tile, const std::int32_t* used, Index count) {
    std::int32_t* const list = &terms_[at(tile)];
    std::int32_t length = 0;
    // Without a branch: which of them are used is anybody's guess.
    for (std::int32_t k = 0; k < static_cast<std::int32_t>(count); ++k) {
        list[length] = k;
        length += used[k];
    }
    counts_[position(tile)] = length;
}

template <class Scalar>
void find_inputs(const Matrix<Scalar>& X, Index count, Part samples, Terms& terms) {
    const Index inputs = X.rows();
    std::vector<std::int32_t> used(static_cast<std::size_t>(inputs));
    const Index end = std::min(count, samples.first + samples.count);
    for (Index first = samples.first; first < end; first += kTileColumns) {
        std::ranges::fill(used, 0);
        for (Index n = first; n < std::min(end, first + kTileColumns); ++n) {
            const Scalar* const x = X.col(n).data();
            for (Index j = 0; j < inputs; ++j) {
                used[static_cast<std::size_t>(j)] |= x[j] != 0 ? 1 : 0;
            }
        }
        terms.take(first / kTileColumns, used.data(), inputs);
    }
}

template <class Scalar>
void find_samples(const Matrix<Scalar>& X, Index count, Part inputs, Terms& terms) {
    const Index tiles = (inputs.count + kTileColumns - 1) / kTileColumns;
    std::vector<std::int32_t> some(static_cast<std::size_t>(tiles * kTileColumns));
    std::vector<std::int32_t> used(static_cast<std::size_t>(tiles * count));
    for (Index n = 0; n < count; ++n) {
        // some[j]: whether sample n has one of the inputs from j on. Many at once, though only
        // every kTileColumns-th is wanted.
        const Scalar* const x = X.col(n).data() + inputs.first;
        for (Index j = 0; j < inputs.count; ++j) {
            some[static_cast<std::size_t>(j)] = x[j] != 0 ? 1 : 0;
        }
        for (Index tile = 0; tile < tiles; ++tile) {
            static_assert(kTileColumns == 6);
            const std::int32_t* const first = &some[static_cast<std::size_t>(tile * kTileColumns)];
            used[static_cast<std::size_t>(tile * count + n)] =
                first[0] | first[1] | first[2] | first[3] | first[4] | first[5];
        }
    }
    for (Index tile = 0; tile < tiles; ++tile) {
        terms.take(inputs.first / kTileColumns + tile,
                   &used[static_cast<std::size_t>(tile * count)], count);
    }
}

template void find_inputs(const Matrix<float>&, Index, Part, Terms&);
template void find_inputs(const Matrix<double>&, Index, Part, Terms&);
template void find_samples(const Matrix<float>&, Index, Part, Terms&);
template void find_samples(const Matrix<double>&, Index, Part, Terms&);

}  // namespace layerwise
