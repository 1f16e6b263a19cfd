// What the commands about lessons share: the lessons of the program, in the reader's language.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/lessons/lesson.h"

namespace layerwise {

// Of the program's assets. Errors: as load_lessons.
Result<std::vector<Lesson>> program_lessons();

// Errors: "--lesson: expected one of …, found …".
Result<Lesson> program_lesson(const std::string& id);

// Errors: "--language: expected one of …, found …".
Result<Catalogue> program_catalogue(const std::string& language);

}  // namespace layerwise
