// The parts of a lesson file that have a file of code of their own.
#pragma once

#include <string>

#include "core/lessons/lesson.h"
#include "core/text/toml_file.h"

namespace layerwise {

// [step.ask] of the step, its texts under "STEP.…".
Result<Ask> read_ask(const std::string& file, const toml::table& table, const std::string& step,
                     Lesson& lesson);

// [[network]]: x and y with a sample a row, W1, b1, … with an output a row, f and loss; or sizes
// and seed instead of weights.
Result<LessonNetwork> read_network(const std::string& file, const toml::table& table);

}  // namespace layerwise
