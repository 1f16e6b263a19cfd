#include "app/commands/settings.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include <nlohmann/json.hpp>

#include "core/base/file.h"
#include "core/examples/playground.h"
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

Json to_json(const LearningSet& set) {
    Json json;
    for (const Feature feature : set.features) {
        json["features"].push_back(name(feature));
    }
    if (set.points) {
        json["points"] = {{"set", name(set.points->set)},
                          {"count", set.points->count},
                          {"noise", set.points->noise},
                          {"test_share", set.points->test_share},
                          {"seed", set.points->seed}};
    }
    if (set.table) {
        json["table"] = std::filesystem::absolute(set.table->file).string();
    }
    return json;
}

PointOptions points_from(const Json& json, PointOptions options) {
    options.set = point_set_from_name(value_or<std::string>(json, "set", "")).value_or(options.set);
    options.count = value_or(json, "count", options.count);
    options.noise = value_or(json, "noise", options.noise);
    options.test_share = value_or(json, "test_share", options.test_share);
    options.seed = value_or(json, "seed", options.seed);
    return options;
}

std::vector<Feature> features_from(const Json& list) {
    std::vector<Feature> features;
    for (const Json& text : list) {
        if (text.is_string()) {
            if (const auto feature = feature_from_name(text.get<std::string>())) {
                features.push_back(*feature);
            }
        }
    }
    return features;
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

// The learning set as it was left, and the point on screen. The weights come afterwards: they must
// fit its inputs.
Session with_set(Session session, const Json& json) {
    const Json set = value_or(json, "set", Json::object());
    if (set.contains("points") && session.example.set != nullptr && session.example.set->points) {
        session =
            with(session, SetPoints{points_from(set["points"], *session.example.set->points)});
    }
    if (set.contains("features")) {
        session = with(session, SetFeatures{features_from(set["features"])});
    }
    const auto raw = value_or(json, "point", std::vector<double>());
    if (raw.size() == 2) {
        session = with(session, ChoosePoint{Eigen::Map<const Vector<double>>(raw.data(), 2)});
    }
    return session;
}

// The session of that example; of a table, of its file.
Result<Session> open_again(const std::string& example, const Json& json) {
    if (example != kTable) {
        return open_session(example, {});
    }
    Result<Session> session = open_session(kPlayground, {});
    const Json set = value_or(json, "set", Json::object());
    return session ? after(*session, OpenTable{value_or<std::string>(set, "table", "")}) : session;
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
    settings.training = choices_from(value_or(json, "training", Json::object()));
    settings.training_example = value_or(json, "training_example", settings.training_example);
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
              {"side_open", settings.side_open},
              {"training", json_of(settings.training)},
              {"training_example", settings.training_example}};
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
    const auto example = value_or<std::string>(json, "example", "");
    if (example.empty()) {
        return std::nullopt;
    }
    Result<Session> opened = open_again(example, json);
    if (!opened) {
        return std::nullopt;
    }
    Session session = with_set(*std::move(opened), json);
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
    if (const auto data = value_or<std::string>(json, "data", ""); !data.empty()) {
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
    if (session.example.set != nullptr) {
        json["set"] = to_json(*session.example.set);
        json["point"] = std::vector<double>(input.raw.begin(), input.raw.end());
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
