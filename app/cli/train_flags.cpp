#include "app/cli/train_flags.h"

#include <cstdint>
#include <limits>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "app/cli/arguments.h"
#include "core/examples/example.h"

namespace layerwise {
namespace {

namespace fs = std::filesystem;

Result<NetworkSpec> check_spec(const TrainFlags& flags) {
    const Result<std::vector<Index>> sizes = parse_sizes(flags.network);
    if (!sizes) {
        return Error{"--" + sizes.error().message};
    }
    const Result<Activation> hidden = named({"--activation", flags.activation},
                                            "one of " + hidden_activations(), activation_from_name);
    if (!hidden) {
        return hidden.error();
    }
    NetworkSpec spec;
    spec.sizes = *sizes;
    spec.hidden = *hidden;
    if (const std::optional<std::string> problem = problem_with(spec)) {
        return Error{*problem};
    }
    return spec;
}

// Reads a whole number into a field of any integer type.
template <class Integer>
Status read_count(const Flag& flag, std::int64_t min, std::int64_t max, Integer& field) {
    const Result<std::int64_t> value = whole_number(flag, min, max);
    if (!value) {
        return value.error();
    }
    field = static_cast<Integer>(*value);
    return Done{};
}

Status read_rate(const Flag& flag, double& field) {
    const Result<double> value = number(flag, 0, 1e6);
    if (!value) {
        return value.error();
    }
    field = *value;
    return Done{};
}

Result<TrainingOptions> check_options(const TrainFlags& flags) {
    TrainingOptions options;
    options.yielding = false;
    for (const Status& read :
         {read_count({"--epochs", flags.epochs}, 1, kMostEpochs, options.epochs),
          read_count({"--batch", flags.batch}, 1, kMostInBatch, options.batch),
          read_count({"--threads", flags.threads}, 1, kMostThreads, options.threads),
          read_count({"--seed", flags.seed}, 0, std::numeric_limits<std::uint32_t>::max(),
                     options.seed),
          read_rate({"--lr", flags.lr}, options.learning_rate),
          read_rate({"--final-lr", flags.final_lr.value_or(flags.lr)},
                    options.final_learning_rate)}) {
        if (!read) {
            return read.error();
        }
    }
    if (const std::optional<std::string> problem = problem_with(options)) {
        return Error{*problem};
    }
    return options;
}

Status check_output(const fs::path& output) {
    std::error_code code;
    const fs::path folder = output.has_parent_path() ? output.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, code)) {
        return Error{fmt::format("--output: expected a folder that exists, found none at \"{}\"",
                                 folder.string())};
    }
    if (fs::is_directory(output, code)) {
        return Error{fmt::format("--output: expected a file to write, found the folder \"{}\"",
                                 output.string())};
    }
    return Done{};
}

}  // namespace

std::string hidden_activations() {
    std::vector<Activation> hidden(all_activations().begin(), all_activations().end());
    std::erase(hidden, Activation::Softmax);
    return names_of(std::span<const Activation>(hidden));
}

Result<TrainCommand> check(const TrainFlags& flags) {
    const Result<NetworkSpec> spec = check_spec(flags);
    if (!spec) {
        return spec.error();
    }
    const Result<Initializer> initializer = named(
        {"--init", flags.init}, "one of " + names_of(all_initializers()), initializer_from_name);
    if (!initializer) {
        return initializer.error();
    }
    const Result<TrainingOptions> options = check_options(flags);
    if (!options) {
        return options.error();
    }
    if (flags.output) {
        if (const Status writable = check_output(*flags.output); !writable) {
            return writable.error();
        }
    }
    TrainCommand command;
    command.spec = *spec;
    command.initializer = *initializer;
    command.options = *options;
    command.data = flags.data ? fs::path(*flags.data) : asset_folder() / "mnist";
    command.augment = flags.augment;
    command.output = flags.output;
    return command;
}

}  // namespace layerwise
