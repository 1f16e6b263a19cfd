#include "app/cli/train_flags.h"

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/cli/arguments.h"
#include "core/examples/example.h"

namespace layerwise {
namespace {

namespace fs = std::filesystem;

constexpr double kLargest = 1e6;
constexpr std::int64_t kMostWarmup = 1'000'000'000;

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

// PyTorch's, where its optimisers have one.
std::string default_learning_rate(Optimizer optimizer) {
    switch (optimizer) {
        case Optimizer::RmsProp:
            return "0.01";
        case Optimizer::Adam:
        case Optimizer::AdamW:
            return "0.001";
        case Optimizer::Sgd:
        case Optimizer::Momentum:
        case Optimizer::Nesterov:
            break;
    }
    return "0.1";
}

Status check_optimizer(const TrainFlags& flags, OptimizerOptions& options) {
    return first_problem(
        {read_name({"--optimizer", flags.optimizer}, names_of(all_optimizers()),
                   optimizer_from_name, options.kind),
         read_number({"--momentum", flags.momentum}, 1, options.momentum),
         read_number({"--decay", flags.decay}, 1, options.decay),
         read_number({"--beta1", flags.beta1}, 1, options.beta1),
         read_number({"--beta2", flags.beta2}, 1, options.beta2),
         read_number({"--epsilon", flags.epsilon}, kLargest, options.epsilon),
         read_number({"--weight-decay", flags.weight_decay}, kLargest, options.weight_decay),
         read_number({"--l1", flags.l1}, kLargest, options.l1),
         read_number({"--clip", flags.clip}, kLargest, options.clip)});
}

// A final rate means a cosine, and a cosine without one goes to 0.
Status check_rates(const TrainFlags& flags, TrainingOptions& options) {
    const std::string lr = flags.lr.value_or(default_learning_rate(options.optimizer.kind));
    const std::string schedule = flags.schedule.value_or(flags.final_lr ? "cosine" : "constant");
    const std::string final_lr = flags.final_lr.value_or(schedule == "cosine" ? "0" : lr);
    return first_problem(
        {read_number({"--lr", lr}, kLargestLearningRate, options.learning_rate),
         read_number({"--final-lr", final_lr}, kLargestLearningRate, options.final_learning_rate),
         read_name({"--schedule", schedule}, names_of(all_schedules()), schedule_from_name,
                   options.schedule),
         read_count({"--step-epochs", flags.step_epochs}, 1, kMostEpochs, options.step_epochs),
         read_number({"--step-factor", flags.step_factor}, 1, options.step_factor),
         read_count({"--warmup", flags.warmup}, 0, kMostWarmup, options.warmup)});
}

Result<TrainingOptions> check_options(const TrainFlags& flags) {
    TrainingOptions options;
    options.yielding = false;
    const Status status = first_problem(
        {read_count({"--epochs", flags.epochs}, 1, kMostEpochs, options.epochs),
         read_count({"--batch", flags.batch}, 1, kMostInBatch, options.batch),
         read_count({"--threads", flags.threads}, 1, kMostThreads, options.threads),
         read_count({"--seed", flags.seed}, 0, std::numeric_limits<std::uint32_t>::max(),
                    options.seed),
         read_count({"--early-stop", flags.early_stop}, 0, kMostEpochs, options.patience),
         read_number({"--dropout", flags.dropout}, 1, options.dropout),
         check_optimizer(flags, options.optimizer), check_rates(flags, options)});
    if (!status) {
        return status.error();
    }
    if (flags.schedule && flags.final_lr && options.schedule != Schedule::Cosine) {
        return Error{fmt::format("--final-lr: expected the schedule cosine, found {}",
                                 name(options.schedule))};
    }
    if (const std::optional<std::string> problem = problem_with(options)) {
        return Error{"--" + *problem};
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
