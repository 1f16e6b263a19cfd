#include "app/cli/report.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include <fmt/core.h>

namespace layerwise {

int report(const Error& error) {
    std::string line = error.message;
    std::replace(line.begin(), line.end(), '\n', ' ');
    fmt::print(stderr, "layerwise: {}\n", line);
    return kBadInput;
}

}  // namespace layerwise
