// The playground: points of the plane, and a small network that learns them.
#pragma once

#include "core/examples/example.h"

namespace layerwise {

inline constexpr std::string_view kPlayground = "playground";
inline constexpr std::string_view kTable = "table";

// Exclusive or with 2 → 4 → 2 → 1, tanh: L = 0.7 at first, and every point right soon.
Example playground();

}  // namespace layerwise
