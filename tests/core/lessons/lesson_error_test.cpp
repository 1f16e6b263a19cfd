// What is wrong with a lesson file is said with its line.
#include <gmock/gmock.h>

#include "core/base/file.h"
#include "tests/core/lessons/lessons.h"
#include "tests/core/temp_folder.h"

namespace layerwise {
namespace {

using testing::HasSubstr;

constexpr std::string_view kSound = R"(id = "tiny"
number = 1
title = "Tiny"
goal = "A goal."
example = "two-to-two"
[[step]]
id = "one"
at = "z1"
say = "Look at {z1[1]}."
[step.ask]
kind = "number"
of = "z1[1]"
question = "What is it?"
[[check]]
say = "Look"
step = "one"
[card]
concept = "C"
do = "D"
observe = "O"
)";

class LessonFile : public testing::Test {
protected:
    // The error of the sound lesson with one text replaced by another.
    std::string error(const std::string& from, const std::string& to) {
        std::string text(kSound);
        EXPECT_THAT(text, HasSubstr(from));
        text.replace(text.find(from), from.size(), to);
        EXPECT_TRUE(write_file(folder_ / "tiny.toml", text));
        const Result<Lesson> lesson = load_lesson(folder_ / "tiny.toml");
        if (!lesson) {
            return lesson.error().message;
        }
        const Result<LessonRun> run = make_run(*lesson, 0);
        const Status checked = run ? check_lesson(*lesson, *run) : Status(run.error());
        return checked ? "no error" : checked.error().message;
    }

    TempFolder folder_;
};

TEST_F(LessonFile, SoundOneIsSound) {
    EXPECT_EQ(error("Tiny", "Small"), "no error");
}

TEST_F(LessonFile, ErrorsNameFileLineExpectedAndFound) {
    EXPECT_THAT(error("kind = \"number\"", "kind = \"numbre\""),
                HasSubstr("tiny.toml:11: expected number, sign, vector"));
    EXPECT_THAT(error("of = \"z1[1]\"", "of = \"z7[1]\""),
                HasSubstr("tiny.toml:10: \"z7[1]\", character 1: expected a name of this pass"));
    EXPECT_THAT(error("at = \"z1\"", "at = \"z8\""),
                HasSubstr("tiny.toml:6: expected a tensor of two-to-two in at, found \"z8\""));
    EXPECT_THAT(error("{z1[1]}", "{z1[9]}"), HasSubstr("one.say: \"z1[9]\""));
    EXPECT_THAT(error("title = \"Tiny\"\n", ""), HasSubstr("expected a text as title, found none"));
    EXPECT_THAT(error("number = 1", "number = 1.5"), HasSubstr("tiny.toml:2: expected a whole"));
    EXPECT_THAT(error("example = \"two-to-two\"", "example = \"two\""),
                HasSubstr("example: expected one of"));
    EXPECT_THAT(error("step = \"one\"", "step = \"two\""),
                HasSubstr("tiny.toml:16: expected the id of a step"));
    EXPECT_THAT(error("observe = \"O\"", "observes = \"O\""), HasSubstr("found \"observes\""));
    EXPECT_THAT(error("say = \"Look\"", "say = 3"),
                HasSubstr("tiny.toml:15: expected a text as say, found integer"));
    EXPECT_THAT(error("[card]", "[card"), HasSubstr("tiny.toml:17: expected TOML"));
    EXPECT_THAT(error("kind = \"number\"", "kind = \"choice\""), HasSubstr("two or more options"));
}

TEST_F(LessonFile, ChoiceNeedsExactlyOneRightOption) {
    const std::string options =
        "kind = \"choice\"\nquestion = \"Which?\"\n[[step.ask.option]]\nsay = \"a\"\nwhen = \"";
    const std::string second = "\"\n[[step.ask.option]]\nsay = \"b\"\nwhen = \"";
    const std::string from = "kind = \"number\"\nof = \"z1[1]\"\nquestion = \"What is it?\"";
    EXPECT_EQ(error(from, options + "1" + second + "0\""), "no error");
    EXPECT_THAT(error(from, options + "1" + second + "1\""), HasSubstr("found 2"));
    EXPECT_THAT(error(from, options + "0" + second + "0\""), HasSubstr("found 0"));
}

TEST_F(LessonFile, TwoLessonsCannotShareAnId) {
    ASSERT_TRUE(write_file(folder_ / "a.toml", kSound));
    ASSERT_TRUE(write_file(folder_ / "b.toml", kSound));
    const auto lessons = load_lessons(folder_.path());
    ASSERT_FALSE(lessons);
    EXPECT_THAT(lessons.error().message, HasSubstr("expected an id and a number of its own"));
    EXPECT_FALSE(load_lessons(folder_ / "none"));
}

TEST_F(LessonFile, NetworksMustFitTheirSamples) {
    const std::string network =
        "[[network]]\nid = \"own\"\nx = [[1, 2]]\ny = [[1]]\nW1 = [[1, 2]]\nb1 = [0]\n"
        "f = [\"relu\"]\n[[step]]";
    EXPECT_EQ(error("[[step]]", network), "no error");
    const auto with = [&](const std::string& from, const std::string& to) {
        std::string text = network;
        text.replace(text.find(from), from.size(), to);
        return error("[[step]]", text);
    };
    EXPECT_THAT(with("x = [[1, 2]]", "x = [[1, 2, 3]]"),
                HasSubstr("samples of 2 numbers, found 3"));
    EXPECT_THAT(with("y = [[1]]", "y = [[1], [2]]"), HasSubstr("1 targets of 1 numbers"));
    EXPECT_THAT(with("b1 = [0]", "b1 = [0, 1]"), HasSubstr("expected 1 numbers, found 2"));
    EXPECT_THAT(with("\"relu\"", "\"rely\""), HasSubstr("found \"rely\""));
    EXPECT_THAT(with("W1 = [[1, 2]]", "W1 = [[1, 2], [3]]"), HasSubstr("2 numbers in each row"));
    EXPECT_EQ(with("W1 = [[1, 2]]\nb1 = [0]", "sizes = [2, 1]\nseed = 3"), "no error");
    EXPECT_THAT(with("W1 = [[1, 2]]\nb1 = [0]", "sizes = [2, 3, 1]"), HasSubstr("2 activations"));
}

}  // namespace
}  // namespace layerwise
