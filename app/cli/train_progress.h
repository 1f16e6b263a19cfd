// What the command train shows while it trains.
#pragma once

#include <cstddef>

#include "core/training/trainer.h"

namespace layerwise {

// Means over the epoch that the newest point of the curve belongs to, weighted by updates.
CurvePoint mean_of_last_epoch(const TrainingSnapshot& snapshot);

// On a terminal, one line that is drawn again and again; elsewhere a line for each epoch.
class TrainProgress {
public:
    TrainProgress(int epochs, bool terminal) : epochs_(epochs), terminal_(terminal) {}

    void show(const TrainingSnapshot& snapshot);

    // Leaves the cursor at the beginning of a line.
    void finish() const;

private:
    int epochs_;
    bool terminal_;
    bool line_open_ = false;
    std::size_t epochs_shown_ = 0;
};

}  // namespace layerwise
