// How well a network does on samples: its predictions counted, its loss averaged.
#pragma once

#include <functional>
#include <optional>

#include "core/training/trainer.h"

namespace layerwise {

// evaluate() that asks go_on() before every few hundred samples; nothing when it says no.
std::optional<EvaluationPoint> evaluate_while(const Network<float>& network, const Batches& data,
                                              const std::function<bool()>& go_on);

}  // namespace layerwise
