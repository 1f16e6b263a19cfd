// What the commands trace and shapes share: how big a pass may become before it is computed.
#pragma once

#include "core/base/result.h"
#include "core/network/network.h"

namespace layerwise {

// A pass keeps every value it computes. Errors: over a thousand million bytes of them, which is
// said before the memory is asked for.
Status fits_in_memory(const std::vector<Index>& sizes, Activation output, Index samples);
Status fits_in_memory(const Network<double>& network, Index samples);

}  // namespace layerwise
