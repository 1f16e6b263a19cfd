// What a learner did, kept between days, and which questions come back when.
//
// The scheduler is Leitner's: cards move up a box when they are known and back to the first when
// they are not, and each box waits twice as long as the one before (S. Leitner, So lernt man
// lernen, 1972).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/lessons/player.h"

namespace layerwise {

using UnixSeconds = std::int64_t;

inline constexpr int kBoxes = 5;

// How long a card waits in a box from 1 to kBoxes: 1, 2, 4, 8, 16 days.
UnixSeconds wait_in_box(int box);

// One question of a lesson that was met.
struct PracticeCard {
    std::string lesson, step;
    int box = 1;
    UnixSeconds due = 0;
    std::uint32_t rounds = 0;  // how often it was answered
    bool missed = false;       // the last time
    bool operator==(const PracticeCard&) const = default;
};

// One go at a question.
struct Attempt {
    std::string lesson, step;
    std::uint32_t seed = 0;
    std::string first, slip;  // the first answer, and the first mistake known by name
    int tries = 0;
    bool shown = false;
    double seconds = 0;
    UnixSeconds when = 0;
    bool operator==(const Attempt&) const = default;
};

struct LessonProgress {
    std::string lesson;
    int furthest = 0;  // step
    bool finished = false;
    bool operator==(const LessonProgress&) const = default;
};

struct PracticeRecord {
    std::vector<PracticeCard> cards;
    std::vector<Attempt> attempts;  // the newest kMostAttempts
    std::vector<LessonProgress> lessons;
    bool operator==(const PracticeRecord&) const = default;
};
inline constexpr std::size_t kMostAttempts = 10000;

// With the step of the state that was just done. Known at the first try: a box up; missed: box 1.
// REQUIRES: the step is done.
PracticeRecord recorded(PracticeRecord record, const Lesson& lesson, const LessonState& state,
                        int step, UnixSeconds now);

// With how far the lesson has got.
PracticeRecord progressed(PracticeRecord record, const LessonState& state);

// The cards that are due, the longest first.
std::vector<PracticeCard> due_cards(const PracticeRecord& record, UnixSeconds now);

// Numbers that the card has not been met with: never 0, which are the example's own.
std::uint32_t fresh_seed(const PracticeCard& card);

// The record of a file; an empty one where there is no file yet. Errors: no JSON of ours.
Result<PracticeRecord> load_record(const std::filesystem::path& path);
// Errors: as write_file.
Status save_record(const std::filesystem::path& path, const PracticeRecord& record);

}  // namespace layerwise
