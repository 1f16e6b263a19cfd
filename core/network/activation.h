// Activation functions a = f(z) and their derivatives ∂a/∂z.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/base/matrix.h"

namespace layerwise {

enum class Activation {
    Identity,   // z
    Relu,       // max(0, z)
    LeakyRelu,  // z, or kLeak z where z < 0
    Sigmoid,    // 1 / (1 + exp(−z))
    Tanh,       // tanh z
    Softplus,   // ln(1 + exp z)
    Gelu,       // z Φ(z), with the exact Φ (erf), as in torch.nn.GELU()
    Silu,       // z sigmoid(z)
    Softmax,    // exp zᵢ / Σₖ exp zₖ over one sample; for output layers only
};

inline constexpr double kLeak = 0.01;  // torch.nn.LeakyReLU's default

// "identity", "relu", "leaky-relu", "sigmoid", "tanh", "softplus", "gelu", "silu", "softmax".
std::string_view name(Activation f);
std::optional<Activation> activation_from_name(std::string_view text);
std::span<const Activation> all_activations();

// a = f(z), column by column (samples are columns). Finite for every finite z.
template <class Scalar>
Matrix<Scalar> activate(Activation f, const Matrix<Scalar>& z);

// f′(z), elementwise: the diagonal of ∂a/∂z for each sample. ReLU′(0) = 0, as in PyTorch.
// REQUIRES: f is not softmax, whose ∂a/∂z is no diagonal.
template <class Scalar>
Matrix<Scalar> activation_derivative(Activation f, const Matrix<Scalar>& z);

// ∂p/∂z of softmax for one sample: diag(p) − p pᵀ, (out × out).
template <class Scalar>
Matrix<Scalar> softmax_jacobian(const Vector<Scalar>& p);

}  // namespace layerwise
