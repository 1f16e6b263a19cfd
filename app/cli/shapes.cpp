#include "app/cli/shapes.h"

#include <cstdint>
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
#include "core/export/shape_log.h"
#include "core/network/spec.h"

namespace layerwise {
namespace {

constexpr std::string_view kFormats = "csv, json, md, html or tex";
constexpr std::string_view kConventions = "column, row or torch";

struct ShapesFlags {
    std::optional<std::string> example, network, batch, format, output;
    std::string convention = "column";
};

Result<LogFormat> format_of(const ShapesFlags& flags) {
    if (flags.format) {
        return named({"--format", *flags.format}, kFormats, log_format_from_name);
    }
    if (!flags.output) {
        return LogFormat::Markdown;
    }
    const std::string extension = extension_of(*flags.output);
    if (const auto format = log_format_from_name(extension.substr(extension.empty() ? 0 : 1))) {
        return *format;
    }
    return Error{
        fmt::format("--output: expected a file that ends in .csv, .json, .md, .html or "
                    ".tex, or --format with it, found \"{}\"",
                    *flags.output)};
}

// A pass through a network of these sizes that has learned nothing yet: He-initialised from seed
// 0, ReLU inside, softmax and cross-entropy at the end. Every sample is x = (1/in, 2/in, …, 1),
// its target class 0.
Result<Trace> trace_of_network(const std::string& text, Index samples) {
    Result<std::vector<Index>> sizes = parse_sizes(text);
    if (!sizes) {
        return Error{"--network: " + sizes.error().message};
    }
    NetworkSpec spec;
    spec.sizes = *sizes;
    if (const Status fits = fits_in_memory(spec.sizes, spec.output, samples); !fits) {
        return Error{"--network: " + fits.error().message};
    }
    const Index in = spec.sizes.front();
    const Vector<double> x = Vector<double>::LinSpaced(in, 1.0 / static_cast<double>(in), 1.0);
    Matrix<double> y = Matrix<double>::Zero(spec.sizes.back(), samples);
    y.row(0).setOnes();
    return trace(initialize(spec, Initializer::He, 0), x.replicate(1, samples), y, 0.1);
}

Result<Trace> trace_of_example(const ShapesFlags& flags, Index samples) {
    ExampleOptions options;
    options.batch = samples;
    const Result<Example> example = load_example(*flags.example, options);
    if (!example) {
        return example.error();
    }
    if (flags.batch && !example->images) {
        return Error{
            fmt::format("--batch: expected an example whose input is images (digits) or "
                        "--network, found {}",
                        *flags.example)};
    }
    const Input& input = example->input;
    if (const Status fits = fits_in_memory(*example->network, input.x.cols()); !fits) {
        return fits.error();
    }
    return trace(*example->network, input.x, input.y, example->learning_rate);
}

Result<Trace> trace_of(const ShapesFlags& flags) {
    if (flags.example.has_value() == flags.network.has_value()) {
        return Error{
            fmt::format("shapes: expected one of --example ID and --network SIZES, found "
                        "{}",
                        flags.example ? "both" : "neither")};
    }
    const auto samples = whole_number({"--batch", flags.batch.value_or("1")}, 1, kUnlimited);
    if (!samples) {
        return samples.error();
    }
    return flags.example ? trace_of_example(flags, *samples)
                         : trace_of_network(*flags.network, *samples);
}

Status write_shapes(const ShapesFlags& flags) {
    const auto convention =
        named({"--convention", flags.convention}, kConventions, convention_from_name);
    if (!convention) {
        return convention.error();
    }
    const Result<LogFormat> format = format_of(flags);
    if (!format) {
        return format.error();
    }
    const Result<Trace> pass = trace_of(flags);
    if (!pass) {
        return pass.error();
    }
    const std::string log = format_shape_log(*pass, *convention, *format);
    if (flags.output) {
        return write_file(*flags.output, log);
    }
    fmt::print("{}", log);
    return Done{};
}

}  // namespace

void add_shapes_command(CLI::App& app, int* status) {
    auto* command = app.add_subcommand("shapes", "Write the shape log: one row a step");
    auto flags = std::make_shared<ShapesFlags>();
    command
        ->add_option("--example", flags->example,
                     fmt::format("The log of this: {}", fmt::join(example_ids(), ", ")))
        ->type_name("ID");
    command
        ->add_option("--network", flags->network,
                     "Or of a network of these sizes, such as 784-128-64-10:\n"
                     "ReLU, softmax, He-initialised from seed 0,\n"
                     "input (1/in, 2/in, ..., 1), target class 0")
        ->type_name("SIZES");
    command->add_option("--batch", flags->batch, "How many samples")->type_name("N");
    command->add_option("--convention", flags->convention, "column, row or torch")
        ->type_name("C")
        ->capture_default_str();
    command
        ->add_option("--format", flags->format,
                     "csv, json, md, html or tex; otherwise by the output's ending, or md")
        ->type_name("F");
    command->add_option("-o,--output", flags->output, "Where to write it instead of to stdout")
        ->type_name("FILE");
    command->footer(
        "Example: layerwise shapes --network 784-128-64-10 --convention row -o shapes.html");
    command->callback([=] {
        const Status written = write_shapes(*flags);
        *status = written ? kSuccess : report(written.error());
    });
}

}  // namespace layerwise
