// A picture painted into another class: gradient descent on the input instead of the weights.
//
// Source: Simonyan, Vedaldi, Zisserman, "Deep Inside Convolutional Networks" (2013), for the slope
// of a class by the pixels; here the loss of the wanted class is followed downhill from a picture.
#pragma once

#include <vector>

#include "core/network/network.h"

namespace layerwise {

struct InputPathOptions {
    int steps = 80;         // at most
    double length = 0.05;   // of one step, as ‖Δx‖₂ before clamping
    double enough = 0.995;  // the path ends where ŷ of the target is this much
};

// Points of the path, the picture itself first.
struct InputPath {
    int target = 0;                 // what the picture is painted towards
    int from = 0;                   // what the network reads in the picture itself
    double length = 0;              // of one step
    std::vector<Vector<double>> x;  // (in) each, 0 … 1
    std::vector<Vector<double>> y_hat;
    std::vector<double> loss;  // L(ŷ, target)
    int last() const { return static_cast<int>(x.size()) - 1; }
};

// From x downhill on L(ŷ, one-hot of the target):
//
//   x ← clamp(x − s · g / ‖g‖, 0, 1),   g = ∂L/∂x without the pixels that clamping would hold
//
// Every step has the same length s, however steep L is there: where the network is certain, ∂L/∂x
// is tiny but its direction is not. It ends after `steps`, where ŷ of the target is `enough`, or
// where no pixel can move (g = 0).
// REQUIRES: x has network.inputs() elements from 0 to 1, 0 ≤ target < network.outputs().
InputPath input_path(const Network<double>& network, const Vector<double>& x, int target,
                     const InputPathOptions& options = {});

// One term of a difference of logits, before and after.
struct MovedTerm {
    Index j = 0;                   // input j of the last layer
    double weight = 0;             // w_to,j − w_from,j
    double before = 0, after = 0;  // a_j
    double moved() const { return weight * (after - before); }
};

// What moved the difference of two logits of the last layer,
//
//   Δ(z_to − z_from) = Σⱼ (w_to,j − w_from,j) (aⱼ′ − aⱼ),
//
// all terms, those that moved most first. The biases cancel.
struct MovedLogits {
    double before = 0, after = 0;  // z_to − z_from
    std::vector<MovedTerm> terms;
};
MovedLogits moved_logits(const Network<double>& network, const Vector<double>& x0,
                         const Vector<double>& x1, int from, int to);

// The terms wᵢⱼ (xⱼ′ − xⱼ) that move z⁽¹⁾ᵢ, one a pixel.
// REQUIRES: unit i is one of the first layer's.
Vector<double> moved_pixels(const Network<double>& network, const Vector<double>& x0,
                            const Vector<double>& x1, Index i);

// The unit of the first layer whose a moves most.
Index most_moved_unit(const Network<double>& network, const Vector<double>& x0,
                      const Vector<double>& x1);

}  // namespace layerwise
