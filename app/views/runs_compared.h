// Where the runs part from one of them, kept while it stays true.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/training/divergence.h"
#include "core/training/kept_runs.h"

namespace layerwise {

struct RunsCompared {
    struct With {
        int other = 0;
        std::size_t moments = 0;  // that both had
        Result<Divergence> outcome;
    };
    int base = 0;
    std::vector<With> with;
};

// The base beside every other run that has moments and the same network. `before`: what was found
// last; a place where runs part stays that place while they grow.
std::shared_ptr<const RunsCompared> compared(std::span<const KeptRun> runs, const KeptRun& base,
                                             const std::shared_ptr<const RunsCompared>& before);

}  // namespace layerwise
