// The options of training as they stand in the window: texts, checked when a run begins.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "core/base/result.h"
#include "core/network/network.h"
#include "core/network/spec.h"
#include "core/training/training_fields.h"

namespace layerwise {

struct TrainingChoices {
    TrainingFields fields;  // but for η, which is the session's, and what is below
    std::string schedule = "constant", final_lr = "0";
    std::optional<Initializer> initializer;  // of fresh weights; nothing: what suits f
    bool augment = true;                     // images
    bool operator==(const TrainingChoices&) const = default;
};

// The options, with this learning rate. Errors: as parse.
Result<TrainingOptions> options_of(const TrainingChoices& choices, const std::string& rate,
                                   const FieldName& called);

// What the optimiser's name and numbers make, for single updates; plain SGD where they are wrong.
OptimizerOptions optimizer_of(const TrainingChoices& choices);

// Xavier's for tanh and sigmoid, else He's, unless one was chosen.
Initializer initializer_of(const TrainingChoices& choices, const Network<double>& network);

// "auto", or the initialiser's name.
std::string initializer_text(const TrainingChoices& choices);

// The seed, or 0 where it is none.
std::uint32_t seed_of(const TrainingChoices& choices);

// A member for each field, by its name among the flags. What is missing, or of another kind, keeps
// its value.
nlohmann::json json_of(const TrainingChoices& choices);
TrainingChoices choices_from(const nlohmann::json& json);

}  // namespace layerwise
