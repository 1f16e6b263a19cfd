#include "app/cli/train.h"

#include <csignal>
#include <ctime>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "app/cli/report.h"
#include "app/cli/train_flags.h"
#include "app/cli/train_progress.h"
#include "core/base/file.h"
#include "core/training/checkpoint.h"
#include "core/training/trainer.h"

namespace layerwise {
namespace {

constexpr int kTrainingFailed = 1;
constexpr int kInterrupted = 130;  // as a shell says it of a program that Ctrl-C ended
constexpr const char* kRescue = "interrupted.npz";

// Ctrl-C as a thing to be asked for, while this lives: this thread, and those that it starts, are
// not interrupted.
class Interruption {
public:
    Interruption() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGINT);
        sigaddset(&signals_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &signals_, &before_);
    }
    ~Interruption() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;
    Interruption(Interruption&&) = delete;
    Interruption& operator=(Interruption&&) = delete;

    // Waits a moment for it; whether it came.
    bool came() const {
        constexpr timespec kMoment{0, 20'000'000};
        return sigtimedwait(&signals_, nullptr, &kMoment) > 0;
    }

private:
    sigset_t signals_{}, before_{};
};

// The network that was asked for, or one that suits the data, whose ends must fit it.
Result<NetworkSpec> spec_for(const TrainCommand& command, const TrainingData& data) {
    NetworkSpec spec;
    spec.hidden = command.hidden;
    spec.sizes = command.sizes;
    if (data.regression) {
        spec.output = Activation::Identity;
        spec.loss = Loss::MeanSquaredError;
    }
    const Index inputs = data.train.inputs, outputs = data.train.outputs;
    if (spec.sizes.empty()) {
        spec.sizes = command.data.is_images() ? std::vector<Index>{inputs, 128, 64, outputs}
                                              : std::vector<Index>{inputs, 16, 8, outputs};
    }
    if (spec.sizes.front() != inputs) {
        return Error{fmt::format("--network: expected {} inputs for {}, found {}", inputs,
                                 command.data.text(), spec.sizes.front())};
    }
    if (spec.sizes.back() != outputs) {
        return Error{fmt::format("--network: expected {} outputs{}, found {}", outputs,
                                 data.regression ? "" : " or more, one for each class",
                                 spec.sizes.back())};
    }
    return spec;
}

// The network and where to begin, from the file of --resume or fresh.
Result<Checkpoint> beginning(const TrainCommand& command, const TrainingData& data) {
    const Result<NetworkSpec> spec = spec_for(command, data);
    if (!spec) {
        return spec.error();
    }
    if (!command.resume) {
        return Checkpoint{cast<float>(initialize(*spec, command.initializer, command.options.seed)),
                          {}};
    }
    Result<Checkpoint> checkpoint =
        load_checkpoint(*command.resume, command.options, data.train.count);
    if (checkpoint && (checkpoint->network.inputs() != data.train.inputs ||
                       checkpoint->network.outputs() != data.train.outputs)) {
        return Error{
            fmt::format("--resume: expected a network of {} inputs and {} outputs, found "
                        "{}",
                        data.train.inputs, data.train.outputs, sizes_text(checkpoint->network))};
    }
    return checkpoint;
}

// Shows every snapshot as it comes. Returns the last, and whether Ctrl-C ended it.
std::pair<std::shared_ptr<const TrainingSnapshot>, bool> watch(Trainer& trainer, int epochs,
                                                               const Interruption& interruption) {
    TrainProgress progress(epochs, isatty(STDERR_FILENO) == 1);
    bool interrupted = false;
    auto snapshot = trainer.snapshot();
    while (snapshot->state == TrainingState::Running) {
        if (interruption.came()) {
            interrupted = true;
            trainer.stop();
        }
        snapshot = trainer.snapshot();
        progress.show(*snapshot);
    }
    progress.finish();
    return {snapshot, interrupted};
}

// Writes what was asked for. An interrupted run is written in any case, and so is said where.
Status write(const TrainCommand& command, const TrainingSnapshot& snapshot, bool interrupted) {
    if (command.history) {
        if (const Status written = write_file(*command.history, history_csv(snapshot)); !written) {
            return written.error();
        }
    }
    if (command.output || interrupted) {
        const std::filesystem::path path = command.output.value_or(kRescue);
        if (const Status saved = save_checkpoint(path, snapshot, command.options); !saved) {
            return saved.error();
        }
        if (interrupted) {
            fmt::print(stderr,
                       "interrupted after update {} of {}; saved in {}: go on with the same flags "
                       "and --resume {}\n",
                       snapshot.update, snapshot.updates, path.string(), path.string());
        }
    }
    return Done{};
}

int report_failure(const TrainCommand& command, const TrainingSnapshot& snapshot) {
    std::string kept;
    if (command.output) {
        kept = fmt::format("; the last finite parameters are in {}", command.output->string());
    }
    report(
        Error{fmt::format("training failed in {}; try a smaller --lr{}", snapshot.message, kept)});
    return kTrainingFailed;
}

void print_result(const TrainingSnapshot& snapshot) {
    nlohmann::ordered_json result;
    if (!snapshot.evaluations.empty()) {
        result["test_accuracy"] = snapshot.evaluations.back().accuracy;
        result["test_loss"] = snapshot.evaluations.back().loss;
    }
    result["train_loss"] = mean_of_last_epoch(snapshot).loss;
    result["samples_per_second"] = snapshot.samples_per_second;
    result["seconds"] = snapshot.seconds;
    fmt::print("{}\n", result.dump());
}

int run(const TrainCommand& command) {
    const Index outputs = command.sizes.empty() ? 0 : command.sizes.back();
    Result<TrainingData> data = load(command.data, outputs);
    if (!data) {
        return report(data.error());
    }
    Result<Checkpoint> begin = beginning(command, *data);
    if (!begin) {
        return report(begin.error());
    }
    for (const std::string& note : data->notes) {
        fmt::print(stderr, "{}\n", note);
    }

    const Interruption interruption;
    Trainer trainer;
    trainer.start(std::move(begin->network), data->train, data->test, command.options, {},
                  std::move(begin->start));
    const auto [snapshot, interrupted] = watch(trainer, command.options.epochs, interruption);
    if (const Status written = write(command, *snapshot, interrupted); !written) {
        return report(written.error());
    }
    if (snapshot->state == TrainingState::Failed) {
        return report_failure(command, *snapshot);
    }
    if (interrupted) {
        return kInterrupted;
    }
    if (!snapshot->message.empty()) {
        fmt::print(stderr, "{}\n", snapshot->message);
    }
    print_result(*snapshot);
    return kSuccess;
}

// A flag with its field, its meaning, and what follows it.
struct Described {
    const char* flag;
    std::string* field;
    std::string meaning;
    const char* type;
};
struct DescribedOptional {
    const char* flag;
    std::optional<std::string>* field;
    std::string meaning;
    const char* type;
};

void add_flags(CLI::App& train, TrainFlags& f) {
    for (const DescribedOptional& d : std::initializer_list<DescribedOptional>{
             {"--data", &f.data, "A folder of IDX files, or a table with a header [MNIST]",
              "DIR|FILE.csv"},
             {"--label", &f.label, "The table's column of classes [the last]", "COLUMN"},
             {"--dataset", &f.dataset, "Points made on the spot: " + names_of(all_point_sets()),
              "NAME"},
             {"--network", &f.network,
              "Sizes: inputs, then each layer's outputs [inputs-128-64-classes for images, "
              "inputs-16-8-outputs else]",
              "SIZES"},
             {"--lr", &f.training.lr, "Learning rate [0.1; rmsprop 0.01; adam, adamw 0.001]", "R"},
             {"--schedule", &f.training.schedule,
              "Of the learning rate: " + names_of(all_schedules()) + " [constant]", "NAME"},
             {"--final-lr", &f.training.final_lr,
              "Reached by a cosine over the run [0 with cosine]", "R"},
             {"--history", &f.history, "Where to write loss and accuracy, update by update",
              "FILE.csv"},
             {"--resume", &f.resume, "A run's file to go on from, with the same other flags",
              "MODEL.npz"},
             {"-o,--output", &f.output, "Where to write the network, and all to go on from there",
              "MODEL.npz"}}) {
        train.add_option(d.flag, *d.field, d.meaning)->type_name(d.type);
    }
    for (const Described& d : std::initializer_list<Described>{
             {"--points", &f.points, "How many points a made set has", "N"},
             {"--noise", &f.noise, "Of a made set, 0 to 1", "R"},
             {"--test-share", &f.test_share, "Of a table or a made set, kept for testing", "R"},
             {"--activation", &f.activation, "Of the hidden layers: " + hidden_activations(),
              "NAME"},
             {"--init", &f.init, "Where W and b start: " + names_of(all_initializers()), "NAME"},
             {"--epochs", &f.training.epochs, "How often every sample is seen", "N"},
             {"--batch", &f.training.batch, "Samples in a minibatch", "N"},
             {"--optimizer", &f.training.optimizer, names_of(all_optimizers()), "NAME"},
             {"--momentum", &f.training.momentum, "Of momentum and nesterov", "R"},
             {"--decay", &f.training.decay, "Of rmsprop's mean square (PyTorch's alpha)", "R"},
             {"--beta1", &f.training.beta1, "Of adam's and adamw's mean", "R"},
             {"--beta2", &f.training.beta2, "Of adam's and adamw's mean square", "R"},
             {"--epsilon", &f.training.epsilon, "Of rmsprop, adam and adamw", "R"},
             {"--weight-decay", &f.training.weight_decay, "L2 of W and b, as PyTorch has it", "R"},
             {"--l1", &f.training.l1, "Adds R times the sum of all |w| to the loss", "R"},
             {"--dropout", &f.training.dropout, "Share of hidden activations dropped", "R"},
             {"--clip", &f.training.clip, "The most that the gradients' norm may be; 0: any", "R"},
             {"--step-epochs", &f.training.step_epochs, "Epochs to a step of the schedule step",
              "N"},
             {"--step-factor", &f.training.step_factor,
              "What a step multiplies the learning rate by", "R"},
             {"--warmup", &f.training.warmup, "Updates over which the learning rate rises", "N"},
             {"--early-stop", &f.training.early_stop,
              "Stop when the test loss has not fallen for N epochs; 0: never", "N"},
             {"--seed", &f.training.seed, "Of all random numbers", "N"},
             {"--threads", &f.training.threads, "The result is the same for every number", "N"}}) {
        train.add_option(d.flag, *d.field, d.meaning)->type_name(d.type)->capture_default_str();
    }
    train.add_flag("--augment", f.augment, "Turn, scale, shear and move the images a little");
}

}  // namespace

void add_train_command(CLI::App& app, int* status) {
    auto* train = app.add_subcommand("train", "Train a network on images, a table or points");
    auto flags = std::make_shared<TrainFlags>();
    add_flags(*train, *flags);
    train->callback([flags, status] {
        const Result<TrainCommand> command = check(*flags);
        *status = command ? run(*command) : report(command.error());
    });
}

}  // namespace layerwise
