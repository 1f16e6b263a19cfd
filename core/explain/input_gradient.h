// The slope of the loss by the input: which way every pixel would have to move.
#pragma once

#include <vector>

#include "core/network/network.h"

namespace layerwise {

// What a sample makes in every layer: a of layer l at l, x itself at 0; z of layer l at l − 1.
struct Activity {
    std::vector<Vector<double>> z, a;
};

// One sample's forward pass:  z⁽ˡ⁾ = W⁽ˡ⁾ a⁽ˡ⁻¹⁾ + b⁽ˡ⁾,  a⁽ˡ⁾ = f(z⁽ˡ⁾).
// REQUIRES: x has network.inputs() elements.
Activity activity(const Network<double>& network, const Vector<double>& x);

// ∂L/∂x (in) for the target y (out):  δ⁽ˡ⁾ = (∂a/∂z)ᵀ ∂L/∂a,  ∂L/∂a⁽ˡ⁻¹⁾ = W⁽ˡ⁾ᵀ δ⁽ˡ⁾. The same
// numbers as dL_dx1 of a trace, without its other gradients.
// REQUIRES: `of` is the network's activity; y has network.outputs() elements.
Vector<double> input_gradient(const Network<double>& network, const Activity& of,
                              const Vector<double>& y);

// L for that activity and target.
double loss_of(const Network<double>& network, const Activity& of, const Vector<double>& y);

}  // namespace layerwise
