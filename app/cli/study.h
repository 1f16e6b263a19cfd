// layerwise lessons, study and worksheet: what there is to learn, and pages to take home.
#pragma once

namespace CLI {
class App;
}

namespace layerwise {

// Parsing sets *status to the command's exit status. REQUIRES: it outlives the parsing.
void add_lessons_command(CLI::App& app, int* status);
void add_study_command(CLI::App& app, int* status);
void add_worksheet_command(CLI::App& app, int* status);

}  // namespace layerwise
