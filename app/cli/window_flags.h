// The flags of window, capture and tour as typed, and their check.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/cli/cli.h"
#include "core/base/result.h"

namespace layerwise {

struct LookFlags {
    std::optional<std::string> size, scale, theme, language;
};

struct WindowFlags {
    std::optional<std::string> example, lesson, model, image, script;
    LookFlags look;
    bool script_names = false;
    std::vector<std::string> files;
};

struct CaptureFlags {
    WindowFlags window;
    std::optional<std::string> step, what, at;
    std::string output;
};

struct TourFlags {
    LookFlags look;
    std::string output;
};

// Errors: a flag's value that is not what it should be, a file that is not there.
Result<WindowOptions> check(const WindowFlags& flags);
Result<CaptureOptions> check(const CaptureFlags& flags);
Result<TourOptions> check(const TourFlags& flags);

}  // namespace layerwise
