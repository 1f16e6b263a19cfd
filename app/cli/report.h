// What the command line says when something is wrong: one line on stderr and an exit status.
#pragma once

#include "core/base/result.h"

namespace layerwise {

inline constexpr int kSuccess = 0;
inline constexpr int kBadInput = 2;  // a flag, a file, a network spec

// Prints "layerwise: <message>" to stderr, whatever line breaks the message has as spaces.
// Returns kBadInput, so that commands end with `return report(error);`.
int report(const Error& error);

}  // namespace layerwise
