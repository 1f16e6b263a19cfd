#include "app/commands/settings.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include <nlohmann/json.hpp>

#include "core/base/file.h"
#include "core/network/model_file.h"

namespace layerwise {
namespace {

using Json = nlohmann::json;

// An XDG base folder; relative values are invalid by the specification and ignored.
std::filesystem::path base_folder(const char* variable, const char* fallback) {
    const char* value = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe)
    if (value != nullptr && std::filesystem::path(value).is_absolute()) {
        return std::filesystem::path(value) / "layerwise";
    }
    const char* home = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe)
    return std::filesystem::path(home == nullptr ? "/" : home) / fallback / "layerwise";
}

Json read_json(const std::filesystem::path& path) {
    const Result<std::string> text = read_file(path);
    const Json json = text ? Json::parse(*text, nullptr, false) : Json();
    return json.is_object() ? json : Json::object();
}

template <class T>
T value_or(const Json& json, const char* key, T otherwise) {
    const auto found = json.find(key);
    if (found == json.end()) {
        return otherwise;
    }
    try {
        return found->get<T>();
    } catch (const Json::exception&) {
        return otherwise;
    }
}

// A column's width: a positive number, or nothing.
std::optional<float> width_in(const Json& json, const char* key) {
    const float width = value_or(json, key, 0.0F);
    return width > 0 && width < 1e5F ? std::optional(width) : std::nullopt;
}

Status write_json(const std::filesystem::path& path, const Json& json) {
    std::error_code code;
    std::filesystem::create_directories(path.parent_path(), code);
    return write_file(path, json.dump(2) + "\n");
}

Json to_json(const Strokes& strokes) {
    Json list = Json::array();
    for (const Stroke& stroke : strokes) {
        Json points = Json::array();
        for (const Point& point : stroke) {
            points.push_back({point.x, point.y});
        }
        list.push_back(points);
    }
    return list;
}

Strokes strokes_from(const Json& list) {
    Strokes strokes;
    for (const Json& points : list) {
        strokes.emplace_back();
        for (const Json& point : points) {
            strokes.back().push_back({point.at(0).get<float>(), point.at(1).get<float>()});
        }
    }
    return strokes;
}

PaintInput painted_from(const Json& painted) {
    const auto x = painted.at("x").get<std::vector<double>>();
    return {Eigen::Map<const Vector<double>>(x.data(), static_cast<Index>(x.size())),
            painted.at("label").get<int>()};
}

Preparation preparation_from(const Json& json) {
    return {value_or(json, "crop", true), value_or(json, "scale", true),
            value_or(json, "center", true)};
}

std::filesystem::path session_file() {
    return session_folder() / "session.json";
}

std::filesystem::path network_file() {
    return session_folder() / "network.npz";
}

// The session with the command applied, or as it was.
Session with(Session session, const SessionCommand& command) {
    Result<Session> changed = after(session, command);
    return changed ? *std::move(changed) : std::move(session);
}

}  // namespace

std::filesystem::path settings_file() {
    return base_folder("XDG_CONFIG_HOME", ".config") / "settings.json";
}

std::filesystem::path session_folder() {
    return base_folder("XDG_STATE_HOME", ".local/state");
}

Settings load_settings() {
    const Json json = read_json(settings_file());
    Settings settings;
    settings.theme = value_or(json, "theme", settings.theme);
    settings.speaks = value_or(json, "speaks", settings.speaks);
    settings.language =
        language_from_name(value_or<std::string>(json, "language", "")).value_or(settings.language);
    settings.granularity = granularity_from_name(value_or<std::string>(json, "granularity", ""))
                               .value_or(settings.granularity);
    settings.convention = convention_from_name(value_or<std::string>(json, "convention", ""))
                              .value_or(settings.convention);
    settings.log_scale = value_or(json, "log_scale", settings.log_scale);
    settings.view = value_or(json, "view", settings.view);
    settings.reduced_motion = value_or(json, "reduced_motion", settings.reduced_motion);
    settings.width = std::clamp(value_or(json, "width", settings.width), 960, 16384);
    settings.height = std::clamp(value_or(json, "height", settings.height), 640, 16384);
    settings.network_width = width_in(json, "network_width");
    settings.side_width = width_in(json, "side_width");
    settings.network_open = value_or(json, "network_open", settings.network_open);
    settings.side_open = value_or(json, "side_open", settings.side_open);
    return settings;
}

Status save_settings(const Settings& settings) {
    Json json{{"theme", settings.theme},
              {"speaks", settings.speaks},
              {"language", name(settings.language)},
              {"granularity", name(settings.granularity)},
              {"convention", name(settings.convention)},
              {"log_scale", settings.log_scale},
              {"view", settings.view},
              {"reduced_motion", settings.reduced_motion},
              {"width", settings.width},
              {"height", settings.height},
              {"network_open", settings.network_open},
              {"side_open", settings.side_open}};
    if (settings.network_width) {
        json["network_width"] = *settings.network_width;
    }
    if (settings.side_width) {
        json["side_width"] = *settings.side_width;
    }
    return write_json(settings_file(), json);
}

std::optional<LastSession> load_last_session(const Settings& settings) {
    const Json json = read_json(session_file());
    const std::string example = value_or<std::string>(json, "example", "");
    if (example.empty()) {
        return std::nullopt;
    }
    Result<Session> opened = open_session(example, {});
    if (!opened) {
        return std::nullopt;
    }
    Session session = *std::move(opened);
    bool network_changed = false;
    session.granularity = settings.granularity;
    session.convention = settings.convention;
    if (value_or(json, "network_changed", false)) {
        // The network may have another shape than the example's: only its ends must fit.
        if (const Result<Network<double>> network = load_model(network_file()); network) {
            const auto own = session.example.network;
            session = with(session, SetNetwork{std::make_shared<const Network<double>>(*network)});
            network_changed = session.example.network != own;
        }
    }
    if (const std::string data = value_or<std::string>(json, "data", ""); !data.empty()) {
        session = with(session, OpenData{data});
    }
    if (session.example.images != nullptr) {
        session = with(session, ShowImage{value_or<Index>(json, "image", 0)});
        try {
            if (json.contains("strokes")) {
                session = with(session, Draw{strokes_from(json["strokes"])});
            }
            if (json.contains("painted")) {
                session = with(session, painted_from(json["painted"]));
            }
        } catch (const Json::exception&) {
            // A damaged drawing: the test image stays.
        }
        if (json.contains("preparation")) {
            session = with(session, SetPreparation{preparation_from(json["preparation"])});
        }
    }
    session = with(session,
                   SetLearningRate{value_or(json, "learning_rate", session.example.learning_rate)});
    session =
        with(session, JumpTo{{value_or(json, "step", 0), value_or<Index>(json, "element", 0)}});
    return LastSession{std::move(session), network_changed};
}

Status save_session(const Session& session, bool network_changed) {
    const Input& input = session.example.input;
    Json json{{"example", session.example.id},
              {"image", input.image},
              {"step", session.cursor.step},
              {"element", session.cursor.element},
              {"learning_rate", session.example.learning_rate},
              {"data", session.data.string()},
              {"network_changed", network_changed}};
    if (input.source == Input::Source::Drawing) {
        json["strokes"] = to_json(input.strokes);
    }
    if (input.source == Input::Source::Painted) {
        json["painted"] = {
            {"label", input.label},
            {"x", std::vector<double>(input.x.data(), input.x.data() + input.x.size())}};
    }
    if (!input.preparation.is_complete()) {
        json["preparation"] = {{"crop", input.preparation.crop},
                               {"scale", input.preparation.scale},
                               {"center", input.preparation.center}};
    }
    std::error_code code;
    std::filesystem::create_directories(session_folder(), code);
    if (network_changed) {
        if (Status saved = save_model(network_file(), *session.example.network); !saved) {
            return saved;
        }
    }
    return write_json(session_file(), json);
}

}  // namespace layerwise
