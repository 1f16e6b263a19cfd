// Whole files in and out; a write never leaves half a file behind.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace layerwise {

// The bytes of `path`. Errors: it cannot be opened or read, or holds more than 2 GiB.
Result<std::string> read_file(const std::filesystem::path& path);

// Writes beside `path` and renames, so that readers see the old file or the new one and a failure
// leaves the old one as it was. A device or a pipe (/dev/stdout) is written into. Errors: the
// folder does not exist or cannot be written.
Status write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace layerwise
