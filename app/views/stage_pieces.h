// The operands and signs of a step, or of a layer's whole phase, in the equation's order.
#pragma once

#include <vector>

#include "app/views/stage_view.h"

namespace layerwise {

std::vector<StagePiece> pieces_of(const Trace& trace, Convention convention, const Step& step);

// All of a layer's phase at once. REQUIRES: forward, backward or update.
std::vector<StagePiece> pieces_of(const Trace& trace, Convention convention, Phase phase,
                                  int layer);

}  // namespace layerwise
