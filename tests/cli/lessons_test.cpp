// layerwise lessons, study, worksheet, program, check and loops; and --lesson.
#include <algorithm>

#include <gmock/gmock.h>

#include "core/practice/state_file.h"
#include "tests/cli/fixture.h"
#include "tests/cli/run.h"

namespace layerwise {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Lessons : public CommandLine {
protected:
    // One line on stderr, status 2, nothing written.
    void expect_refused(const std::vector<std::string>& arguments, const std::string& said) {
        const std::ptrdiff_t before = file_count();
        const Outcome result = run(arguments);
        EXPECT_EQ(result.status, 2) << said;
        EXPECT_EQ(result.out, "");
        EXPECT_THAT(result.err, StartsWith("layerwise: "));
        EXPECT_THAT(result.err, HasSubstr(said));
        EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1);
        EXPECT_EQ(file_count(), before);
    }
};

TEST_F(Lessons, AreListedInBothLanguages) {
    const Outcome english = run({"lessons"});
    EXPECT_EQ(english.status, 0) << english.err;
    EXPECT_THAT(english.out, StartsWith("1  data             Data is a vector"));
    EXPECT_EQ(std::count(english.out.begin(), english.out.end(), '\n'), 9);
    EXPECT_THAT(run({"lessons", "--language", "zh"}).out, HasSubstr("反向传播"));
    expect_refused({"lessons", "--language", "xx"}, "--language: expected one of en, zh");
}

TEST_F(Lessons, StudyWritesThePageInItsFormatAndLanguage) {
    EXPECT_EQ(run({"study", "--lesson", "softmax", "-o", path("a.html")}).status, 0);
    EXPECT_THAT(read("a.html"), HasSubstr("Softmax and the loss"));
    EXPECT_EQ(run({"study", "--lesson", "softmax", "--language", "zh", "-o", path("a.md")}).status,
              0);
    EXPECT_THAT(read("a.md"), StartsWith("# Softmax 与损失"));
    EXPECT_EQ(run({"study", "--lesson", "data", "--seed", "5", "-o", path("b.html")}).status, 0);
    EXPECT_EQ(run({"study", "--lesson", "data", "-o", path("c.html")}).status, 0);
    EXPECT_NE(read("b.html"), read("c.html"));
    EXPECT_EQ(run({"study", "--lesson", "data", "--format", "md", "-o", path("page.txt")}).status,
              0);
    EXPECT_THAT(read("page.txt"), StartsWith("# Data"));
}

TEST_F(Lessons, StudyIsFilledFromARunThatWasKept) {
    const Lesson lesson = load_lesson(LAYERWISE_SOURCE_DIR "/assets/lessons/1-data.toml").value();
    const LessonRun numbers = make_run(lesson, 9).value();
    const LessonState state = answered(lesson, numbers, begun(lesson, 9), "0.123", 1).value();
    ASSERT_TRUE(save_state(path("run.json"), state));
    EXPECT_EQ(
        run({"study", "--lesson", "data", "--run", path("run.json"), "-o", path("a.html")}).status,
        0);
    EXPECT_THAT(read("a.html"), HasSubstr("Your answer: 0.123"));
    expect_refused(
        {"study", "--lesson", "softmax", "--run", path("run.json"), "-o", path("b.html")},
        "expected a run of softmax");
    expect_refused({"study", "--lesson", "data", "--run", path("run.json"), "--seed", "1", "-o",
                    path("b.html")},
                   "found both");
}

TEST_F(Lessons, StudyRefusesWhatItCannotDo) {
    expect_refused({"study", "--lesson", "none", "-o", path("a.html")},
                   "--lesson: expected one of data, linear-map");
    expect_refused({"study", "--lesson", "data", "-o", path("a.doc")}, "--output: expected a file");
    expect_refused({"study", "--lesson", "data", "--format", "tex", "-o", path("a.html")},
                   "--format: expected html, md or pdf");
    expect_refused({"study", "--lesson", "data", "--seed", "-1", "-o", path("a.html")}, "--seed");
    expect_refused({"study", "--lesson", "data", "-o", path("no/a.html")}, "no");
    expect_refused({"study", "-o", path("a.html")}, "expected --lesson");
}

TEST_F(Lessons, WorksheetIsOfAnExampleOrOfALesson) {
    EXPECT_EQ(run({"worksheet", "--example", "numpy-case", "-o", path("a.html")}).status, 0);
    EXPECT_THAT(read("a.html"), HasSubstr("class=\"blank\""));
    EXPECT_EQ(run({"worksheet", "--lesson", "data", "--density", "0", "-o", path("b.html")}).status,
              0);
    EXPECT_EQ(read("b.html").find("class=\"blank\""), std::string::npos);
    expect_refused({"worksheet", "--density", "1.5", "-o", path("c.html")}, "--density");
    expect_refused({"worksheet", "--example", "none", "-o", path("c.html")}, "--example: expected");
    expect_refused({"worksheet", "--example", "digits", "--lesson", "data", "-o", path("c.html")},
                   "found both");
    expect_refused({"worksheet", "-o", path("c.md")}, ".html or .pdf");
}

TEST_F(Lessons, ProgramsAreWrittenInThreeLanguages) {
    for (const auto& [language, start] :
         std::vector<std::pair<std::string, std::string>>{{"numpy", "import numpy as np"},
                                                          {"pytorch", "import torch"},
                                                          {"eigen", "#include <Eigen/Dense>"}}) {
        const Outcome result = run({"program", "--example", "two-two-one", "--language", language});
        EXPECT_EQ(result.status, 0) << result.err;
        EXPECT_THAT(result.out, HasSubstr(start));
    }
    expect_refused({"program", "--example", "two-two-one", "--language", "fortran"},
                   "numpy, pytorch or eigen");
    expect_refused({"program", "--example", "two-two-one", "--image", "3"}, "digits");
}

TEST_F(Lessons, CheckTellsAgreementDifferenceAndNonsenseApart) {
    const std::string first = "layerwise-pass 1 two-two-one 0 1 column\n";
    ASSERT_TRUE(write_file(path("good.txt"), first + "z1 1 2 2 -1\n"));
    const Outcome good = run({"check", path("good.txt")});
    EXPECT_EQ(good.status, 0);
    EXPECT_THAT(good.out, StartsWith("1 values agree"));
    EXPECT_THAT(good.out, HasSubstr("not printed: Wx1"));
    ASSERT_TRUE(write_file(path("bad.txt"), first + "z1 1 2 2 -1.001\n"));
    const Outcome bad = run({"check", path("bad.txt")});
    EXPECT_EQ(bad.status, 1);
    EXPECT_THAT(bad.out, StartsWith("z1[1]: expected -1, found -1.001"));
    ASSERT_TRUE(write_file(path("none.txt"), "hello\n"));
    expect_refused({"check", path("none.txt")}, "none.txt:1: expected what a copied program");
    ASSERT_TRUE(write_file(path("other.txt"), "layerwise-pass 1 nothing 0 1 row\n"));
    expect_refused({"check", path("other.txt")}, "other.txt:1: example: expected one of");
    expect_refused({"check", path("missing.txt")}, "missing.txt");
}

TEST_F(Lessons, LoopsPrintALineForEachWay) {
    const Outcome result = run({"loops", "--size", "8x16x4", "--seconds", "0"});
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_THAT(result.out, StartsWith("(8 × 16)(16 × 4): 1024 FLOPs, 1792 bytes\n"));
    for (const char* const way : {"naive", "reordered", "blocked", "eigen"}) {
        EXPECT_THAT(result.out, HasSubstr(way));
    }
    for (const char* const size : {"8x16", "8x16x4x2", "0x1x1", "x", "9999x1x1"}) {
        expect_refused({"loops", "--size", size}, "--size: expected MxKxN");
    }
    expect_refused({"loops", "--seconds", "-1"}, "--seconds");
}

TEST_F(Lessons, WindowGetsTheLessonThatThereIs) {
    std::optional<WindowOptions> kept;
    const WindowCommands commands{
        [&](const WindowOptions& options) { return kept = options, 0; }, {}, {}};
    EXPECT_EQ(run({"--lesson", "linear-map"}, commands).status, 0);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->lesson, "linear-map");
    EXPECT_EQ(run({"--lesson", "linear"}, commands).status, 2);
}

}  // namespace
}  // namespace layerwise
