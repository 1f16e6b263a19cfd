#include "app/cli/train.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "app/cli/report.h"
#include "app/cli/train_flags.h"
#include "app/cli/train_progress.h"
#include "core/data/dataset.h"
#include "core/network/model_file.h"
#include "core/training/trainer.h"

namespace layerwise {
namespace {

constexpr int kTrainingFailed = 1;

// The network's ends must fit the images and their classes.
Status check_fit(const TrainCommand& command, const Dataset& data) {
    if (data.train.count() == 0 || data.test.count() == 0) {
        return Error{fmt::format("{}: expected images, found none", command.data.string())};
    }
    const Index inputs = command.spec.sizes.front(), outputs = command.spec.sizes.back();
    if (inputs != data.train.pixels_per_image()) {
        return Error{fmt::format("--network: expected {} inputs for images of {} × {}, found {}",
                                 data.train.pixels_per_image(), data.train.rows, data.train.cols,
                                 inputs)};
    }
    if (outputs < data.classes) {
        return Error{
            fmt::format("--network: expected {} outputs or more, one for each class, found {}",
                        data.classes, outputs)};
    }
    return Done{};
}

int run(const TrainCommand& command) {
    Result<Dataset> data = load_dataset(command.data);
    if (!data) {
        return report(data.error());
    }
    if (const Status fits = check_fit(command, *data); !fits) {
        return report(fits.error());
    }

    // Train, and show every snapshot as it comes.
    const Index classes = command.spec.sizes.back();
    const std::uint32_t seed = command.options.seed;
    const auto train = std::make_shared<const ImageSet>(std::move(data->train));
    const auto test = std::make_shared<const ImageSet>(std::move(data->test));
    std::atomic<unsigned> published = 0;
    Trainer trainer;
    trainer.start(cast<float>(initialize(command.spec, command.initializer, seed)),
                  image_batches(train, classes, command.augment, seed),
                  image_batches(test, classes, false, seed), command.options, [&published] {
                      ++published;
                      published.notify_one();
                  });
    TrainProgress progress(command.options.epochs, isatty(STDERR_FILENO) == 1);
    unsigned seen = 0;
    std::shared_ptr<const TrainingSnapshot> snapshot = trainer.snapshot();
    while (snapshot->state == TrainingState::Running) {
        published.wait(seen);
        seen = published;
        snapshot = trainer.snapshot();
        progress.show(*snapshot);
    }
    progress.finish();

    // Say what came of it.
    if (snapshot->state == TrainingState::Failed) {
        report(Error{fmt::format("training failed in {}; try a smaller --lr", snapshot->message)});
        return kTrainingFailed;
    }
    if (command.output) {
        if (const Status saved = save_model(*command.output, *snapshot->network); !saved) {
            return report(saved.error());
        }
    }
    const nlohmann::ordered_json result = {
        {"test_accuracy", snapshot->evaluations.back().accuracy},
        {"train_loss", mean_of_last_epoch(*snapshot).loss},
        {"samples_per_second", snapshot->samples_per_second},
        {"seconds", snapshot->seconds},
    };
    fmt::print("{}\n", result.dump());
    return kSuccess;
}

}  // namespace

void add_train_command(CLI::App& app, int* status) {
    auto* train = app.add_subcommand("train", "Train a network on a set of images");
    auto flags = std::make_shared<TrainFlags>();
    train->add_option("--data", flags->data, "A folder of IDX files [MNIST]")->type_name("DIR");
    train->add_option("--network", flags->network, "Sizes: inputs, then each layer's outputs")
        ->type_name("SIZES")
        ->capture_default_str();
    const auto add = [&](const char* flag, std::string& field, const std::string& description,
                         const char* type) {
        train->add_option(flag, field, description)->type_name(type)->capture_default_str();
    };
    add("--activation", flags->activation, "Of the hidden layers: " + hidden_activations(), "NAME");
    add("--init", flags->init, "Where W and b start: " + names_of(all_initializers()), "NAME");
    add("--epochs", flags->epochs, "How often every image is seen", "N");
    add("--batch", flags->batch, "Images in a minibatch", "N");
    add("--lr", flags->lr, "Learning rate", "R");
    train->add_option("--final-lr", flags->final_lr, "Reached by a cosine over the run [--lr]")
        ->type_name("R");
    add("--seed", flags->seed, "Of the initial numbers, the order and the distortions", "N");
    add("--threads", flags->threads, "The result is the same for every number", "N");
    train->add_flag("--augment", flags->augment, "Turn, scale, shear and move the images a little");
    train->add_option("-o,--output", flags->output, "Where to write the network")
        ->type_name("MODEL.npz");
    train->callback([flags, status] {
        const Result<TrainCommand> command = check(*flags);
        *status = command ? run(*command) : report(command.error());
    });
}

}  // namespace layerwise
