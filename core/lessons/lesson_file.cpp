// Reads lesson files.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "core/lessons/lesson_reader.h"

namespace layerwise {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 7> kEvents = {"train",   "draw",  "measure",       "edit",
                                                     "program", "study", "gradient-check"};

void keep_text(Lesson& lesson, const std::string& key, std::string text) {
    if (!text.empty()) {
        lesson.texts[key] = std::move(text);
    }
}

bool is_event(std::string_view event) {
    return event.empty() || std::find(kEvents.begin(), kEvents.end(), event) != kEvents.end();
}

Status read_step(const toml::table& table, const std::string& example, Lesson& lesson) {
    TomlReader reader(lesson.file, table);
    reader.allow_only({"id", "at", "example", "say", "ask", "do"});
    LessonStep step;
    step.line = reader.line();
    step.id = reader.required_text("id");
    step.at = reader.required_text("at");
    step.example = reader.has("example") ? reader.required_text("example") : example;
    step.event = reader.text("do");
    keep_text(lesson, step.id + ".say", reader.required_text("say"));
    if (!is_event(step.event)) {
        reader.fail("do", fmt::format("one of {}", fmt::join(kEvents, ", ")),
                    fmt::format("\"{}\"", step.event));
    }
    const auto same = [&](const LessonStep& other) { return other.id == step.id; };
    if (std::any_of(lesson.steps.begin(), lesson.steps.end(), same)) {
        reader.fail("id", "an id of its own", fmt::format("a second \"{}\"", step.id));
    }
    if (const toml::table* const ask = reader.table("ask"); ask != nullptr && reader.status()) {
        Result<Ask> asked = read_ask(lesson.file, *ask, step.id, lesson);
        if (!asked) {
            return asked.error();
        }
        step.ask = std::move(*asked);
    }
    lesson.steps.push_back(std::move(step));
    return reader.status();
}

Status read_check(const toml::table& table, Lesson& lesson) {
    TomlReader reader(lesson.file, table);
    reader.allow_only({"say", "step", "event"});
    CheckPoint check{reader.text("step"), reader.text("event"), reader.line()};
    const std::string key = fmt::format("check-{}", lesson.checks.size() + 1);
    keep_text(lesson, key, reader.required_text("say"));
    const bool known = std::any_of(lesson.steps.begin(), lesson.steps.end(),
                                   [&](const LessonStep& step) { return step.id == check.step; });
    if (check.step.empty() == check.event.empty() || (!check.step.empty() && !known) ||
        !is_event(check.event)) {
        reader.fail(check.step.empty() ? "event" : "step", "the id of a step, or an event",
                    fmt::format("\"{}\"", check.step.empty() ? check.event : check.step));
    }
    lesson.checks.push_back(std::move(check));
    return reader.status();
}

Status read_card(const toml::table& table, Lesson& lesson) {
    TomlReader reader(lesson.file, table);
    reader.allow_only({"concept", "do", "observe"});
    for (const char* const part : {"concept", "do", "observe"}) {
        keep_text(lesson, fmt::format("card.{}", part), reader.required_text(part));
    }
    return reader.status();
}

Status read_head(TomlReader& reader, Lesson& lesson) {
    reader.allow_only({"id", "number", "title", "goal", "example", "nodes", "convention",
                       "decimals", "network", "step", "check", "card"});
    lesson.id = reader.required_text("id");
    lesson.nodes = reader.texts("nodes");
    keep_text(lesson, "title", reader.required_text("title"));
    keep_text(lesson, "goal", reader.required_text("goal"));
    const double number = reader.number("number", 0), decimals = reader.number("decimals", 2);
    if (number < 1 || number != std::floor(number)) {
        reader.fail("number", "a whole number from 1", fmt::format("{}", number));
    }
    if (decimals < 0 || decimals > 6 || decimals != std::floor(decimals)) {
        reader.fail("decimals", "a whole number from 0 to 6", fmt::format("{}", decimals));
    }
    lesson.number = static_cast<int>(number);
    lesson.decimals = static_cast<int>(decimals);
    if (reader.has("convention")) {
        const std::string text = reader.text("convention");
        const std::optional<Convention> convention = convention_from_name(text);
        if (!convention) {
            reader.fail("convention", "column, row or torch", fmt::format("\"{}\"", text));
        }
        lesson.convention = convention.value_or(Convention::Column);
    }
    for (const char* const part : {"step", "check", "card"}) {
        if (!reader.has(part)) {
            reader.fail(part, fmt::format("a part \"{}\"", part), "none");
        }
    }
    return reader.status();
}

// The parts that each have several: stops at the first error.
template <class Read>
Status for_each_table(TomlReader& reader, std::string_view key, Read read) {
    for (const toml::table* const table : reader.tables(key)) {
        if (Status done = read(*table); !done) {
            return done;
        }
    }
    return reader.status();
}

Status read_parts(TomlReader& reader, Lesson& lesson) {
    const std::string example = reader.required_text("example");
    Status read = for_each_table(reader, "network", [&](const toml::table& table) -> Status {
        Result<LessonNetwork> network = read_network(lesson.file, table);
        if (!network) {
            return network.error();
        }
        lesson.networks.push_back(std::move(*network));
        return Done{};
    });
    if (read) {
        read = for_each_table(reader, "step", [&](const toml::table& table) {
            return read_step(table, example, lesson);
        });
    }
    if (read) {
        read = for_each_table(reader, "check",
                              [&](const toml::table& table) { return read_check(table, lesson); });
    }
    const toml::table* const card = reader.table("card");
    return !read || card == nullptr ? read : read_card(*card, lesson);
}

}  // namespace

std::vector<std::string_view> lesson_events() {
    return {kEvents.begin(), kEvents.end()};
}

Result<Lesson> load_lesson(const fs::path& file) {
    const Result<toml::table> table = read_toml(file);
    if (!table) {
        return table.error();
    }
    Lesson lesson;
    lesson.file = file.string();
    TomlReader reader(lesson.file, *table);
    if (const Status head = read_head(reader, lesson); !head) {
        return head.error();
    }
    if (const Status parts = read_parts(reader, lesson); !parts) {
        return parts.error();
    }
    return lesson;
}

}  // namespace layerwise
