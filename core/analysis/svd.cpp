#include "core/analysis/svd.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include <Eigen/LU>
#include <Eigen/QR>
#include <Eigen/SVD>

namespace layerwise {

double rank_tolerance(Index rows, Index cols, double sigma_1) {
    return static_cast<double>(std::max(rows, cols)) * std::numeric_limits<double>::epsilon() *
           sigma_1;
}

Svd svd(const Matrix<double>& W) {
    assert(W.size() > 0 && W.allFinite());
    const Eigen::BDCSVD<Matrix<double>> solver(W, Eigen::ComputeThinU | Eigen::ComputeThinV);
    Svd result{solver.matrixU(), solver.singularValues(), solver.matrixV(), 0, 0};
    for (Index k = 0; k < result.sigma.size(); ++k) {
        Index largest = 0;
        result.V.col(k).cwiseAbs().maxCoeff(&largest);
        if (result.V(largest, k) < 0) {
            result.V.col(k) *= -1;
            result.U.col(k) *= -1;
        }
    }
    result.tolerance = rank_tolerance(W.rows(), W.cols(), result.sigma(0));
    result.rank = (result.sigma.array() > result.tolerance).count();
    return result;
}

double condition_number(const Svd& svd) {
    const Index p = svd.sigma.size();
    return svd.rank < p ? std::numeric_limits<double>::infinity() : svd.sigma(0) / svd.sigma(p - 1);
}

double energy_kept(const Svd& svd, Index k) {
    assert(k >= 0 && k <= svd.sigma.size());
    const double all = svd.sigma.squaredNorm();
    return all > 0 ? svd.sigma.head(k).squaredNorm() / all : 1;
}

Vector<double> rebuilt(const Svd& svd, const Vector<double>& x, Index k) {
    assert(x.size() == svd.V.rows() && k >= 0 && k <= svd.sigma.size());
    const auto Vk = svd.V.leftCols(k);
    return Vk * (Vk.transpose() * x);
}

NullSplit null_split(const Svd& svd, const Vector<double>& x) {
    NullSplit split;
    split.kept = rebuilt(svd, x, svd.rank);
    split.lost = x - split.kept;
    return split;
}

Matrix<double> null_space(const Svd& svd) {
    const Index n = svd.V.rows();
    if (svd.rank == 0) {
        return Matrix<double>::Identity(n, n);
    }
    // Q = [V_r, its complement], up to signs.
    const Eigen::HouseholderQR<Matrix<double>> qr(svd.V.leftCols(svd.rank));
    const Matrix<double> Q = qr.householderQ();
    return Q.rightCols(n - svd.rank);
}

TurnStretchTurn turn_stretch_turn(const Svd& svd) {
    assert(svd.U.rows() == 2 && svd.V.rows() == 2 && svd.sigma.size() == 2);
    TurnStretchTurn result;
    result.before = std::atan2(svd.V(1, 0), svd.V(0, 0));
    result.after = std::atan2(svd.U(1, 0), svd.U(0, 0));
    result.sigma_1 = svd.sigma(0);
    result.sigma_2 = svd.sigma(1);
    result.flip = svd.U.determinant() * svd.V.determinant() < 0;
    return result;
}

}  // namespace layerwise
