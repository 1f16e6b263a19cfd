// What a script's `state` writes: everything a test wants to know of the window, in one object.
#include <nlohmann/json.hpp>

#include "app/script/driver.h"
#include "app/views/stage_view.h"

namespace layerwise {
namespace {

using Json = nlohmann::json;

Json list_of(const Vector<double>& values) {
    return Json(std::vector<double>(values.begin(), values.end()));
}

// Where each named control is, in pixels of the window: left, top, right, bottom.
Json places_of(const Items& items) {
    Json places = Json::object();
    for (const std::string& name : items.names()) {
        const Rect& rect = items.find(name)->rect;
        places[name] = {rect.x0, rect.y0, rect.x1, rect.y1};
    }
    return places;
}

}  // namespace

std::string state_json(const Application& app) {
    const Session& session = app.history().current();
    const Trace& trace = *session.trace;
    const Step& step = trace.steps[static_cast<std::size_t>(session.cursor.step)];
    const Input& input = session.example.input;
    const auto training = app.training().snapshot();
    Json json;
    json["example"] = session.example.id;
    json["network"] = sizes_text(*session.example.network);
    json["step_index"] = session.cursor.step;
    json["step_count"] = trace.steps.size();
    json["stop_index"] = stop_index(trace, session.granularity, session.cursor);
    json["stop_count"] = stop_count(trace, session.granularity);
    json["element"] = session.cursor.element;
    json["phase"] = name(step.phase);
    json["layer"] = step.layer;
    json["operation"] = name(step.operation);
    json["equation"] = equation(trace, session.cursor.step, session.convention);
    json["granularity"] = name(session.granularity);
    json["convention"] = name(session.convention);
    json["language"] = name(app.state().language);
    json["prediction"] = prediction(session);
    json["probabilities"] = list_of(probabilities(session));
    json["loss"] = find(trace, Symbol::L, 0).value(0, 0);
    json["learning_rate"] = session.example.learning_rate;
    constexpr std::array<const char*, 4> kSources{"vector", "test image", "drawing", "file"};
    json["input"] = {{"source", kSources[static_cast<std::size_t>(input.source)]},
                     {"image", input.image},
                     {"label", input.label},
                     {"sum", input.x.sum()}};
    json["training_state"] = app.training().loading() ? "loading" : name(training->state);
    json["training_message"] = training->message;
    json["update"] = training->update;
    json["updates"] = training->updates;
    json["loss_history"] = Json::array();
    json["accuracy_history"] = Json::array();
    for (const CurvePoint& point : training->curve) {
        json["loss_history"].push_back(point.loss);
        json["accuracy_history"].push_back(point.accuracy);
    }
    json["test_accuracy_history"] = Json::array();
    for (const EvaluationPoint& point : training->evaluations) {
        json["test_accuracy_history"].push_back(point.accuracy);
    }
    json["theme"] = app.theme().name;
    json["view"] = name(app.state().view);
    json["reduced_motion"] = app.state().reduced_motion;
    json["presenting"] = app.state().presenting;
    json["network_open"] = app.state().columns.network_open;
    json["side_open"] = app.state().columns.side_open;
    json["playing"] = app.state().playing;
    json["help_open"] = app.state().help_open;
    json["notice"] = app.state().notice;
    json["undo_depth"] = app.history().undo_depth();
    json["redo_depth"] = app.history().redo_depth();
    const auto cell_of = [&](const std::optional<StageCell>& at) {
        return at ? Json{{"tensor", trace.tensors[static_cast<std::size_t>(at->tensor)].name},
                         {"row", at->cell.row},
                         {"col", at->cell.col}}
                  : Json(nullptr);
    };
    json["pinned"] = cell_of(app.state().pinned);
    json["hovered"] = cell_of(app.state().hovered);
    json["reading"] = name(app.state().reading);
    json["sweep"] = app.state().sweep ? Json(*app.state().sweep) : Json(nullptr);
    json["zoom"] = Json::object();
    for (const auto& [name, part] : app.state().parts) {
        json["zoom"][name] = {part.x0, part.y0, part.x1, part.y1};
    }
    json["items"] = places_of(app.items());
    json["frame_times"] = {{"frames", app.frame_times().frames},
                           {"median_ms", app.frame_times().quantile(0.5)},
                           {"p99_ms", app.frame_times().quantile(0.99)}};
    return json.dump(2) + "\n";
}

}  // namespace layerwise
