// The matrix and vector types of the whole program: Eigen's, column-major.
//
// Indices, everywhere: l layer, i row (output), j column (input), n sample. In core, samples are
// the columns of a batch: X is (in × N), so that one sample is the plain column vector x.
#pragma once

#include <Eigen/Core>

namespace layerwise {

template <class Scalar>
using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;

template <class Scalar>
using Vector = Eigen::Matrix<Scalar, Eigen::Dynamic, 1>;

using Eigen::Index;

}  // namespace layerwise
