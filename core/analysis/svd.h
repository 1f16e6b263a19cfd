// The singular value decomposition of a weight matrix, and what it says about the layer: how much
// of the input W keeps, how much it loses, and along which directions.
#pragma once

#include "core/base/matrix.h"

namespace layerwise {

// W = U Σ Vᵀ, thin: with p = min(out, in), U is (out × p), sigma (p), V (in × p). Singular values
// fall. Of the two signs that a pair uₖ, vₖ may have, vₖ's largest component is positive.
struct Svd {
    Matrix<double> U;
    Vector<double> sigma;
    Matrix<double> V;
    double tolerance = 0;  // singular values at or below it count as zero
    Index rank = 0;        // how many are above it
};

// REQUIRES: W has at least one element, all of them finite.
Svd svd(const Matrix<double>& W);

// max(m, n) · ε · σ₁, with ε = 2⁻⁵²: the default of NumPy's matrix_rank and MATLAB's rank, from
// Press et al., Numerical Recipes, 3rd ed., section 2.6.
double rank_tolerance(Index rows, Index cols, double sigma_1);

// σ₁ / σₚ, the 2-norm condition number; infinity where W has not full rank.
double condition_number(const Svd& svd);

// Σ_{i<k} σᵢ² / Σ σᵢ²: the share of ‖W‖²_F which the best matrix of rank k keeps (Eckart and Young
// 1936). 1 for W = 0. REQUIRES: 0 ≤ k ≤ sigma.size().
double energy_kept(const Svd& svd, Index k);

// V_k V_kᵀ x: x rebuilt from its coordinates along the first k right singular vectors.
// REQUIRES: x has as many rows as V; 0 ≤ k ≤ sigma.size().
Vector<double> rebuilt(const Svd& svd, const Vector<double>& x, Index k);

// x = kept + lost with W x = W kept and W lost = 0: the parts in W's row space and in its null
// space. They are at right angles.
struct NullSplit {
    Vector<double> kept, lost;
};
NullSplit null_split(const Svd& svd, const Vector<double>& x);

// An orthonormal basis of the null space, (in × (in − rank)): the directions that W loses.
Matrix<double> null_space(const Svd& svd);

// A map of the plane as three motions: W = R(after) · diag(σ₁, ±σ₂) · R(−before), where R turns
// counter-clockwise by an angle in radians, in (−π, π]; where det W < 0 the second axis is flipped.
struct TurnStretchTurn {
    double before = 0;  // the turn made first is by −before: v₁ is laid along the first axis
    double sigma_1 = 0, sigma_2 = 0;
    bool flip = false;
    double after = 0;  // where u₁ points
};

// REQUIRES: U, V are 2 × 2.
TurnStretchTurn turn_stretch_turn(const Svd& svd);

}  // namespace layerwise
