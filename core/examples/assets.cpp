#include <array>
#include <cstdlib>
#include <system_error>

#include "core/examples/example.h"

namespace layerwise {

namespace {

namespace fs = std::filesystem;

// $LAYERWISE_ASSETS, or nothing.
fs::path from_environment() {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing in this program changes the environment.
    const char* const value = std::getenv("LAYERWISE_ASSETS");
    return value == nullptr ? fs::path() : fs::path(value);
}

bool holds_assets(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_directory(folder / "mnist", ignored);
}

// assets/ beside the executable or beside one of the folders above it: a build lies somewhere
// inside its source tree. Empty when there is none.
fs::path near_executable() {
    std::error_code unreadable;
    const fs::path executable = fs::read_symlink("/proc/self/exe", unreadable);
    for (fs::path folder = executable.parent_path(); !folder.empty();
         folder = folder.parent_path()) {
        if (holds_assets(folder / "assets")) {
            return folder / "assets";
        }
        if (folder == folder.root_path()) {
            break;
        }
    }
    return {};
}

}  // namespace

fs::path asset_folder() {
    const std::array candidates = {from_environment(), near_executable(),
                                   fs::path(LAYERWISE_SOURCE_DIR) / "assets"};
    for (const fs::path& candidate : candidates) {
        std::error_code ignored;
        if (!candidate.empty() && fs::is_directory(candidate, ignored)) {
            return candidate;
        }
    }
    return "/usr/share/layerwise";
}

}  // namespace layerwise
