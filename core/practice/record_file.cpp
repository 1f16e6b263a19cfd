// The record as JSON.
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/base/file.h"
#include "core/practice/record.h"

namespace layerwise {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PracticeCard, lesson, step, box, due, rounds, missed)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Attempt, lesson, step, seed, first, slip, tries, shown, seconds,
                                   when)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LessonProgress, lesson, furthest, finished)

Result<PracticeRecord> load_record(const std::filesystem::path& path) {
    std::error_code unreadable;
    if (!std::filesystem::exists(path, unreadable)) {
        return PracticeRecord{};
    }
    const Result<std::string> bytes = read_file(path);
    if (!bytes) {
        return bytes.error();
    }
    PracticeRecord record;
    try {
        const nlohmann::json json = nlohmann::json::parse(*bytes);
        json.at("cards").get_to(record.cards);
        json.at("attempts").get_to(record.attempts);
        json.at("lessons").get_to(record.lessons);
    } catch (const nlohmann::json::exception& error) {
        return Error{
            fmt::format("{}: expected a learner's record, found: {}", path.string(), error.what())};
    }
    for (const PracticeCard& card : record.cards) {
        if (card.box < 1 || card.box > kBoxes) {
            return Error{fmt::format("{}: expected a box from 1 to {} of card {}.{}, found {}",
                                     path.string(), kBoxes, card.lesson, card.step, card.box)};
        }
    }
    return record;
}

Status save_record(const std::filesystem::path& path, const PracticeRecord& record) {
    const nlohmann::json json = {
        {"cards", record.cards}, {"attempts", record.attempts}, {"lessons", record.lessons}};
    return write_file(path,
                      json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n');
}

}  // namespace layerwise
