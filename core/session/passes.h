// Training by hand: what one pass after another makes of the session's network.
#pragma once

#include "core/session/session.h"
#include "core/training/single_update.h"

namespace layerwise {

// dL_dW and dL_db of every layer, in the network's shapes.
Network<double> gradients_of(const Trace& trace);

// What an optimiser of this kind remembers for the network on screen: nothing where it has been
// changed by something else than passes since, or by another optimiser.
const OptimizerState<double>& memory_of(const Session& session, Optimizer kind);

// The input after this one: the next test image, the next training sample, or the same vector.
Result<Input> input_after(const Example& example);

// The operations on one number of the update on the stage. REQUIRES: `step` is an update; `norm` is
// gradient_norm's.
std::vector<UpdateOperation> operations_at(const Session& session, const OptimizerOptions& options,
                                           double norm, int step, Index row, Index col);

inline constexpr int kMostPasses = 100'000;

}  // namespace layerwise
