// Singular values and what follows from them, against matrices whose answers are known.
#include "core/analysis/svd.h"

#include <cmath>
#include <limits>
#include <numbers>

#include <gtest/gtest.h>

namespace layerwise {
namespace {

constexpr double kClose = 1e-12;

Matrix<double> turn(double angle) {
    Matrix<double> R(2, 2);
    R << std::cos(angle), -std::sin(angle), std::sin(angle), std::cos(angle);
    return R;
}

// Entries of no pattern, the same every time.
Matrix<double> scattered(Index rows, Index cols) {
    Matrix<double> M(rows, cols);
    for (Index j = 0; j < cols; ++j) {
        for (Index i = 0; i < rows; ++i) {
            M(i, j) = std::sin(static_cast<double>(1 + i * 7 + j * 13 + i * j));
        }
    }
    return M;
}

TEST(Svd, OfADiagonalIsItsSizes) {
    Matrix<double> W = Matrix<double>::Zero(3, 3);
    W.diagonal() << 2, -5, 0.5;
    const Svd s = svd(W);
    EXPECT_NEAR(s.sigma(0), 5, kClose);
    EXPECT_NEAR(s.sigma(1), 2, kClose);
    EXPECT_NEAR(s.sigma(2), 0.5, kClose);
    EXPECT_NEAR(s.V(1, 0), 1, kClose) << "the largest component is positive";
    EXPECT_NEAR(s.U(1, 0), -1, kClose) << "and the sign of −5 is u's";
    EXPECT_EQ(s.rank, 3);
    EXPECT_NEAR(condition_number(s), 10, 1e-10);
}

TEST(Svd, OfTheMatrixInTheTextbook) {
    // Strang, Introduction to Linear Algebra, 5th ed., section 7.1: σ₁ = √45, σ₂ = √5.
    Matrix<double> W(2, 2);
    W << 3, 0, 4, 5;
    const Svd s = svd(W);
    EXPECT_NEAR(s.sigma(0), std::sqrt(45.0), kClose);
    EXPECT_NEAR(s.sigma(1), std::sqrt(5.0), kClose);
    EXPECT_NEAR(s.V(0, 0), std::sqrt(0.5), kClose);
    EXPECT_NEAR(s.V(1, 0), std::sqrt(0.5), kClose);
    EXPECT_NEAR(s.U(1, 0), 3 / std::sqrt(10.0), kClose);
}

TEST(Svd, MultipliesBackAndItsVectorsAreOrthonormal) {
    for (const auto& [rows, cols] :
         {std::pair<Index, Index>{5, 3}, {3, 5}, {1, 4}, {4, 1}, {40, 90}}) {
        const Matrix<double> W = scattered(rows, cols);
        const Svd s = svd(W);
        EXPECT_LT((s.U * s.sigma.asDiagonal() * s.V.transpose() - W).norm(), 1e-10 * W.norm());
        const Index p = std::min(rows, cols);
        EXPECT_LT((s.U.transpose() * s.U - Matrix<double>::Identity(p, p)).norm(), 1e-10);
        EXPECT_LT((s.V.transpose() * s.V - Matrix<double>::Identity(p, p)).norm(), 1e-10);
        for (Index k = 0; k + 1 < p; ++k) {
            EXPECT_GE(s.sigma(k), s.sigma(k + 1));
        }
        for (Index k = 0; k < p; ++k) {
            EXPECT_EQ(s.V.col(k).maxCoeff(), s.V.col(k).cwiseAbs().maxCoeff());
        }
    }
}

TEST(Rank, CountsWhatIsAboveTheTolerance) {
    const Matrix<double> product = scattered(6, 2) * scattered(2, 9);
    EXPECT_EQ(svd(product).rank, 2);
    EXPECT_EQ(condition_number(svd(product)), std::numeric_limits<double>::infinity());
    EXPECT_EQ(svd(Matrix<double>::Zero(3, 2)).rank, 0);
    EXPECT_EQ(rank_tolerance(3, 7, 2.0), 7 * 2.0 * std::ldexp(1.0, -52));
    Matrix<double> W = Matrix<double>::Identity(2, 2);
    W(1, 1) = 2 * std::ldexp(1.0, -52);  // exactly the tolerance
    EXPECT_EQ(svd(W).rank, 1);
    W(1, 1) = 3 * std::ldexp(1.0, -52);
    EXPECT_EQ(svd(W).rank, 2);
}

TEST(Energy, IsTheShareOfTheSquares) {
    Matrix<double> W = Matrix<double>::Zero(2, 3);
    W(0, 1) = 4;
    W(1, 2) = 3;
    const Svd s = svd(W);
    EXPECT_EQ(energy_kept(s, 0), 0);
    EXPECT_NEAR(energy_kept(s, 1), 16.0 / 25, kClose);
    EXPECT_NEAR(energy_kept(s, 2), 1, kClose);
    EXPECT_EQ(energy_kept(svd(Matrix<double>::Zero(2, 2)), 1), 1);
}

TEST(Rebuilding, TakesTheCoordinatesAlongTheFirstDirections) {
    Matrix<double> W = Matrix<double>::Zero(2, 3);
    W(0, 2) = 4;
    W(1, 0) = 3;
    const Svd s = svd(W);
    const Vector<double> x = (Vector<double>(3) << 1, 2, 3).finished();
    EXPECT_EQ(rebuilt(s, x, 0).norm(), 0);
    EXPECT_LT((rebuilt(s, x, 1) - Vector<double>{{0, 0, 3}}).norm(), kClose);
    EXPECT_LT((rebuilt(s, x, 2) - Vector<double>{{1, 0, 3}}).norm(), kClose);
}

TEST(NullSplit, KeepsWhatWSeesAndLosesTheRest) {
    const Matrix<double> W = scattered(4, 2) * scattered(2, 7);
    const Svd s = svd(W);
    const Vector<double> x = scattered(7, 1);
    const auto [kept, lost] = null_split(s, x);
    EXPECT_LT((kept + lost - x).norm(), kClose);
    EXPECT_LT((W * lost).norm(), 1e-12);
    EXPECT_LT((W * kept - W * x).norm(), 1e-12);
    EXPECT_NEAR(kept.dot(lost), 0, 1e-12);
    EXPECT_GT(lost.norm(), 0.1);
    // Squares add up, as at every right angle.
    EXPECT_NEAR(kept.squaredNorm() + lost.squaredNorm(), x.squaredNorm(), 1e-12);
}

TEST(NullSpace, IsWhatWMapsToZero) {
    const Matrix<double> W = scattered(2, 3);
    const Matrix<double> N = null_space(svd(W));
    ASSERT_EQ(N.cols(), 1);
    EXPECT_LT((W * N).norm(), kClose);
    EXPECT_NEAR(N.norm(), 1, kClose);
    EXPECT_EQ(null_space(svd(Matrix<double>::Identity(3, 3))).cols(), 0);
    EXPECT_EQ(null_space(svd(Matrix<double>::Zero(2, 3))).cols(), 3);
}

TEST(TurnStretchTurn, GivesTheMotionsBack) {
    const double pi = std::numbers::pi;
    for (const double before : {0.3, -1.1, pi / 2}) {
        for (const double sign : {1.0, -1.0}) {
            Matrix<double> stretch = Matrix<double>::Zero(2, 2);
            stretch.diagonal() << 3, 0.5 * sign;
            const Matrix<double> W = turn(0.7) * stretch * turn(-before);
            const TurnStretchTurn t = turn_stretch_turn(svd(W));
            EXPECT_NEAR(t.sigma_1, 3, kClose);
            EXPECT_NEAR(t.sigma_2, 0.5, kClose);
            EXPECT_EQ(t.flip, sign < 0);
            Matrix<double> again = Matrix<double>::Zero(2, 2);
            again.diagonal() << t.sigma_1, t.flip ? -t.sigma_2 : t.sigma_2;
            EXPECT_LT((turn(t.after) * again * turn(-t.before) - W).norm(), 1e-12);
        }
    }
}

}  // namespace
}  // namespace layerwise
