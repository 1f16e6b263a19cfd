// Runs a script against the live window, through the input path of a person.
#pragma once

#include <vector>

#include "app/script/script.h"
#include "app/window/application.h"
#include "core/base/result.h"

namespace layerwise {

// Runs all lines. Errors: "line 3: no control named …", a picture or state that can't be written;
// what was done until then stays done.
Status run_script(Application& app, const std::vector<ScriptLine>& lines);

// What `state` writes, as JSON.
std::string state_json(const Application& app);

}  // namespace layerwise
