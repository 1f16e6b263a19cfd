// The flags of the command train, as typed and as checked.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/cli/train_data.h"
#include "core/base/result.h"
#include "core/network/spec.h"
#include "core/training/trainer.h"

namespace layerwise {

// The flags as typed; checked only when the command runs.
struct TrainFlags {
    std::optional<std::string> data, dataset, label, network, lr, final_lr, schedule;
    std::optional<std::string> output, history, resume;
    std::string points = "500", noise = "0", test_share = "0.2";
    std::string activation = "relu", init = "he", optimizer = "sgd";
    std::string epochs = "5", batch = "64", seed = "0", threads = "1";
    std::string momentum = "0.9", decay = "0.99", beta1 = "0.9", beta2 = "0.999";
    std::string epsilon = "1e-8", weight_decay = "0", l1 = "0", dropout = "0", clip = "0";
    std::string step_epochs = "1", step_factor = "0.1", warmup = "0", early_stop = "0";
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

// "sigmoid, tanh": the names of everything that `all` lists.
template <class T>
std::string names_of(std::span<const T> all) {
    std::string names;
    for (const T value : all) {
        names += (names.empty() ? "" : ", ") + std::string(name(value));
    }
    return names;
}

// Those that work on each element alone.
std::string hidden_activations();

// Errors: the first flag that is not what it should be.
Result<TrainCommand> check(const TrainFlags& flags);

}  // namespace layerwise
