#include "app/cli/program.h"

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
#include "core/program/program.h"

namespace layerwise {
namespace {

constexpr int kDiffers = 1;

struct ProgramFlags {
    std::string example, language = "numpy", convention = "row";
    std::optional<std::string> image, batch, output;
};

// "numpy", "pytorch", "eigen".
std::optional<Language> language_from_word(std::string_view word) {
    for (const auto& [text, language] :
         {std::pair{"numpy", Language::Numpy}, std::pair{"pytorch", Language::Pytorch},
          std::pair{"eigen", Language::Eigen}}) {
        if (word == text) {
            return language;
        }
    }
    return std::nullopt;
}

// The pass of a source, made again. Errors: an example that is not there or has no such images,
// more than fits in memory.
Result<Trace> pass_of(const PassSource& source) {
    ExampleOptions options;
    options.image = source.image;
    options.batch = source.batch;
    const Result<Example> example = load_example(source.example, options);
    if (!example) {
        return example.error();
    }
    if (!example->images && (source.image != 0 || source.batch != 1)) {
        return Error{
            fmt::format("--image, --batch: expected an example whose input is images "
                        "(digits), found {}",
                        source.example)};
    }
    if (const Status fits = fits_in_memory(*example->network, example->input.x.cols()); !fits) {
        return fits.error();
    }
    return trace(*example->network, example->input.x, example->input.y, example->learning_rate);
}

Result<PassSource> source_of(const ProgramFlags& flags) {
    const auto image = whole_number({"--image", flags.image.value_or("0")}, 0, kUnlimited);
    if (!image) {
        return image.error();
    }
    const auto batch = whole_number({"--batch", flags.batch.value_or("1")}, 1, kUnlimited);
    if (!batch) {
        return batch.error();
    }
    return PassSource{flags.example, *image, *batch};
}

Status write_program(const ProgramFlags& flags) {
    const auto language =
        named({"--language", flags.language}, "numpy, pytorch or eigen", language_from_word);
    if (!language) {
        return language.error();
    }
    const auto convention =
        named({"--convention", flags.convention}, "column, row or torch", convention_from_name);
    if (!convention) {
        return convention.error();
    }
    const Result<PassSource> source = source_of(flags);
    if (!source) {
        return source.error();
    }
    const Result<Trace> pass = pass_of(*source);
    if (!pass) {
        return pass.error();
    }
    const std::string text = program(*pass, *language, *convention, *source);
    if (flags.output) {
        return write_file(*flags.output, text);
    }
    fmt::print("{}", text);
    return Done{};
}

// 0 where all numbers agree, 1 where one differs. Errors: a file that is no output of ours.
Result<int> check_output(const std::string& path) {
    const Result<std::string> bytes = read_file(path);
    if (!bytes) {
        return bytes.error();
    }
    const Result<PassOutput> output = read_output(*bytes, path);
    if (!output) {
        return output.error();
    }
    const Result<Trace> pass = pass_of(output->source);
    if (!pass) {
        return Error{fmt::format("{}:1: {}", path, pass.error().message)};
    }
    const Result<Comparison> compared = compare(*pass, *output);
    if (!compared) {
        return Error{fmt::format("{}: {}", path, compared.error().message)};
    }
    fmt::print("{}\n", comparison_text(*compared));
    return compared->first ? kDiffers : kSuccess;
}

}  // namespace

void add_program_command(CLI::App& app, int* status) {
    auto* command = app.add_subcommand("program", "Write a whole pass as a script that runs alone");
    auto flags = std::make_shared<ProgramFlags>();
    command
        ->add_option("--example", flags->example,
                     fmt::format("Which pass: {}", fmt::join(example_ids(), ", ")))
        ->required()
        ->type_name("ID");
    command->add_option("--language", flags->language, "numpy, pytorch or eigen")
        ->type_name("L")
        ->capture_default_str();
    command->add_option("--convention", flags->convention, "column, row or torch")
        ->type_name("C")
        ->capture_default_str();
    command->add_option("--image", flags->image, "digits: the first test image, from 0")
        ->type_name("N");
    command->add_option("--batch", flags->batch, "digits: how many images from there on")
        ->type_name("N");
    command->add_option("-o,--output", flags->output, "Where to write it instead of to stdout")
        ->type_name("FILE");
    command->footer(
        "Example: layerwise program --example numpy-case -o pass.py\n"
        "         python3 pass.py > pass.txt && layerwise check pass.txt");
    command->callback([=] {
        const Status written = write_program(*flags);
        *status = written ? kSuccess : report(written.error());
    });
}

void add_check_command(CLI::App& app, int* status) {
    auto* command = app.add_subcommand(
        "check", fmt::format("Compare what such a script printed: the first number\n"
                             "further off than {} of 1 + its size, and status 1",
                             kOutputTolerance));
    auto path = std::make_shared<std::string>();
    command->add_option("output", *path, "What the script printed")->required()->type_name("FILE");
    command->callback([=] {
        const Result<int> checked = check_output(*path);
        *status = checked ? *checked : report(checked.error());
    });
}

}  // namespace layerwise
