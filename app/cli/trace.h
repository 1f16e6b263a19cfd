// layerwise trace: a whole pass of an example into a file.
#pragma once

namespace CLI {
class App;
}

namespace layerwise {

// Parsing sets *status to the command's exit status. REQUIRES: it outlives the parsing.
void add_trace_command(CLI::App& app, int* status);

}  // namespace layerwise
