// All lessons of a folder, and their words.
#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "core/lessons/lesson.h"

namespace layerwise {

namespace fs = std::filesystem;

Result<std::vector<Lesson>> load_lessons(const fs::path& folder) {
    std::vector<Lesson> lessons;
    std::error_code unreadable;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, unreadable)) {
        if (entry.path().extension() != ".toml") {
            continue;
        }
        Result<Lesson> lesson = load_lesson(entry.path());
        if (!lesson) {
            return lesson.error();
        }
        for (const Lesson& other : lessons) {
            if (other.id == lesson->id || other.number == lesson->number) {
                return Error{
                    fmt::format("{}: expected an id and a number of its own, found those "
                                "of {}",
                                lesson->file, other.file)};
            }
        }
        lessons.push_back(std::move(*lesson));
    }
    if (lessons.empty()) {
        return Error{fmt::format("{}: expected lessons (*.toml), found none", folder.string())};
    }
    std::sort(lessons.begin(), lessons.end(),
              [](const Lesson& a, const Lesson& b) { return a.number < b.number; });
    return lessons;
}

Result<Lesson> find_lesson(const std::vector<Lesson>& lessons, std::string_view id) {
    std::vector<std::string_view> ids;
    for (const Lesson& lesson : lessons) {
        if (lesson.id == id) {
            return lesson;
        }
        ids.push_back(lesson.id);
    }
    return Error{fmt::format("lesson: expected one of {}, found \"{}\"", fmt::join(ids, ", "), id)};
}

std::string lesson_text(const Catalogue& catalogue, const Lesson& lesson, std::string_view key) {
    const std::string full = fmt::format("lesson.{}.{}", lesson.id, key);
    if (has(catalogue, full)) {
        return std::string(tr(catalogue, full));
    }
    const auto own = lesson.texts.find(key);
    return own == lesson.texts.end() ? "" : own->second;
}

}  // namespace layerwise
