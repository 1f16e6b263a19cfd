#include "app/cli/cli.h"
#include "app/script/run.h"

int main(int argc, char** argv) {
    const layerwise::WindowCommands commands{layerwise::run_window, layerwise::run_capture,
                                             layerwise::run_tour};
    return layerwise::run_command_line(argc, argv, commands);
}
