#include "app/cli/window.h"

#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/cli/report.h"
#include "app/cli/window_flags.h"
#include "core/examples/example.h"

namespace layerwise {
namespace {

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
    command.add_option("--language", flags.language, "What the window speaks: en or zh")
        ->type_name("L");
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
    capture
        ->add_option("--what", capture_flags->what,
                     "screen (the default of a PNG), stage (of an SVG), or one heatmap, such as W1")
        ->type_name("WHAT");
    capture
        ->add_option("--at", capture_flags->at,
                     "1 to 4: drawn again with so many pixels a unit; otherwise as --scale has it")
        ->type_name("N");
    capture
        ->add_option("-o,--output", capture_flags->output,
                     "Where to write the picture; SHOT.svg has text and lines instead of pixels")
        ->required()
        ->type_name("SHOT.png");
    capture->callback(
        [=, &commands] { *status = run_checked(check(*capture_flags), commands.capture); });

    auto* tour = app.add_subcommand("tour", "Save pictures that show the program, and shape logs");
    auto tour_flags = std::make_shared<TourFlags>();
    add_look_flags(*tour, tour_flags->look);
    tour->add_option("-o,--output", tour_flags->output, "The folder to write them to")
        ->required()
        ->type_name("DIR");
    tour->callback([=, &commands] { *status = run_checked(check(*tour_flags), commands.tour); });

    auto window_flags = std::make_shared<WindowFlags>();
    add_input_flags(app, *window_flags);
    app.add_option("--lesson", window_flags->lesson, "A lesson to begin; see layerwise lessons")
        ->type_name("ID");
    app.add_option("--script", window_flags->script,
                   "Lines that drive the window as a person would; see below")
        ->type_name("FILE");
    app.add_flag("--script-names", window_flags->script_names,
                 "List the names of the controls on screen");
    add_look_flags(app, window_flags->look);
    app.add_option("files", window_flags->files, "Models and pictures to open")->type_name("FILE");
    app.callback([=, &app, &commands] {
        if (app.get_subcommands().empty()) {
            *status = run_checked(check(*window_flags), commands.window);
        }
    });
}

}  // namespace layerwise
