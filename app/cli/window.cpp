#include "app/cli/window.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <system_error>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/cli/arguments.h"
#include "app/cli/report.h"
#include "core/examples/example.h"

namespace layerwise {
namespace {

using Text = std::optional<std::string>;

// The flags as typed; checked only when the command they belong to runs.
struct LookFlags {
    Text size, scale, theme;
};

struct WindowFlags {
    Text example, model, image, script;
    LookFlags look;
    bool script_names = false;
    std::vector<std::string> files;
};

struct CaptureFlags {
    WindowFlags window;
    Text step;
    std::string output;
};

struct TourFlags {
    LookFlags look;
    std::string output;
};

void add_look_flags(CLI::App& command, LookFlags& flags) {
    command
        .add_option("--size", flags.size,
                    "Size before --scale, such as 1440x900; pixels are size times scale")
        ->type_name("WxH");
    command
        .add_option("--scale", flags.scale,
                    "Pixels a unit, 0.5 to 4: 2 is crisp on a high-density screen")
        ->type_name("S");
    command.add_option("--theme", flags.theme, "dark or light")->type_name("T");
}

void add_input_flags(CLI::App& command, WindowFlags& flags) {
    command
        .add_option("--example", flags.example,
                    fmt::format("What to step through: {}", fmt::join(example_ids(), ", ")))
        ->type_name("ID");
    command.add_option("--model", flags.model, "A network to use instead of the example's own")
        ->type_name("F.npz");
    command.add_option("--image", flags.image, "A test image by number, or a PNG file")
        ->type_name("N|FILE");
}

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
    return Done{};
}

Status check_files(const WindowFlags& flags) {
    if (flags.model) {
        if (const Status found = readable_file({"--model", *flags.model}); !found) {
            return found;
        }
    }
    if (flags.image && !is_whole(*flags.image)) {
        if (const Status found = readable_file({"--image", *flags.image}); !found) {
            return found;
        }
    }
    if (flags.script) {
        if (const Status found = readable_file({"--script", *flags.script}); !found) {
            return found;
        }
    }
    std::error_code code;
    for (const std::string& file : flags.files) {
        if (!std::filesystem::exists(file, code)) {
            return Error{
                fmt::format("expected a command (trace, shapes, train, classify, capture, "
                            "tour) or a file to open, found \"{}\"",
                            file)};
        }
    }
    return Done{};
}

Result<WindowOptions> check_window(const WindowFlags& flags) {
    const auto ids = example_ids();
    if (flags.example && std::find(ids.begin(), ids.end(), *flags.example) == ids.end()) {
        return Error{fmt::format("--example: expected one of {}, found \"{}\"",
                                 fmt::join(ids, ", "), *flags.example)};
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
    options.model = flags.model;
    options.image = flags.image;
    options.script = flags.script;
    options.script_names = flags.script_names;
    options.files = flags.files;
    return options;
}

Result<CaptureOptions> check_capture(const CaptureFlags& flags) {
    Result<WindowOptions> window = check_window(flags.window);
    if (!window) {
        return window.error();
    }
    CaptureOptions options;
    options.window = std::move(*window);
    options.output = flags.output;
    if (extension_of(flags.output) != ".png") {
        return Error{fmt::format("--output: expected a .png file, found \"{}\"", flags.output)};
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

Result<TourOptions> check_tour(const TourFlags& flags) {
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

template <class Options>
int run_checked(const Result<Options>& options, const std::function<int(const Options&)>& command) {
    if (!options) {
        return report(options.error());
    }
    if (!command) {
        return report(Error{"expected a build with a window, found one without"});
    }
    return command(*options);
}

}  // namespace

void add_window_commands(CLI::App& app, const WindowCommands& commands, int* status) {
    auto* capture = app.add_subcommand("capture", "Save a picture of the window at one step");
    auto capture_flags = std::make_shared<CaptureFlags>();
    add_input_flags(*capture, capture_flags->window);
    capture
        ->add_option("--step", capture_flags->step,
                     "The step to show, as the window counts: from 1")
        ->type_name("N");
    add_look_flags(*capture, capture_flags->window.look);
    capture->add_option("-o,--output", capture_flags->output, "Where to write the picture")
        ->required()
        ->type_name("SHOT.png");
    capture->callback(
        [=, &commands] { *status = run_checked(check_capture(*capture_flags), commands.capture); });

    auto* tour = app.add_subcommand("tour", "Save pictures that show the program, and shape logs");
    auto tour_flags = std::make_shared<TourFlags>();
    add_look_flags(*tour, tour_flags->look);
    tour->add_option("-o,--output", tour_flags->output, "The folder to write them to")
        ->required()
        ->type_name("DIR");
    tour->callback(
        [=, &commands] { *status = run_checked(check_tour(*tour_flags), commands.tour); });

    auto window_flags = std::make_shared<WindowFlags>();
    add_input_flags(app, *window_flags);
    app.add_option("--script", window_flags->script,
                   "Lines that drive the window as a person would; see below")
        ->type_name("FILE");
    app.add_flag("--script-names", window_flags->script_names,
                 "List the names of the controls on screen");
    add_look_flags(app, window_flags->look);
    app.add_option("files", window_flags->files, "Models and pictures to open")->type_name("FILE");
    app.callback([=, &app, &commands] {
        if (app.get_subcommands().empty()) {
            *status = run_checked(check_window(*window_flags), commands.window);
        }
    });
}

}  // namespace layerwise
