#include "app/cli/trace.h"

#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/cli/arguments.h"
#include "app/cli/pass.h"
#include "app/cli/report.h"
#include "core/base/file.h"
#include "core/examples/example.h"
#include "core/export/trace_file.h"
#include "core/training/training_fields.h"

namespace layerwise {
namespace {

struct TraceFlags {
    std::string example, output;
    std::optional<std::string> image, model, batch, learning_rate;
};

Result<ExampleOptions> example_options(const TraceFlags& flags) {
    ExampleOptions options;
    if (flags.image) {
        const auto image = whole_number({"--image", *flags.image}, 0, kUnlimited);
        if (!image) {
            return image.error();
        }
        options.image = *image;
    }
    if (flags.batch) {
        const auto batch = whole_number({"--batch", *flags.batch}, 1, kUnlimited);
        if (!batch) {
            return batch.error();
        }
        options.batch = *batch;
    }
    if (flags.learning_rate) {
        const auto rate = number({"--lr", *flags.learning_rate}, 0, kLargestLearningRate);
        if (!rate) {
            return rate.error();
        }
        options.learning_rate = *rate;
    }
    options.model = flags.model;
    return options;
}

Result<Example> example_of(const TraceFlags& flags) {
    const Result<ExampleOptions> options = example_options(flags);
    if (!options) {
        return options.error();
    }
    Result<Example> example = load_example(flags.example, *options);
    if (example && !example->images && (flags.image || flags.batch)) {
        return Error{fmt::format("{}: expected an example whose input is images (digits), found {}",
                                 flags.image ? "--image" : "--batch", flags.example)};
    }
    return example;
}

Status write_trace(const TraceFlags& flags) {
    const std::string extension = extension_of(flags.output);
    if (extension != ".npz" && extension != ".json") {
        return Error{
            fmt::format("--output: expected a file that ends in .npz or .json, found "
                        "\"{}\"",
                        flags.output)};
    }
    const Result<Example> example = example_of(flags);
    if (!example) {
        return example.error();
    }
    const Input& input = example->input;
    if (Status fits = fits_in_memory(*example->network, input.x.cols()); !fits) {
        return fits;
    }
    const Trace pass = trace(*example->network, input.x, input.y, example->learning_rate);
    if (Status finite = check_finite(pass); !finite) {
        return finite;
    }
    return extension == ".npz" ? write_npz(flags.output, trace_arrays(pass))
                               : write_file(flags.output, trace_json(pass));
}

}  // namespace

void add_trace_command(CLI::App& app, int* status) {
    auto* command = app.add_subcommand("trace", "Write every value of one pass to a file");
    auto flags = std::make_shared<TraceFlags>();
    command
        ->add_option("--example", flags->example,
                     fmt::format("What to trace: {}", fmt::join(example_ids(), ", ")))
        ->required()
        ->type_name("ID");
    command->add_option("--image", flags->image, "digits: the first test image, from 0")
        ->type_name("N");
    command->add_option("--batch", flags->batch, "digits: how many images from there on")
        ->type_name("N");
    command->add_option("--model", flags->model, "A network to use instead of the example's own")
        ->type_name("F.npz");
    command->add_option("--lr", flags->learning_rate, "The learning rate of the update")
        ->type_name("R");
    command
        ->add_option("-o,--output", flags->output,
                     "Where to write it: .npz for NumPy, .json for reading")
        ->required()
        ->type_name("OUT.npz|OUT.json");
    command->footer("Example: layerwise trace --example digits --image 7 -o pass.npz");
    command->callback([=] {
        const Status written = write_trace(*flags);
        *status = written ? kSuccess : report(written.error());
    });
}

}  // namespace layerwise
