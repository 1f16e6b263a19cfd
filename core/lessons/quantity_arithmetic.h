// The arithmetic of quantities: shapes are checked before anything is computed.
#pragma once

#include <string_view>

#include "core/base/matrix.h"
#include "core/base/result.h"

namespace layerwise {

// left + sign · right: of one shape, or a column added to each column, or a number to all.
Result<Matrix<double>> added(const Matrix<double>& left, const Matrix<double>& right, double sign);

// The matrix product; a number scales.
Result<Matrix<double>> multiplied(const Matrix<double>& left, const Matrix<double>& right);

// left ⊙ right, or their quotient; a number divides all.
Result<Matrix<double>> elementwise(const Matrix<double>& left, const Matrix<double>& right,
                                   bool divide);

// 1 or 0. The signs are == != < <= > >=; those of order compare the first elements. Equal is what
// differs by no more than 1e-9.
Result<Matrix<double>> compared(const Matrix<double>& left, std::string_view sign,
                                const Matrix<double>& right);

}  // namespace layerwise
