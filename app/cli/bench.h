// The command bench: how quickly this machine trains, and what it could do at most.
#pragma once

namespace CLI {
class App;
}

namespace layerwise {

// Adds the subcommand to `app`; parsing sets *status to 0 or 2 (bad input).
void add_bench_command(CLI::App& app, int* status);

}  // namespace layerwise
