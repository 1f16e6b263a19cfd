// What is kept of a learner, and when questions come back.
#include "core/practice/record.h"

#include <gmock/gmock.h>

#include "core/base/file.h"
#include "core/practice/concept_map.h"
#include "core/practice/state_file.h"
#include "tests/core/lessons/lessons.h"
#include "tests/core/temp_folder.h"

namespace layerwise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr UnixSeconds kNow = 1'700'000'000, kDay = 86400;

class Record : public testing::Test {
protected:
    // The first question of the lesson, answered so.
    PracticeRecord after(const PracticeRecord& record, std::vector<std::string> answers,
                         UnixSeconds now) {
        LessonState state = begun(lesson_, 4);
        for (const std::string& typed : answers) {
            state = answered(lesson_, run_, state, typed, 6).value();
        }
        return recorded(record, lesson_, state, 0, now);
    }
    std::string right() {
        return answer_text(question_now(lesson_, run_, begun(lesson_, 4)).value());
    }

    Lesson lesson_ = lesson_named("data");
    LessonRun run_ = run_of(lesson_, 4);
};

TEST_F(Record, KnownCardsWaitTwiceAsLongEachTime) {
    PracticeRecord record;
    UnixSeconds now = kNow;
    for (const int days : {1, 2, 4, 8, 16, 16}) {
        record = after(record, {right()}, now);
        EXPECT_EQ(record.cards.front().due, now + days * kDay);
        EXPECT_THAT(due_cards(record, record.cards.front().due - 1), testing::IsEmpty());
        now = record.cards.front().due;
        EXPECT_EQ(due_cards(record, now).size(), 1U);
    }
}

TEST_F(Record, MissedCardReturnsTomorrowWithNewNumbers) {
    PracticeRecord record = after({}, {right()}, kNow);
    record = after(record, {right()}, kNow);
    const std::uint32_t seed = fresh_seed(record.cards.front());
    record = after(record, {"99", right()}, kNow);
    const PracticeCard& card = record.cards.front();
    EXPECT_TRUE(card.missed);
    EXPECT_EQ(card.due, kNow + kDay);
    EXPECT_NE(fresh_seed(card), seed);
    EXPECT_NE(fresh_seed(card), 0U);
    const Question before = question_of(lesson_, lesson_.steps[2], run_of(lesson_, seed)).value();
    const Question later =
        question_of(lesson_, lesson_.steps[2], run_of(lesson_, fresh_seed(card))).value();
    EXPECT_NE(before.value, later.value);
}

TEST_F(Record, KeepsAnswersMissesAndTimes) {
    const PracticeRecord record = after({}, {"99", right()}, kNow);
    ASSERT_EQ(record.attempts.size(), 1U);
    const Attempt& attempt = record.attempts.front();
    EXPECT_EQ(attempt.first, "99");
    EXPECT_EQ(attempt.tries, 2);
    EXPECT_EQ(attempt.seconds, 6);
    EXPECT_EQ(attempt.seed, 4U);
    EXPECT_EQ(attempt.when, kNow);
}

TEST_F(Record, ComesBackFromItsFileAsItWas) {
    const TempFolder folder;
    const std::filesystem::path path = folder / "record.json";
    EXPECT_EQ(load_record(path).value(), PracticeRecord{});
    PracticeRecord record = after({}, {"99", right()}, kNow);
    record = progressed(record, begun(lesson_, 0));
    ASSERT_TRUE(save_record(path, record));
    EXPECT_EQ(load_record(path).value(), record);
}

TEST_F(Record, BadFileIsAnErrorThatNamesIt) {
    const TempFolder folder;
    for (const char* const bytes :
         {"", "{}", "[1]", R"({"cards": [{}], "attempts": [], "lessons": []})",
          R"({"cards": [{"lesson": "a", "step": "b", "box": 9, "due": 0, "rounds": 0,
             "missed": false}], "attempts": [], "lessons": []})"}) {
        ASSERT_TRUE(write_file(folder / "record.json", bytes));
        const auto record = load_record(folder / "record.json");
        ASSERT_FALSE(record) << bytes;
        EXPECT_THAT(record.error().message, HasSubstr("record.json: expected"));
    }
}

TEST_F(Record, RunOfALessonGoesOnAnotherDay) {
    const TempFolder folder;
    const std::filesystem::path path = folder / "run.json";
    LessonState state = answered(lesson_, run_, begun(lesson_, 4), "99", 6).value();
    state = advanced(lesson_, answered(lesson_, run_, state, right(), 8).value());
    ASSERT_TRUE(save_state(path, state));
    const LessonState again = load_state(path, lesson_).value();
    EXPECT_EQ(again.seed, 4U);
    EXPECT_EQ(again.step, 1);
    EXPECT_EQ(again.results[0].first, "99");
    EXPECT_EQ(again.results[0].last, right());
    EXPECT_EQ(again.results[0].seconds, 8);
    EXPECT_EQ(again.ticks, state.ticks);
    EXPECT_FALSE(again.finished);
    const auto other = load_state(path, lesson_named("softmax"));
    ASSERT_FALSE(other);
    EXPECT_THAT(other.error().message, HasSubstr("expected a run of softmax"));
    ASSERT_TRUE(write_file(path, "{}"));
    EXPECT_FALSE(load_state(path, lesson_));
}

std::vector<std::string> states(const ConceptMap& map) {
    std::vector<std::string> names;
    for (const ConceptNode& node : map.nodes) {
        names.emplace_back(name(node.state));
    }
    return names;
}

TEST(Concepts, MapSaysWhatIsDoneNextAndMissed) {
    const std::vector<Lesson> lessons = all_lessons();
    PracticeRecord record;
    EXPECT_THAT(states(concept_map(lessons, record)),
                ElementsAre("next", "later", "later", "later", "later", "later"));
    for (const std::string id : {"data", "numpy-program", "digits"}) {
        record.lessons.push_back({id, 0, true});
    }
    EXPECT_THAT(states(concept_map(lessons, record)),
                ElementsAre("done", "next", "later", "later", "later", "later"));
    record.cards.push_back({"data", "batch", 1, 0, 1, true});
    EXPECT_THAT(states(concept_map(lessons, record)),
                ElementsAre("missed", "next", "later", "later", "later", "later"));
}

TEST(Concepts, EveryLessonAndEveryEdgeHasItsPlaceAndWords) {
    const std::vector<Lesson> lessons = all_lessons();
    const ConceptMap map = concept_map(lessons, {});
    const Catalogue english = catalogue("en");
    for (const ConceptNode& node : map.nodes) {
        EXPECT_FALSE(node.lessons.empty()) << node.id;
        EXPECT_TRUE(has(english, "map." + node.id));
    }
    for (const ConceptEdge& edge : map.edges) {
        EXPECT_TRUE(has(english, edge.key)) << edge.key;
        EXPECT_LT(edge.from, 6);
        EXPECT_LT(edge.to, 6);
    }
    for (const Lesson& lesson : lessons) {
        for (const std::string& id : lesson.nodes) {
            EXPECT_TRUE(std::any_of(map.nodes.begin(), map.nodes.end(),
                                    [&](const ConceptNode& node) { return node.id == id; }))
                << lesson.id << ": " << id;
        }
    }
}

}  // namespace
}  // namespace layerwise
