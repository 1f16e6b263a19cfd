// One update by itself, with everything it leaves behind: what the stepper takes and shows.
#pragma once

#include <string>
#include <vector>

#include "core/network/network.h"
#include "core/training/optimizer.h"

namespace layerwise {

struct SingleUpdate {
    Network<double> network;
    OptimizerState<double> state;  // after it
    int not_finite = 0;            // a layer that it would lead out of the numbers; 0: none
};

// The update that Descent<double> makes of these gradients, by the same step. A state without m or
// v begins with zeros. REQUIRES: all have the network's shapes.
SingleUpdate updated(const OptimizerOptions& options, double learning_rate,
                     const Network<double>& network, Network<double> gradients,
                     const OptimizerState<double>& state);

// ‖g‖ over all W and b, l1's part included: what clipping looks at.
double gradient_norm(const OptimizerOptions& options, const Network<double>& network,
                     const Network<double>& gradients);

// What one number of W or b meets in an update.
struct UpdatedNumber {
    double w = 0, slope = 0;  // slope: ∂L/∂w
    double m = 0, v = 0;      // before it
    double norm = 0;          // gradient_norm
};

// One operation on it, as on every other number: a matrix's worth of them is the matrix's.
struct UpdateOperation {
    std::string formula;  // "m ← β₁ m + (1 − β₁) g"
    std::string numbers;  // "0.9 · 0.012 + 0.1 · 0.05"
    double value = 0;     // of what the arrow points to
};

// From the gradient to the new number, in the optimiser's order. `symbol`: "W" or "b".
// REQUIRES: sizes.scale is clip_scale's of number.norm.
std::vector<UpdateOperation> operations_of(const OptimizerOptions& options, const StepSizes& sizes,
                                           const UpdatedNumber& number, const std::string& symbol);

}  // namespace layerwise
