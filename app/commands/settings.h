// What the program remembers: how it looked, and what was open. XDG folders.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/commands/training_choices.h"
#include "core/base/result.h"
#include "core/session/session.h"
#include "core/trace/notation.h"

namespace layerwise {

// $XDG_CONFIG_HOME/layerwise/settings.json: tastes.
struct Settings {
    std::string theme = "dark";
    std::string speaks = "en";  // the reader's language
    Language language = Language::Numpy;
    Granularity granularity = Granularity::Operation;
    Convention convention = Convention::Column;
    bool log_scale = true;
    std::string view = "matrix";  // of the stage
    bool reduced_motion = false;
    int width = 1440, height = 900;
    // The columns beside the stage; their widths in design units, where they were dragged.
    std::optional<float> network_width, side_width;
    bool network_open = true, side_open = true;
    TrainingChoices training;
    std::string training_example;  // the one whose batch and epochs those are
};

// $XDG_STATE_HOME/layerwise: session.json says what was open; network.npz is beside it when the
// network is no longer the example's own.
std::filesystem::path settings_file();
std::filesystem::path session_folder();

// Missing or damaged files give the defaults: remembering is no reason not to start.
Settings load_settings();
Status save_settings(const Settings& settings);

struct LastSession {
    Session session;
    bool network_changed = false;  // it is no longer the example's own
};

// The last session as it was left, or nothing.
std::optional<LastSession> load_last_session(const Settings& settings);
Status save_session(const Session& session, bool network_changed);

}  // namespace layerwise
