// layerwise classify: which digit is in a picture.
#pragma once

namespace CLI {
class App;
}

namespace layerwise {

// Parsing sets *status to the command's exit status. REQUIRES: it outlives the parsing.
void add_classify_command(CLI::App& app, int* status);

}  // namespace layerwise
