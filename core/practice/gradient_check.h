// The gradient check: every derivative compared with what happens when its parameter moves.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/practice/background_work.h"
#include "core/trace/trace.h"

namespace layerwise {

// Of one layer; W has W's shape, b's one column.
struct LayerCheck {
    Matrix<double> dL_dW, dL_db;      // (L(w + h) − L(w − h)) / 2h
    Matrix<double> error_W, error_b;  // relative: |g − d| / max(|g|, |d|, kSmallGradient)
};
struct GradientCheck {
    std::vector<LayerCheck> layers;  // from the first
    double largest = 0;              // error of all
};

// Below it a gradient is as good as 0: central differences have rounding errors of about 1e-11.
inline constexpr double kSmallGradient = 1e-6;
// Up to here an error is rounding, unless a ReLU bends between w − h and w + h.
inline constexpr double kRoundingError = 1e-4;

// Compares the gradients that the trace holds, right or wrong, with central differences (h = 1e-5)
// over its own network, x and y. `progress` is called with the share done, from 0 to 1, on the
// calling thread. Nothing when stopped. Of 784-128-64-10 and one sample it takes seconds: run it
// off the UI thread.
std::optional<GradientCheck> check_gradients(const Trace& trace, const std::stop_token& stop,
                                             const std::function<void(double)>& progress = {});

// The same on a thread of its own: how far it is, and the check once it is whole.
struct CheckProgress {
    double share = 0;
    std::optional<GradientCheck> check;
};
using BackgroundCheck = BackgroundWork<CheckProgress>;
std::unique_ptr<BackgroundCheck> check_gradients_in_background(std::shared_ptr<const Trace> trace);

}  // namespace layerwise
