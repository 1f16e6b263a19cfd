// Both ways through a network for many samples at once, without a trace's every step.
#pragma once

#include <vector>

#include "core/network/network.h"

namespace layerwise {

// z of layer l at l − 1; a of layer l at l, X itself at 0. All (units × N).
struct BatchForward {
    std::vector<Matrix<double>> z, a;
};
//   z⁽ˡ⁾ = W⁽ˡ⁾ a⁽ˡ⁻¹⁾ + b⁽ˡ⁾,  a⁽ˡ⁾ = f(z⁽ˡ⁾)
BatchForward batch_forward(const Network<double>& network, const Matrix<double>& X);

// L(ŷ, Y) of that pass: the mean over the samples.
double batch_loss(const Network<double>& network, const BatchForward& pass,
                  const Matrix<double>& Y);

// ∂L/∂z and ∂L/∂a of layer l at l − 1 (of the last layer ∂L/∂a stays empty: where softmax and
// cross-entropy belong together it is never formed), and ∂L/∂W, ∂L/∂b in the places of W and b:
//
//   δ⁽ˡ⁾ = f′(z⁽ˡ⁾) ⊙ ∂L/∂a⁽ˡ⁾,   ∂L/∂W⁽ˡ⁾ = δ⁽ˡ⁾ a⁽ˡ⁻¹⁾ᵀ,   ∂L/∂b⁽ˡ⁾ = Σₙ δ⁽ˡ⁾,   ∂L/∂a⁽ˡ⁻¹⁾ =
//   W⁽ˡ⁾ᵀ δ⁽ˡ⁾
struct BatchBackward {
    std::vector<Matrix<double>> dL_dz, dL_da;
    Network<double> dL;
};
BatchBackward batch_backward(const Network<double>& network, const BatchForward& pass,
                             const Matrix<double>& Y);

}  // namespace layerwise
