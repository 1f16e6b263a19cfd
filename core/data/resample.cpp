#include "core/data/resample.h"

#include <algorithm>
#include <cassert>
#include <vector>

#include <Eigen/SparseCore>

namespace layerwise {
namespace {

using Shares = Eigen::SparseMatrix<float, Eigen::RowMajor>;

// The share of each new pixel (to × from) that each old one covers, along one axis.
Shares shares(Index to, Index from) {
    std::vector<Eigen::Triplet<float>> entries;
    const double length = static_cast<double>(from) / static_cast<double>(to);
    for (Index i = 0; i < to; ++i) {
        const double begin = static_cast<double>(i) * length;
        const double end = begin + length;
        for (auto k = static_cast<Index>(begin); k < from && static_cast<double>(k) < end; ++k) {
            const double covered =
                std::min(end, static_cast<double>(k + 1)) - std::max(begin, static_cast<double>(k));
            if (covered > 0) {
                entries.emplace_back(i, k, static_cast<float>(covered / length));
            }
        }
    }
    Shares R(to, from);
    R.setFromTriplets(entries.begin(), entries.end());
    return R;
}

}  // namespace

Image resample(const Image& image, Index rows, Index cols) {
    assert(image.size() > 0 && rows > 0 && cols > 0);
    const Shares R = shares(rows, image.rows());
    const Shares C = shares(cols, image.cols());
    const Image narrowed = image * C.transpose();
    return R * narrowed;
}

}  // namespace layerwise
