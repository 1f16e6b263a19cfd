// The command train: learns a set of images and writes the network.
#pragma once

namespace CLI {
class App;
}

namespace layerwise {

// Adds the subcommand to `app`; parsing sets *status to 0, 1 (training failed) or 2 (bad input).
void add_train_command(CLI::App& app, int* status);

}  // namespace layerwise
