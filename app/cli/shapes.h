// layerwise shapes: the shape log of an example or of any network.
#pragma once

namespace CLI {
class App;
}

namespace layerwise {

// Parsing sets *status to the command's exit status. REQUIRES: it outlives the parsing.
void add_shapes_command(CLI::App& app, int* status);

}  // namespace layerwise
