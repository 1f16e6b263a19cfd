// Reads what a step asks.
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "core/lessons/lesson_reader.h"

namespace layerwise {
namespace {

constexpr std::array<std::pair<AskKind, std::string_view>, 9> kKinds{{
    {AskKind::Number, "number"},
    {AskKind::Sign, "sign"},
    {AskKind::Vector, "vector"},
    {AskKind::Shape, "shape"},
    {AskKind::Shapes, "shapes"},
    {AskKind::Choice, "choice"},
    {AskKind::Picture, "picture"},
    {AskKind::Puzzle, "puzzle"},
    {AskKind::Hunt, "hunt"},
}};

Status read_option(const toml::table& table, const std::string& key, const std::string& file,
                   Ask& ask, Lesson& lesson) {
    TomlReader reader(file, table);
    reader.allow_only({"say", "when", "shows", "why"});
    const bool picture = ask.kind == AskKind::Picture;
    const std::string option = fmt::format("{}.option-{}", key, ask.options.size() + 1);
    lesson.texts[option] = reader.required_text("say");
    if (const std::string why = reader.text("why"); !why.empty()) {
        lesson.texts[option + "-why"] = why;
    }
    ask.options.push_back({picture ? "" : reader.required_text("when"),
                           picture ? reader.required_text("shows") : ""});
    return reader.status();
}

Status read_slip(const toml::table& table, const std::string& key, const std::string& file,
                 Ask& ask, Lesson& lesson) {
    TomlReader reader(file, table);
    reader.allow_only({"name", "gives", "say"});
    OwnSlip slip{reader.required_text("name"), reader.required_text("gives")};
    lesson.texts[fmt::format("{}.slip-{}", key, slip.name)] = reader.required_text("say");
    ask.slips.push_back(std::move(slip));
    return reader.status();
}

bool has_options(AskKind kind) {
    return kind == AskKind::Choice || kind == AskKind::Picture;
}

Status read_lists(TomlReader& reader, const std::string& file, const std::string& step, Ask& ask,
                  Lesson& lesson) {
    for (const toml::table* const option : reader.tables("option")) {
        if (Status read = read_option(*option, step, file, ask, lesson); !read) {
            return read;
        }
    }
    for (const toml::table* const slip : reader.tables("slip")) {
        if (Status read = read_slip(*slip, step, file, ask, lesson); !read) {
            return read;
        }
    }
    if (has_options(ask.kind) != (ask.options.size() >= 2)) {
        reader.fail("option",
                    has_options(ask.kind) ? "two or more options" : "options in a choice only",
                    fmt::format("{}", ask.options.size()));
    }
    return reader.status();
}

}  // namespace

std::string_view name(AskKind kind) {
    for (const auto& [value, text] : kKinds) {
        if (value == kind) {
            return text;
        }
    }
    return {};
}

std::optional<AskKind> ask_kind_from_name(std::string_view text) {
    for (const auto& [value, name] : kKinds) {
        if (name == text) {
            return value;
        }
    }
    return std::nullopt;
}

Result<Ask> read_ask(const std::string& file, const toml::table& table, const std::string& step,
                     Lesson& lesson) {
    TomlReader reader(file, table);
    reader.allow_only({"kind", "of", "question", "why", "option", "slip", "decimals"});
    Ask ask;
    ask.line = reader.line();
    const std::string kind = reader.required_text("kind");
    const std::optional<AskKind> known = ask_kind_from_name(kind);
    if (!known) {
        reader.fail("kind", "number, sign, vector, shape, shapes, choice, picture, puzzle or hunt",
                    fmt::format("\"{}\"", kind));
    }
    ask.kind = known.value_or(AskKind::Number);
    if (ask.kind == AskKind::Shapes) {
        ask.list = reader.texts("of");
    } else if (ask.kind != AskKind::Choice) {
        ask.of = reader.required_text("of");
    }
    const double decimals = reader.number("decimals", lesson.decimals);
    if (decimals < 0 || decimals > 6 || decimals != std::floor(decimals)) {
        reader.fail("decimals", "a whole number from 0 to 6", fmt::format("{}", decimals));
    }
    ask.decimals = static_cast<int>(decimals);
    lesson.texts[step + ".question"] = reader.required_text("question");
    if (const std::string why = reader.text("why"); !why.empty()) {
        lesson.texts[step + ".why"] = why;
    }
    if (const Status lists = read_lists(reader, file, step, ask, lesson); !lists) {
        return lists.error();
    }
    if (!reader.status()) {
        return reader.status().error();
    }
    return ask;
}

}  // namespace layerwise
