// The flags of the command train, as typed and as checked.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/train_data.h"
#include "core/base/result.h"
#include "core/network/spec.h"
#include "core/training/trainer.h"
#include "core/training/training_fields.h"

namespace layerwise {

// The flags as typed; checked only when the command runs.
struct TrainFlags {
    TrainingFields training;
    std::optional<std::string> data, dataset, label, network;
    std::optional<std::string> output, history, resume;
    std::string points = "500", noise = "0", test_share = "0.2";
    std::string activation = "relu", init = "he";
    bool augment = false;
};

// Everything that can be checked before the data is read.
struct TrainCommand {
    DataChoice data;
    std::vector<Index> sizes;  // none: they follow from the data
    Activation hidden = Activation::Relu;
    Initializer initializer = Initializer::He;
    TrainingOptions options;
    std::optional<std::filesystem::path> output, history, resume;
};

// Those that work on each element alone.
std::string hidden_activations();

// Errors: the first flag that is not what it should be.
Result<TrainCommand> check(const TrainFlags& flags);

}  // namespace layerwise
