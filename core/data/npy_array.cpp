#include "core/data/npy_array.h"

#include <cassert>
#include <functional>
#include <numeric>

namespace layerwise {
namespace {

// C order is row-major: the last index, the column, runs fastest.
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

}  // namespace

Index NpyArray::size() const {
    return std::accumulate(shape.begin(), shape.end(), Index{1}, std::multiplies<>{});
}

NpyArray array_of(const Matrix<double>& matrix, NpyArray::Type type) {
    NpyArray array{
        .type = type, .shape = {matrix.rows(), matrix.cols()}, .values = {}, .texts = {}};
    array.values.resize(static_cast<std::size_t>(matrix.size()));
    Eigen::Map<RowMajor>(array.values.data(), matrix.rows(), matrix.cols()) = matrix;
    return array;
}

NpyArray vector_array_of(const Vector<double>& v, NpyArray::Type type) {
    return {.type = type, .shape = {v.size()}, .values = {v.begin(), v.end()}, .texts = {}};
}

NpyArray scalar_array_of(double value) {
    return {.type = NpyArray::Type::Float64, .shape = {}, .values = {value}, .texts = {}};
}

Matrix<double> matrix_of(const NpyArray& array) {
    assert(array.type != NpyArray::Type::Text && array.shape.size() <= 2);
    assert(array.size() == static_cast<Index>(array.values.size()));
    const Index rows = array.shape.empty() ? 1 : array.shape[0];
    const Index cols = array.shape.size() < 2 ? 1 : array.shape[1];
    return Eigen::Map<const RowMajor>(array.values.data(), rows, cols);
}

}  // namespace layerwise
