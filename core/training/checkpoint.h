// A run in a model file: its network, and beside it all that is needed to go on exactly.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/result.h"
#include "core/training/trainer.h"

namespace layerwise {

struct Checkpoint {
    Network<float> network;
    TrainingStart start;
};

// Writes a model file (see core/network/model_file.h), with these arrays more: `training_update`
// and `training_updates` (1: updates done, updates an epoch), `training_optimizer` (text),
// `training_evaluations` (n × 4: update, epoch, loss, accuracy) and the optimiser's `m_W1`, `m_b1`,
// …, `v_W1`, … as float32. A snapshot without an optimiser's state becomes a plain model.
Status save_checkpoint(const std::filesystem::path& path, const TrainingSnapshot& snapshot,
                       const TrainingOptions& options);

// Reads it for a run with these options on `count` samples. Errors: as load_model; it is a plain
// model, of another optimiser, or of another number of updates an epoch; an array is missing.
Result<Checkpoint> load_checkpoint(const std::filesystem::path& path,
                                   const TrainingOptions& options, Index count);

// The columns update, epoch, train_loss, train_accuracy, test_loss, test_accuracy of a run: a row
// for each point of its curve and each evaluation. What a row doesn't have is empty.
std::string history_csv(const TrainingSnapshot& snapshot);

}  // namespace layerwise
