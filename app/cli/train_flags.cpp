#include "app/cli/train_flags.h"

#include <cstdint>
#include <initializer_list>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/cli/arguments.h"
#include "core/examples/example.h"

namespace layerwise {
namespace {

namespace fs = std::filesystem;

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

Status read_number(const Flag& flag, double max, double& field) {
    const Result<double> value = number(flag, 0, max);
    if (!value) {
        return value.error();
    }
    field = *value;
    return Done{};
}

template <class T>
Status read_name(const Flag& flag, const std::string& names,
                 std::optional<T> (*from_name)(std::string_view), T& field) {
    const Result<T> value = named(flag, "one of " + names, from_name);
    if (!value) {
        return value.error();
    }
    field = *value;
    return Done{};
}

// The first that is none, or all is well.
Status first_problem(std::initializer_list<Status> statuses) {
    for (const Status& status : statuses) {
        if (!status) {
            return status.error();
        }
    }
    return Done{};
}

Result<TrainingOptions> check_options(const TrainFlags& flags) {
    Result<TrainingOptions> options =
        parse(flags.training, [](std::string_view field) { return "--" + std::string(field); });
    if (options) {
        options->yielding = false;
    }
    return options;
}

Result<DataChoice> check_data(const TrainFlags& flags, std::uint32_t seed) {
    DataChoice choice;
    choice.seed = seed;
    choice.augment = flags.augment;
    choice.path = flags.data ? fs::path(*flags.data) : asset_folder() / "mnist";
    choice.csv = {flags.label.value_or(""), 0, seed};
    if (const Status read =
            read_number({"--test-share", flags.test_share}, 0.9, choice.csv.test_share);
        !read) {
        return read.error();
    }
    if (flags.dataset) {
        PointOptions points;
        points.seed = seed;
        points.test_share = choice.csv.test_share;
        const Status read =
            first_problem({read_name({"--dataset", *flags.dataset}, names_of(all_point_sets()),
                                     point_set_from_name, points.set),
                           read_count({"--points", flags.points}, 2, kMostPoints, points.count),
                           read_number({"--noise", flags.noise}, 1, points.noise)});
        if (!read) {
            return read.error();
        }
        if (flags.data) {
            return Error{"--dataset: expected it without --data, found both"};
        }
        choice.points = points;
    }
    if (flags.label && !choice.is_table()) {
        return Error{"--label: expected --data FILE.csv, found " + choice.text()};
    }
    if (flags.augment && !choice.is_images()) {
        return Error{"--augment: expected images, found " + choice.text()};
    }
    return choice;
}

Status check_writable(const std::string& flag, const std::optional<std::string>& file) {
    if (!file) {
        return Done{};
    }
    const fs::path path = *file;
    std::error_code code;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, code)) {
        return Error{fmt::format("{}: expected a folder that exists, found none at \"{}\"", flag,
                                 folder.string())};
    }
    if (fs::is_directory(path, code)) {
        return Error{fmt::format("{}: expected a file to write, found the folder \"{}\"", flag,
                                 path.string())};
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
    TrainCommand command;
    if (flags.network) {
        const Result<std::vector<Index>> sizes = parse_sizes(*flags.network);
        if (!sizes) {
            return Error{"--" + sizes.error().message};
        }
        command.sizes = *sizes;
    }
    if (const Status read =
            first_problem({read_name({"--activation", flags.activation}, hidden_activations(),
                                     activation_from_name, command.hidden),
                           read_name({"--init", flags.init}, names_of(all_initializers()),
                                     initializer_from_name, command.initializer)});
        !read) {
        return read.error();
    }
    if (command.hidden == Activation::Softmax) {
        return Error{fmt::format("--activation: expected one of {}, found \"softmax\"",
                                 hidden_activations())};
    }
    const Result<TrainingOptions> options = check_options(flags);
    if (!options) {
        return options.error();
    }
    command.options = *options;
    Result<DataChoice> data = check_data(flags, options->seed);
    if (!data) {
        return data.error();
    }
    command.data = *std::move(data);
    if (const Status writable = first_problem(
            {check_writable("--output", flags.output), check_writable("--history", flags.history)});
        !writable) {
        return writable.error();
    }
    if (flags.resume) {
        if (const Status readable = readable_file({"--resume", *flags.resume}); !readable) {
            return readable.error();
        }
    }
    command.output = flags.output;
    command.history = flags.history;
    command.resume = flags.resume;
    return command;
}

}  // namespace layerwise
