// layerwise program and check: a pass as a script that runs alone, and the check of its output.
#pragma once

namespace CLI {
class App;
}

namespace layerwise {

// Parsing sets *status to the command's exit status; of check it is 1 where a number differs.
// REQUIRES: it outlives the parsing.
void add_program_command(CLI::App& app, int* status);
void add_check_command(CLI::App& app, int* status);

}  // namespace layerwise
