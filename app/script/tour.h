// The tour: a script that walks through the program and takes its pictures.
#pragma once

#include <string>
#include <vector>

#include "app/cli/cli.h"

namespace layerwise {

struct Tour {
    std::string script;
    std::vector<std::string> pictures;  // the files it writes, in order
};

// It ends on the digits example, at its first step, as it was opened.
Tour make_tour(const TourOptions& options);

}  // namespace layerwise
