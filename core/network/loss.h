// Loss functions L(ŷ, y) and their derivatives, with PyTorch's mean reduction.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/base/matrix.h"
#include "core/network/activation.h"

namespace layerwise {

enum class Loss {
    MeanSquaredError,    // mean over all out·N elements of (a − y)²
    BinaryCrossEntropy,  // mean over all out·N elements of −y ln a − (1 − y) ln(1 − a)
    CrossEntropy,        // mean over the N samples of −Σᵢ yᵢ ln aᵢ
};

// "mse", "binary-cross-entropy", "cross-entropy".
std::string_view name(Loss loss);
std::optional<Loss> loss_from_name(std::string_view text);
std::span<const Loss> all_losses();

// The factor 1/(out·N) or 1/N that the mean reduction puts before every derivative.
double mean_factor(Loss loss, Index out, Index samples);

// L for the activations a = f(z) of the last layer and the targets y, all (out × N).
// Where f and the loss belong together (softmax with cross-entropy, sigmoid with binary
// cross-entropy) it is computed from z, and stays finite and exact at |z| = 1000; elsewhere the
// logarithms' arguments are kept at or above the smallest normal number.
template <class Scalar>
Scalar loss_value(Loss loss, Activation f, const Matrix<Scalar>& z, const Matrix<Scalar>& a,
                  const Matrix<Scalar>& y);

// ∂L/∂a, (out × N).
template <class Scalar>
Matrix<Scalar> dL_da(Loss loss, const Matrix<Scalar>& a, const Matrix<Scalar>& y);

// ∂L/∂z of the last layer, (out × N) = ∂a/∂zᵀ ∂L/∂a, for each sample.
// Softmax with cross-entropy and sigmoid with binary cross-entropy use what the product comes to,
// (a − y) · mean_factor [softmax: (a Σy − y)], which never divides by a vanishing a.
template <class Scalar>
Matrix<Scalar> dL_dz(Loss loss, Activation f, const Matrix<Scalar>& z, const Matrix<Scalar>& a,
                     const Matrix<Scalar>& y);

// Whether dL_dz uses the fused form (a − y).
bool is_fused(Loss loss, Activation f);

}  // namespace layerwise
