#include "app/cli/cli.h"

#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/cli/bench.h"
#include "app/cli/classify.h"
#include "app/cli/loops.h"
#include "app/cli/program.h"
#include "app/cli/report.h"
#include "app/cli/shapes.h"
#include "app/cli/study.h"
#include "app/cli/trace.h"
#include "app/cli/train.h"
#include "app/cli/window.h"

namespace layerwise {
namespace {

constexpr const char* kDescription =
    "Layerwise: step through a neural network one operation at a time.\n"
    "Without a command it opens the window.";

constexpr const char* kExamples =
    "Examples:\n"
    "  layerwise --example three-to-two --theme light\n"
    "  layerwise trace --example digits --image 7 -o pass.npz\n"
    "  layerwise shapes --network 784-128-64-10 --convention row --format html -o shapes.html\n"
    "  layerwise train --network 784-128-64-10 --epochs 5 -o model.npz\n"
    "  layerwise train --dataset spiral --optimizer adam --epochs 200 --history curve.csv\n"
    "  layerwise bench\n"
    "  layerwise classify seven.png\n"
    "  layerwise study --lesson linear-map -o linear-map.html\n"
    "  layerwise worksheet --example numpy-case -o sheet.html\n"
    "  layerwise program --example numpy-case --language numpy -o pass.py\n"
    "  layerwise capture --example digits --step 3 -o shot.png\n"
    "  layerwise capture --step 2 --what W1 --at 2 -o w1.png\n"
    "  layerwise capture --step 2 -o stage.svg\n"
    "  layerwise tour -o pictures\n"
    "\n"
    "Lines of a script (X,Y are fractions of the control; --script-names lists the NAMEs):\n"
    "  click NAME [X,Y]   doubleclick NAME [X,Y]   hover NAME [X,Y]   scroll NAME LINES\n"
    "  key K              such as Right, Space, Ctrl+Z\n"
    "  type TEXT          into the field with the focus\n"
    "  drag NAME X0,Y0 X1,Y1 ...\n"
    "  draw X,Y X,Y ... ; X,Y ...   strokes on the cleared digit canvas\n"
    "  open FILE          as if it had been dropped on the window\n"
    "  wait FRAMES|idle   resize WxH [SCALE]\n"
    "  capture FILE.png   state FILE.json   quit";

// The command that was being read when something went wrong: "trace: ", or nothing.
std::string prefix(const CLI::App& app) {
    const std::vector<CLI::App*> commands = app.get_subcommands();
    return commands.empty() ? "" : commands.back()->get_name() + ": ";
}

std::string message_for(const CLI::App& app, const CLI::ParseError& error) {
    const std::string said = error.what();
    switch (static_cast<CLI::ExitCodes>(error.get_exit_code())) {
        case CLI::ExitCodes::ExtrasError:
            return fmt::format("{}expected only what --help lists, found {}", prefix(app),
                               fmt::join(app.remaining(true), " "));
        case CLI::ExitCodes::RequiredError:  // "--output is required"
            return fmt::format("{}expected {}, found none", prefix(app),
                               said.substr(0, said.find(" is required")));
        default:
            return prefix(app) + said;
    }
}

// Prints what was asked for, or the one line. CLI11 itself would print several.
int finish(const CLI::App& app, const CLI::ParseError& error) {
    if (error.get_exit_code() != static_cast<int>(CLI::ExitCodes::Success)) {
        return report(Error{message_for(app, error)});
    }
    if (error.get_name() == "CallForVersion") {
        fmt::print("{}\n", error.what());
    } else {
        const bool all = error.get_name() == "CallForAllHelp";
        fmt::print("{}", app.help("", all ? CLI::AppFormatMode::All : CLI::AppFormatMode::Normal));
    }
    return kSuccess;
}

int run(int argc, char** argv, const WindowCommands& commands) {
    CLI::App app(kDescription, "layerwise");
    app.footer(kExamples);
    app.set_version_flag("--version", "layerwise " LAYERWISE_VERSION, "Print the version");
    app.set_help_flag("-h,--help", "Print this help");
    app.require_subcommand(0, 1);

    int status = kSuccess;
    add_trace_command(app, &status);
    add_shapes_command(app, &status);
    add_train_command(app, &status);
    add_classify_command(app, &status);
    add_lessons_command(app, &status);
    add_study_command(app, &status);
    add_worksheet_command(app, &status);
    add_program_command(app, &status);
    add_check_command(app, &status);
    add_loops_command(app, &status);
    add_bench_command(app, &status);
    add_window_commands(app, commands, &status);

    // The top level's help describes every command in full; a command's own describes that one.
    app.set_help_flag();
    app.set_help_all_flag("-h,--help", "Print this help");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return finish(app, error);
    }
    return status;
}

}  // namespace

int run_command_line(int argc, char** argv, const WindowCommands& commands) {
    try {
        const int status = run(argc, argv, commands);
        // A full disk or a closed pipe behind stdout shows only when the buffer is emptied.
        if (std::fflush(stdout) != 0) {
            return report(
                Error{"expected a standard output that takes the result, found it full "
                      "or closed"});
        }
        return status;
    } catch (const std::exception& error) {
        return report(Error{error.what()});
    }
}

}  // namespace layerwise
