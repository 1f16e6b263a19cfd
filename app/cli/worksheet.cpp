// layerwise worksheet: a pass with blanks to fill in.
#include "core/study/worksheet.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/cli/arguments.h"
#include "app/cli/lesson_texts.h"
#include "app/cli/report.h"
#include "app/cli/study.h"
#include "core/base/file.h"
#include "core/examples/example.h"
#include "core/lessons/run.h"
#include "core/study/pdf.h"

namespace layerwise {
namespace {

struct WorksheetFlags {
    std::optional<std::string> example, lesson;
    std::string output, density = "0.3", seed = "0", language = "en", convention = "column";
};

struct Subject {
    std::string title;
    std::shared_ptr<const Trace> trace;
};

// The example, or the pass that the lesson begins with, with the seed's numbers.
Result<Subject> subject_of(const WorksheetFlags& flags, std::uint32_t seed) {
    if (flags.example && flags.lesson) {
        return Error{"worksheet: expected one of --example ID and --lesson ID, found both"};
    }
    if (flags.lesson) {
        const Result<Lesson> lesson = program_lesson(*flags.lesson);
        if (!lesson) {
            return lesson.error();
        }
        const Result<LessonRun> run = make_run(*lesson, seed);
        if (!run) {
            return run.error();
        }
        return Subject{run->passes.front().example.title, run->passes.front().trace};
    }
    const Result<Example> example = load_example(flags.example.value_or("two-two-one"), {});
    if (!example) {
        return Error{"--" + example.error().message};
    }
    return Subject{example->title,
                   std::make_shared<const Trace>(trace(*example->network, example->input.x,
                                                       example->input.y, example->learning_rate))};
}

Result<WorksheetOptions> options_of(const WorksheetFlags& flags) {
    const auto density = number({"--density", flags.density}, 0, 1);
    if (!density) {
        return density.error();
    }
    const auto seed =
        whole_number({"--seed", flags.seed}, 0, std::numeric_limits<std::uint32_t>::max());
    if (!seed) {
        return seed.error();
    }
    const auto convention =
        named({"--convention", flags.convention}, "column, row or torch", convention_from_name);
    if (!convention) {
        return convention.error();
    }
    return WorksheetOptions{*density, static_cast<std::uint32_t>(*seed), *convention, 2};
}

Status write_worksheet(const WorksheetFlags& flags) {
    const std::string extension = extension_of(flags.output);
    if (extension != ".html" && extension != ".pdf") {
        return Error{fmt::format(
            "--output: expected a file that ends in .html or .pdf, found \"{}\"", flags.output)};
    }
    const Result<WorksheetOptions> options = options_of(flags);
    if (!options) {
        return options.error();
    }
    const Result<Catalogue> words = program_catalogue(flags.language);
    if (!words) {
        return words.error();
    }
    const Result<Subject> subject = subject_of(flags, options->seed);
    if (!subject) {
        return subject.error();
    }
    const std::string page = worksheet_html(*subject->trace, subject->title, *options, *words);
    return extension == ".pdf" ? write_pdf(flags.output, page) : write_file(flags.output, page);
}

}  // namespace

void add_worksheet_command(CLI::App& app, int* status) {
    auto* command =
        app.add_subcommand("worksheet", "Write a pass with blanks, the answers on its last page");
    auto flags = std::make_shared<WorksheetFlags>();
    command
        ->add_option("--example", flags->example,
                     fmt::format("The pass of this: {};\notherwise two-two-one",
                                 fmt::join(example_ids(), ", ")))
        ->type_name("ID");
    command->add_option("--lesson", flags->lesson, "Or the pass that this lesson begins with")
        ->type_name("ID");
    command->add_option("--density", flags->density, "The share of blanks, from 0 to 1")
        ->type_name("D")
        ->capture_default_str();
    command
        ->add_option("--seed", flags->seed,
                     "Which numbers are left out; with --lesson, its numbers too")
        ->type_name("N")
        ->capture_default_str();
    command->add_option("--convention", flags->convention, "column, row or torch")
        ->type_name("C")
        ->capture_default_str();
    command->add_option("--language", flags->language, "en or zh")
        ->type_name("L")
        ->capture_default_str();
    command->add_option("-o,--output", flags->output, "Where to write it: .html or .pdf")
        ->required()
        ->type_name("FILE");
    command->footer(
        "Example: layerwise worksheet --example numpy-case --density 0.4 -o sheet.html");
    command->callback([=] {
        const Status written = write_worksheet(*flags);
        *status = written ? kSuccess : report(written.error());
    });
}

}  // namespace layerwise
