#include "app/cli/study.h"

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
#include "core/base/file.h"
#include "core/practice/state_file.h"
#include "core/study/pdf.h"
#include "core/study/study_page.h"

namespace layerwise {
namespace {

struct StudyFlags {
    std::string lesson, output, language = "en";
    std::optional<std::string> format, seed, run;
};

Status print_lessons(const std::string& language) {
    const Result<Catalogue> words = program_catalogue(language);
    if (!words) {
        return words.error();
    }
    const Result<std::vector<Lesson>> lessons = program_lessons();
    if (!lessons) {
        return lessons.error();
    }
    for (const Lesson& lesson : *lessons) {
        fmt::print("{}  {:<16} {}\n", lesson.number, lesson.id,
                   lesson_text(*words, lesson, "title"));
    }
    return Done{};
}

// "html", "md" or "pdf": as asked for, or by the output's ending.
Result<std::string> format_of(const StudyFlags& flags) {
    const std::string extension = extension_of(flags.output);
    const std::string format = flags.format.value_or(extension.empty() ? "" : extension.substr(1));
    if (format == "html" || format == "md" || format == "pdf") {
        return format;
    }
    return Error{flags.format
                     ? fmt::format("--format: expected html, md or pdf, found \"{}\"", format)
                     : fmt::format("--output: expected a file that ends in .html, .md or .pdf, or "
                                   "--format with it, found \"{}\"",
                                   flags.output)};
}

// As somebody went through it, or untouched with the seed's numbers.
Result<LessonState> state_of(const StudyFlags& flags, const Lesson& lesson) {
    if (flags.run && flags.seed) {
        return Error{"study: expected one of --run FILE and --seed N, found both"};
    }
    if (flags.run) {
        return load_state(*flags.run, lesson);
    }
    const auto seed = whole_number({"--seed", flags.seed.value_or("0")}, 0,
                                   std::numeric_limits<std::uint32_t>::max());
    if (!seed) {
        return seed.error();
    }
    return begun(lesson, static_cast<std::uint32_t>(*seed));
}

Status write_study(const StudyFlags& flags) {
    const Result<std::string> format = format_of(flags);
    if (!format) {
        return format.error();
    }
    const Result<Catalogue> words = program_catalogue(flags.language);
    if (!words) {
        return words.error();
    }
    const Result<Lesson> lesson = program_lesson(flags.lesson);
    if (!lesson) {
        return lesson.error();
    }
    const Result<LessonState> state = state_of(flags, *lesson);
    if (!state) {
        return state.error();
    }
    const Result<LessonRun> run = make_run(*lesson, state->seed);
    if (!run) {
        return run.error();
    }
    const StudyRun study{*lesson, *run, *state, *words};
    if (*format == "md") {
        return write_file(flags.output, study_markdown(study));
    }
    return *format == "pdf" ? write_pdf(flags.output, study_html(study))
                            : write_file(flags.output, study_html(study));
}

}  // namespace

void add_lessons_command(CLI::App& app, int* status) {
    auto* command = app.add_subcommand("lessons", "List the lessons");
    auto language = std::make_shared<std::string>("en");
    command->add_option("--language", *language, "Of the titles: en or zh")
        ->type_name("L")
        ->capture_default_str();
    command->callback([=] {
        const Status printed = print_lessons(*language);
        *status = printed ? kSuccess : report(printed.error());
    });
}

void add_study_command(CLI::App& app, int* status) {
    auto* command = app.add_subcommand("study", "Write a lesson's page to study and to print");
    auto flags = std::make_shared<StudyFlags>();
    command->add_option("--lesson", flags->lesson, "Which: an id that `layerwise lessons` lists")
        ->required()
        ->type_name("ID");
    command
        ->add_option("--format", flags->format,
                     fmt::format("html, md or pdf; otherwise by the output's ending.\n"
                                 "pdf needs {}",
                                 pdf_converters()))
        ->type_name("F");
    command->add_option("--language", flags->language, "en or zh")
        ->type_name("L")
        ->capture_default_str();
    command
        ->add_option("--seed", flags->seed, "Fresh numbers; 0, the default, are the lesson's own")
        ->type_name("N");
    command->add_option("--run", flags->run, "Your own run, with its numbers and your answers")
        ->type_name("FILE.json");
    command->add_option("-o,--output", flags->output, "Where to write it")
        ->required()
        ->type_name("FILE");
    command->footer("Example: layerwise study --lesson linear-map -o linear-map.html");
    command->callback([=] {
        const Status written = write_study(*flags);
        *status = written ? kSuccess : report(written.error());
    });
}

}  // namespace layerwise
