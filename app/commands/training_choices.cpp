#include "app/commands/training_choices.h"

#include <limits>

#include <nlohmann/json.hpp>

#include "core/base/typed.h"

namespace layerwise {
namespace {

constexpr std::string_view kAuto = "auto";

TrainingFields fields_of(const TrainingChoices& choices, const std::string& rate) {
    TrainingFields fields = choices.fields;
    fields.lr = rate;
    fields.schedule = choices.schedule;
    if (choices.schedule == name(Schedule::Cosine)) {
        fields.final_lr = choices.final_lr;
    }
    return fields;
}

void read(const nlohmann::json& json, std::string_view name, std::string& text) {
    const auto found = json.find(name);
    if (found != json.end() && found->is_string()) {
        text = found->get<std::string>();
    }
}

}  // namespace

Result<TrainingOptions> options_of(const TrainingChoices& choices, const std::string& rate,
                                   const FieldName& called) {
    return parse(fields_of(choices, rate), called);
}

OptimizerOptions optimizer_of(const TrainingChoices& choices) {
    const auto options =
        parse(fields_of(choices, "1"), [](std::string_view field) { return std::string(field); });
    return options ? options->optimizer : OptimizerOptions{};
}

Initializer initializer_of(const TrainingChoices& choices, const Network<double>& network) {
    const Activation f = network.layers.front().f;
    const bool squashes =
        network.layers.size() > 1 && (f == Activation::Tanh || f == Activation::Sigmoid);
    return choices.initializer.value_or(squashes ? Initializer::Xavier : Initializer::He);
}

std::string initializer_text(const TrainingChoices& choices) {
    return std::string(choices.initializer ? name(*choices.initializer) : kAuto);
}

std::uint32_t seed_of(const TrainingChoices& choices) {
    const auto seed =
        whole_number({"", choices.fields.seed}, 0, std::numeric_limits<std::uint32_t>::max());
    return seed ? static_cast<std::uint32_t>(*seed) : 0;
}

nlohmann::json json_of(const TrainingChoices& choices) {
    nlohmann::json json{{"schedule", choices.schedule},
                        {"final-lr", choices.final_lr},
                        {"init", initializer_text(choices)},
                        {"augment", choices.augment}};
    TrainingFields fields = choices.fields;
    for (const std::string_view name : field_names()) {
        json[std::string(name)] = *find_field(fields, name);
    }
    return json;
}

TrainingChoices choices_from(const nlohmann::json& json) {
    TrainingChoices choices;
    if (!json.is_object()) {
        return choices;
    }
    for (const std::string_view name : field_names()) {
        read(json, name, *find_field(choices.fields, name));
    }
    // A menu shows one of these: what is none of them would be seen nowhere.
    if (!optimizer_from_name(choices.fields.optimizer)) {
        choices.fields.optimizer = TrainingFields{}.optimizer;
    }
    read(json, "schedule", choices.schedule);
    if (!schedule_from_name(choices.schedule)) {
        choices.schedule = TrainingChoices{}.schedule;
    }
    read(json, "final-lr", choices.final_lr);
    std::string initializer;
    read(json, "init", initializer);
    choices.initializer = initializer_from_name(initializer);
    if (const auto found = json.find("augment"); found != json.end() && found->is_boolean()) {
        choices.augment = found->get<bool>();
    }
    return choices;
}

}  // namespace layerwise
