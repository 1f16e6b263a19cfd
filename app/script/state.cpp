// What a script's `state` writes: everything a test wants to know of the window, in one object.
#include <nlohmann/json.hpp>

#include "app/script/driver.h"
#include "app/views/stage_view.h"
#include "core/session/passes.h"

namespace layerwise {
namespace {

using Json = nlohmann::json;

Json list_of(const Vector<double>& values) {
    const std::vector<double> list(values.begin(), values.end());
    return list;
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

Json json_of(const Preparation& preparation) {
    return {
        {"crop", preparation.crop}, {"scale", preparation.scale}, {"center", preparation.center}};
}

Json list_of(const std::vector<ProvenanceRow>& rows) {
    Json list = Json::array();
    for (const ProvenanceRow& row : rows) {
        list.push_back({{"name", row.name}, {"value", row.value}});
    }
    return list;
}

// The open card and what it shows; null for what has not been opened.
void add_cards(Json& json, const Session& session, const ExplainState& explain) {
    constexpr std::array<const char*, 6> kCards{nullptr,      "filmstrip", "make-it",
                                                "provenance", "check",     "loops"};
    const char* card = kCards[static_cast<std::size_t>(explain.card)];
    json["card"] = card == nullptr ? Json() : Json(card);
    json["filmstrip"] = nullptr;
    json["make_it"] = nullptr;
    json["provenance"] = nullptr;
    if (explain.card == ExplainCard::Filmstrip && explain.filmstrip != nullptr) {
        Json stages = Json::object();
        for (const FilmstripStage& stage : explain.filmstrip->stages) {
            if (!stage.name.empty()) {
                stages[stage.name] = {{"with", stage.with}, {"without", stage.without}};
            }
        }
        json["filmstrip"] = {{"available", explain.filmstrip->available},
                             {"read", explain.filmstrip->read},
                             {"stages", stages}};
    }
    if (explain.card == ExplainCard::MakeIt && explain.make_it != nullptr) {
        const MakeItView& view = *explain.make_it;
        json["make_it"] = {
            {"from", view.path.from},
            {"target", view.path.target},
            {"point", view.point},
            {"steps", view.path.last()},
            {"probabilities", list_of(view.path.y_hat[static_cast<std::size_t>(view.point)])},
            {"moved", view.logits.after - view.logits.before}};
    }
    if (explain.card == ExplainCard::Provenance && explain.walk && explain.provenance != nullptr) {
        Json walk = Json::array();
        for (const Place& place : explain.walk->cells) {
            walk.push_back(cell_text(*session.trace, place, session.convention));
        }
        json["provenance"] = {{"walk", walk},
                              {"at", explain.walk->at},
                              {"value", explain.provenance->value},
                              {"from", list_of(explain.provenance->from)},
                              {"feeds", list_of(explain.provenance->feeds)}};
    }
}

// The learning set, and what the plane view knows of the network on it; null where there is none.
Json json_of_set(const Application& app) {
    const Example& example = app.history().current().example;
    if (example.set == nullptr) {
        return nullptr;
    }
    const LearningSet& set = *example.set;
    const PlaneViewState& plane = app.state().plane;
    Json json{{"train", set.train.count()},
              {"test", set.test.count()},
              {"inputs", set.inputs()},
              {"classes", set.raw.classes},
              {"point", list_of(example.input.raw)},
              {"show_test", plane.show_test},
              {"discretized", plane.discretized},
              {"pace", plane.pace}};
    if (set.points) {
        json["points"] = {{"set", name(set.points->set)},
                          {"count", set.points->count},
                          {"noise", set.points->noise},
                          {"test_share", set.points->test_share},
                          {"seed", set.points->seed}};
    }
    if (set.table) {
        json["table"] = {{"file", set.table->file.string()},
                         {"label", set.table->label},
                         {"mean", list_of(set.table->mean)},
                         {"deviation", list_of(set.table->deviation)}};
    }
    if (const PlaneFacts* facts = app.plane_facts().get()) {
        constexpr std::array kJudgements{"flat", "too small", "right", "too long", "too large"};
        json["train_loss"] = facts->train.loss;
        json["test_loss"] = facts->test.loss;
        json["train_right"] = facts->train.right;
        json["test_right"] = facts->test.right;
        json["line"] = {{"loss", facts->line.loss},
                        {"slope", facts->line.slope},
                        {"t", facts->line.t},
                        {"L", facts->line.L},
                        {"best_t", facts->line.best_t},
                        {"best", facts->line.best},
                        {"eta", facts->eta},
                        {"loss_after", facts->loss_after},
                        {"judgement", kJudgements[static_cast<std::size_t>(judge_step(
                                          facts->line, facts->eta, facts->loss_after))]}};
    }
    return json;
}

// The lesson, its open question, and what was said of the answer; null for what there is none of.
Json json_of_lesson(const LessonPlay& play) {
    Json json{{"lesson", nullptr}, {"asking", play.asking()}, {"kind", nullptr},
              {"slip", nullptr},   {"judgement", nullptr},    {"right_answer", nullptr}};
    if (play.lesson() != nullptr) {
        const LessonState& state = play.state();
        json["lesson"] = play.lesson()->id;
        json["seed"] = state.seed;
        json["step"] = state.step + 1;
        json["steps"] = state.results.size();
        json["step_id"] = play.step().id;
        json["event"] = play.step().event;
        json["ticks"] = std::vector<bool>(state.ticks);
        json["finished"] = state.finished;
    }
    if (play.question() != nullptr) {
        json["kind"] = name(play.question()->kind);
        json["right_answer"] = answer_text(*play.question());
        json["revealed"] = play.revealed();
    }
    if (play.verdict()) {
        constexpr std::array kJudgements{"right", "wrong", "unreadable"};
        json["slip"] = play.verdict()->slip;
        json["judgement"] = kJudgements[static_cast<std::size_t>(play.verdict()->judgement)];
    }
    return json;
}

Json json_of_work(const PracticeWork& work) {
    Json json{{"largest_error", nullptr}, {"loops", Json::object()}};
    if (work.check != nullptr && work.check->check) {
        json["largest_error"] = work.check->check->largest;
    }
    if (work.loops != nullptr) {
        for (const LoopTime& time : *work.loops) {
            json["loops"][std::string(name(time.loops))] = time.seconds;
        }
    }
    return json;
}

std::vector<std::int64_t> updates_of(const Timeline& timeline) {
    std::vector<std::int64_t> updates;
    for (const Keyframe& moment : timeline.moments()) {
        updates.push_back(moment.update);
    }
    return updates;
}

// The training view's pages: what they said last, and the moment that is shown.
void add_watch(Json& json, const Application& app) {
    const TrainingViewState& own = app.state().curves;
    json["page"] = name(own.page);
    json["moment"] =
        own.moment ? Json{{"run", own.moment->run}, {"update", own.moment->update}} : Json(nullptr);
    json["layers"] = nullptr;
    if (const LayersFacts* facts = app.watch().newest_layers().get()) {
        Json layers = Json::array();
        for (std::size_t l = 0; l < facts->report.layers.size(); ++l) {
            const LayerReport& layer = facts->report.layers[l];
            layers.push_back({{"norm_W", layer.norm_W},
                              {"norm_dL_dW", layer.dL_dW_norm},
                              {"norm_dL_dz", layer.dL_dz_norm},
                              {"by_weights", layer.by_weights},
                              {"by_slope", layer.by_slope},
                              {"dead", layer.count(UnitState::Dead)},
                              {"saturated", layer.count(UnitState::Saturated)},
                              {"unheard", layer.count(UnitState::Unheard)},
                              {"update_to_weight", facts->update_to_weight[l]}});
        }
        json["layers"] = {
            {"samples", facts->report.samples}, {"loss", facts->report.loss}, {"layers", layers}};
    }
    json["mistakes"] = nullptr;
    if (const MistakeFacts* facts = app.watch().newest_mistakes().get()) {
        const Mistakes& found = facts->mistakes;
        Json confusion = Json::array();
        for (Index i = 0; i < found.confusion.rows(); ++i) {
            confusion.push_back(
                std::vector<Index>(found.confusion.row(i).begin(), found.confusion.row(i).end()));
        }
        Json worst = Json::array();
        for (std::size_t k = 0; k < std::min<std::size_t>(found.worst.size(), 20); ++k) {
            const Judged& one = found.judged[static_cast<std::size_t>(found.worst[k])];
            worst.push_back({{"sample", one.sample},
                             {"wanted", one.wanted},
                             {"said", one.said},
                             {"sure", one.sure},
                             {"loss", one.loss}});
        }
        json["mistakes"] = {{"samples", found.judged.size()},
                            {"right", found.right},
                            {"loss", found.loss},
                            {"confusion", confusion},
                            {"worst", worst},
                            {"calibration_error", found.calibration_error}};
    }
    json["cell"] = own.cell ? Json{own.cell->first, own.cell->second} : Json(nullptr);
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
    constexpr std::array kSources{"vector", "test image", "drawing", "file", "painted"};
    json["input"] = {{"source", kSources[static_cast<std::size_t>(input.source)]},
                     {"image", input.image},
                     {"label", input.label},
                     {"sum", input.x.sum()}};
    json["preparation"] = json_of(input.preparation);
    add_cards(json, session, app.state().explain);
    json["training_state"] = app.training().loading() ? "loading" : name(training->state);
    json["training_message"] = training->message;
    json["update"] = training->update;
    json["updates"] = training->updates;
    const Optimizer optimizer = optimizer_of(app.state().training).kind;
    json["passes"] = {{"taken", memory_of(session, optimizer).updates},
                      {"optimizer", name(optimizer)},
                      {"count", app.state().passes.count_text},
                      {"next_input", app.state().passes.next_input}};
    json["training_options"] = json_of(app.state().training);
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
    json["runs"] = Json::array();
    for (const KeptRun& run : app.runs().all()) {
        json["runs"].push_back({{"number", run.number},
                                {"name", run.name},
                                {"shown", run.shown},
                                {"state", name(run.newest->state)},
                                {"update", run.newest->update},
                                {"points", run.newest->curve.size()},
                                {"branched_from", run.branched_from},
                                {"branched_at", run.branched_at},
                                {"moments", updates_of(run.newest->timeline)}});
    }
    add_watch(json, app);
    json["set"] = json_of_set(app);
    json["learn"] = json_of_lesson(app.lessons());
    json["work"] = json_of_work(app.practice_work());
    json["learn_open"] = app.state().learn.open;
    json["hide_results"] = app.state().learn.hide_results;
    json["theme"] = app.theme().name;
    json["speaks"] = app.words().language;
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
