// The flags of the command train, as typed and as checked.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "core/base/result.h"
#include "core/network/spec.h"
#include "core/training/trainer.h"

namespace layerwise {

// The flags as typed; checked only when the command runs.
struct TrainFlags {
    std::optional<std::string> data, final_lr, output;
    std::string network = "784-128-64-10", activation = "relu", init = "he";
    std::string epochs = "5", batch = "64", lr = "0.1", seed = "0", threads = "1";
    bool augment = false;
};

// Everything that can be checked before the data is read.
struct TrainCommand {
    std::filesystem::path data;
    NetworkSpec spec;
    Initializer initializer = Initializer::He;
    TrainingOptions options;
    bool augment = false;
    std::optional<std::filesystem::path> output;
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
