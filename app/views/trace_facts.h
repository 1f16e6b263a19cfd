// Figures about a trace that every frame needs and no frame should compute again.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/export/shape_log.h"
#include "core/trace/trace.h"

namespace layerwise {

struct TraceFacts {
    std::uint64_t version = 0;  // of the session they belong to
    Convention convention = Convention::Column;
    std::vector<float> ranges;  // largest |value| of each tensor
    std::vector<double> norms;  // Frobenius norm of ∂L/∂W of layer l at l − 1
    std::vector<ShapeRow> log;
    Index parameters = 0;
};

TraceFacts facts_of(const Trace& trace, std::uint64_t version, Convention convention);

}  // namespace layerwise
