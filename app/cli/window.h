// The flags of the window, and the commands capture and tour, which open one too.
#pragma once

#include "app/cli/cli.h"

namespace CLI {
class App;
}

namespace layerwise {

// Adds the window's flags to `app` itself, and the subcommands capture and tour. Parsing sets
// *status to what the chosen one of `commands` returned. REQUIRES: both outlive the parsing.
void add_window_commands(CLI::App& app, const WindowCommands& commands, int* status);

}  // namespace layerwise
