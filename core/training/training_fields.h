// The options of a run as typed, by flags or in fields: read here for both.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/network/spec.h"
#include "core/training/trainer.h"

namespace layerwise {

inline constexpr double kLargestLearningRate = 1e6;

// What isn't typed follows from the rest: η from the optimiser, the schedule from whether there is
// a final η, and that from the schedule.
struct TrainingFields {
    std::optional<std::string> lr, final_lr, schedule;
    std::string optimizer = "sgd";
    std::string epochs = "5", batch = "64", seed = "0", threads = "1";
    std::string momentum = "0.9", decay = "0.99", beta1 = "0.9", beta2 = "0.999";
    std::string epsilon = "1e-8", weight_decay = "0", l1 = "0", dropout = "0", clip = "0";
    std::string step_epochs = "1", step_factor = "0.1", warmup = "0", early_stop = "0";
    bool operator==(const TrainingFields&) const = default;
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

// What an error calls a field, of its name among the flags: "--weight-decay" of "weight-decay".
using FieldName = std::function<std::string(std::string_view)>;

// Errors: the first field that is not what it should be, in one line that begins with its name.
Result<TrainingOptions> parse(const TrainingFields& fields, const FieldName& called);

// The η that PyTorch's optimiser has by itself, where it has one; else 0.1.
double usual_learning_rate(Optimizer optimizer);

// A field by its name among the flags: "beta1", "weight-decay"; "lr", "final-lr" and "schedule",
// which may be absent, are not among them. Null where there is none.
std::string* find_field(TrainingFields& fields, std::string_view name);
std::span<const std::string_view> field_names();

}  // namespace layerwise
