// Where somebody is in a lesson, as a file: to go on another day, and for the page to take home.
#pragma once

#include <filesystem>

#include "core/base/result.h"
#include "core/lessons/player.h"

namespace layerwise {

// JSON; the verdict of the moment is not kept. Errors: as write_file.
Status save_state(const std::filesystem::path& path, const LessonState& state);

// Errors: no JSON of ours, of another lesson, or of one that had other steps.
Result<LessonState> load_state(const std::filesystem::path& path, const Lesson& lesson);

}  // namespace layerwise
