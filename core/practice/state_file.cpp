#include "core/practice/state_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/base/file.h"

namespace layerwise {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(StepResult, seen, done, shown, tries, first, last, slip, seconds)

Status save_state(const std::filesystem::path& path, const LessonState& state) {
    const nlohmann::json json = {{"lesson", state.lesson}, {"seed", state.seed},
                                 {"step", state.step},     {"steps", state.results},
                                 {"ticks", state.ticks},   {"finished", state.finished}};
    return write_file(path,
                      json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n');
}

Result<LessonState> load_state(const std::filesystem::path& path, const Lesson& lesson) {
    const Result<std::string> bytes = read_file(path);
    if (!bytes) {
        return bytes.error();
    }
    LessonState state;
    try {
        const nlohmann::json json = nlohmann::json::parse(*bytes);
        json.at("lesson").get_to(state.lesson);
        json.at("seed").get_to(state.seed);
        json.at("step").get_to(state.step);
        json.at("steps").get_to(state.results);
        json.at("ticks").get_to(state.ticks);
        json.at("finished").get_to(state.finished);
    } catch (const nlohmann::json::exception& error) {
        return Error{
            fmt::format("{}: expected a run of a lesson, found: {}", path.string(), error.what())};
    }
    const auto steps = static_cast<int>(lesson.steps.size());
    if (state.lesson != lesson.id || state.results.size() != lesson.steps.size() ||
        state.ticks.size() != lesson.checks.size() || state.step < 0 || state.step >= steps) {
        return Error{fmt::format("{}: expected a run of {} with {} steps, found one of {} with {}",
                                 path.string(), lesson.id, steps, state.lesson,
                                 state.results.size())};
    }
    return state;
}

}  // namespace layerwise
