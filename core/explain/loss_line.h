// The loss of a whole set of samples, and how it goes on along −∇L.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/network/network.h"

namespace layerwise {

// Mean loss and the share of right predictions: the largest output is the largest target; of a
// single one, both round to the same.
struct SetLoss {
    double loss = 0, right = 0;
};
// REQUIRES: X (in × N) and Y (out × N) fit the network, N ≥ 1.
SetLoss set_loss(const Network<double>& network, const Matrix<double>& X, const Matrix<double>& Y);

// ∇L of the mean loss over all samples: dL_dW and dL_db in the places of W and b.
struct SetGradient {
    double loss = 0;
    Network<double> dL;

    double squared_norm() const;  // |∇L|²
};
SetGradient set_gradient(const Network<double>& network, const Matrix<double>& X,
                         const Matrix<double>& Y);

// The network at W − t ∇L, b − t ∇L.
Network<double> moved(const Network<double>& network, const SetGradient& gradient, double t);

// L(W − t ∇L) over t, from 0 as far as is worth seeing.
struct LossLine {
    double loss = 0;                     // L at t = 0
    double slope = 0;                    // dL/dt there, by backpropagation: −|∇L|²
    std::vector<double> t, L;            // equal steps
    double best_t = 0, best = 0;         // the lowest place on it
    std::optional<double> level_t;       // beyond it, where L is again as high as at 0
    std::vector<double> norm_W, norm_b;  // |∂L/∂W|, |∂L/∂b| of each layer
};

inline constexpr int kLinePoints = 81;

// `zoom` shows so many times as much as by itself: three times as far as the lowest place.
// Nothing when go_on() says no, which it is asked before every point.
std::optional<LossLine> loss_line(const Network<double>& network, const Matrix<double>& X,
                                  const Matrix<double>& Y, double zoom,
                                  const std::function<bool()>& go_on);

// What a step of η along that line would be.
enum class StepJudgement {
    Flat,      // there is no slope to go down
    TooSmall,  // it takes a small part of what there is to take
    Right,
    TooLong,   // past the lowest place: half of it or more is given back
    TooLarge,  // the loss rises
};
StepJudgement judge_step(const LossLine& line, double eta, double loss_after);

}  // namespace layerwise
