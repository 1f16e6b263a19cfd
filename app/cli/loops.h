// layerwise loops: the same product in four ways, timed on this machine.
#pragma once

namespace CLI {
class App;
}

namespace layerwise {

// Parsing sets *status to the command's exit status. REQUIRES: it outlives the parsing.
void add_loops_command(CLI::App& app, int* status);

}  // namespace layerwise
