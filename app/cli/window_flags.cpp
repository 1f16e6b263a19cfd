#include "app/cli/window_flags.h"

#include <algorithm>
#include <cctype>
#include <system_error>

#include <fmt/format.h>

#include "app/cli/arguments.h"
#include "app/cli/lesson_texts.h"
#include "core/examples/example.h"

namespace layerwise {
namespace {

bool is_whole(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](unsigned char c) { return std::isdigit(c) != 0; });
}

// Fills the members that WindowOptions and TourOptions share.
template <class Options>
Status check_look(const LookFlags& flags, Options& options) {
    if (flags.size) {
        const Result<PixelSize> size = pixel_size({"--size", *flags.size});
        if (!size) {
            return size.error();
        }
        options.width = size->width;
        options.height = size->height;
    }
    if (flags.scale) {
        const Result<double> scale = number({"--scale", *flags.scale}, 0.5, 4);
        if (!scale) {
            return scale.error();
        }
        options.scale = *scale;
    }
    if (flags.theme && *flags.theme != "dark" && *flags.theme != "light") {
        return Error{fmt::format("--theme: expected dark or light, found \"{}\"", *flags.theme)};
    }
    options.theme = flags.theme;
    if (flags.language) {
        if (const Result<Catalogue> words = program_catalogue(*flags.language); !words) {
            return words.error();
        }
    }
    options.language = flags.language;
    return Done{};
}

Status check_files(const WindowFlags& flags) {
    if (flags.model) {
        if (Status found = readable_file({"--model", *flags.model}); !found) {
            return found;
        }
    }
    if (flags.image && !is_whole(*flags.image)) {
        if (Status found = readable_file({"--image", *flags.image}); !found) {
            return found;
        }
    }
    if (flags.script) {
        if (Status found = readable_file({"--script", *flags.script}); !found) {
            return found;
        }
    }
    std::error_code code;
    for (const std::string& file : flags.files) {
        if (!std::filesystem::exists(file, code)) {
            return Error{
                fmt::format("expected a command (trace, shapes, train, classify, lessons, "
                            "study, worksheet, program, check, loops, capture, tour) or a file to "
                            "open, found \"{}\"",
                            file)};
        }
    }
    return Done{};
}

}  // namespace

Result<WindowOptions> check(const WindowFlags& flags) {
    const auto ids = example_ids();
    if (flags.example && std::find(ids.begin(), ids.end(), *flags.example) == ids.end()) {
        return Error{fmt::format("--example: expected one of {}, found \"{}\"",
                                 fmt::join(ids, ", "), *flags.example)};
    }
    if (flags.lesson) {
        if (const Result<Lesson> lesson = program_lesson(*flags.lesson); !lesson) {
            return lesson.error();
        }
    }
    if (const Status found = check_files(flags); !found) {
        return found.error();
    }

    WindowOptions options;
    if (const Status good = check_look(flags.look, options); !good) {
        return good.error();
    }
    options.example = flags.example.value_or(options.example);
    options.example_given = flags.example.has_value();
    options.lesson = flags.lesson;
    options.model = flags.model;
    options.image = flags.image;
    options.script = flags.script;
    options.script_names = flags.script_names;
    options.files = flags.files;
    return options;
}

Result<CaptureOptions> check(const CaptureFlags& flags) {
    Result<WindowOptions> window = check(flags.window);
    if (!window) {
        return window.error();
    }
    CaptureOptions options;
    options.window = std::move(*window);
    options.output = flags.output;
    options.what = flags.what;
    const std::string extension = extension_of(flags.output);
    if (extension != ".png" && extension != ".svg") {
        return Error{
            fmt::format("--output: expected a .png or .svg file, found \"{}\"", flags.output)};
    }
    if (flags.at) {
        const Result<std::int64_t> at = whole_number({"--at", *flags.at}, 1, 4);
        if (!at) {
            return at.error();
        }
        if (extension == ".svg") {
            return Error{"--at: expected a .png file to write, found an .svg, which has no pixels"};
        }
        options.at = static_cast<int>(*at);
    }
    if (flags.step) {
        const Result<std::int64_t> step = whole_number({"--step", *flags.step}, 0, 1'000'000);
        if (!step) {
            return step.error();
        }
        options.step = static_cast<int>(*step);
    }
    return options;
}

Result<TourOptions> check(const TourFlags& flags) {
    TourOptions options;
    options.output = flags.output;
    if (const Status good = check_look(flags.look, options); !good) {
        return good.error();
    }
    std::error_code code;
    if (std::filesystem::exists(options.output, code) &&
        !std::filesystem::is_directory(options.output, code)) {
        return Error{
            fmt::format("--output: expected a folder, found a file at \"{}\"", flags.output)};
    }
    return options;
}

}  // namespace layerwise
