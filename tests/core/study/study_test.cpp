// The study page, the worksheet and their way to paper.
#include <algorithm>
#include <cstdlib>

#include <gmock/gmock.h>

#include "core/base/file.h"
#include "core/study/pdf.h"
#include "core/study/study_page.h"
#include "core/study/worksheet.h"
#include "tests/core/lessons/lessons.h"
#include "tests/core/temp_folder.h"
#include "tests/support/python.h"

namespace layerwise {
namespace {

using testing::HasSubstr;
using testing::Not;

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

// Read by somebody else's parser: well-formed, nothing from outside, no script.
void expect_self_contained(const std::string& html) {
    const TempFolder folder;
    ASSERT_TRUE(write_file(folder / "page.html", html));
    const PythonRun read =
        run_python({"tests/core/study/self_contained.py", (folder / "page.html").string()});
    EXPECT_EQ(read.status, 0) << read.output;
}

TEST(StudyPage, OfEveryLessonIsOneSelfContainedFile) {
    for (const std::string& language : languages(kTexts)) {
        const Catalogue words = catalogue(language);
        for (const Lesson& lesson : all_lessons()) {
            const LessonRun run = run_of(lesson);
            const LessonState state = begun(lesson, 0);
            const std::string html = study_html({lesson, run, state, words});
            expect_self_contained(html);
            EXPECT_EQ(count(html, "<svg"), lesson.steps.size()) << lesson.id;
            EXPECT_THAT(html, HasSubstr("lang=\"" + language + "\""));
            for (const std::string key : {"page.concept", "page.procedure", "page.outcome"}) {
                EXPECT_THAT(html, HasSubstr(std::string(tr(words, key))));
            }
        }
    }
}

TEST(StudyPage, IsFilledFromTheLearnersOwnRun) {
    const Lesson lesson = lesson_named("linear-map");
    const LessonRun run = run_of(lesson);
    LessonState state = answered(lesson, run, begun(lesson, 0), "0.9, -0.4", 4).value();
    state = advanced(lesson, answered(lesson, run, state, "0.9, 0.5", 9).value());
    state = shown(lesson, state, 3);
    const std::string html = study_html({lesson, run, state, catalogue("en")});
    EXPECT_THAT(html, HasSubstr("First: 0.9, -0.4"));
    EXPECT_THAT(html, HasSubstr("Your answer: 0.9, 0.5"));
    EXPECT_THAT(html, HasSubstr("The answer was shown."));
    EXPECT_EQ(count(html, "Not answered yet."), 7U);  // nine questions, two of them done
    EXPECT_EQ(count(html, "✓"), 1U);                  // of second-column; edit was not done
    EXPECT_THAT(html, HasSubstr("w11·x1 + w12·x2"));
    EXPECT_THAT(html, HasSubstr("0.90·1.20"));
    const std::string markdown = study_markdown({lesson, run, state, catalogue("en")});
    EXPECT_THAT(markdown, HasSubstr("Your answer: 0.9, 0.5"));
    EXPECT_THAT(markdown, HasSubstr("- [x] Read off where each basis arrow lands"));
    EXPECT_THAT(markdown, HasSubstr("- [ ] Step b in"));
}

TEST(StudyPage, FreshNumbersAreOnIt) {
    const Lesson lesson = lesson_named("linear-map");
    const LessonState state = begun(lesson, 3);
    const LessonRun run = run_of(lesson, 3);
    EXPECT_THAT(study_html({lesson, run, state, catalogue("en")}), Not(HasSubstr("0.90·1.20")));
}

TEST(StudyPage, RowsAreKeptWholeOnPaper) {
    const Lesson lesson = lesson_named("data");
    const std::string html =
        study_html({lesson, run_of(lesson), begun(lesson, 0), catalogue("en")});
    EXPECT_THAT(html, HasSubstr("tr, .card, .blank-step, li { break-inside: avoid;"));
    EXPECT_THAT(html, HasSubstr("@page { margin"));
    EXPECT_THAT(html, Not(HasSubstr("size: A4")));  // the printer's paper decides
}

TEST(Worksheet, DensityDecidesHowManyBlanksThereAre) {
    const Trace trace = trace_of("numpy-case");
    const auto of = [&](double density) {
        WorksheetOptions options;
        options.density = density;
        return blanks(trace, options).size();
    };
    std::size_t all = 0;
    for (const Step& step : trace.steps) {
        all += static_cast<std::size_t>(trace.result(step).value.size());
    }
    EXPECT_EQ(of(0), 0U);
    EXPECT_EQ(of(1), all);
    EXPECT_GT(of(0.3), all / 5);
    EXPECT_LT(of(0.3), all / 2);
}

TEST(Worksheet, AnswersAreTheNumbersLeftOutOnTheLastPage) {
    const Trace trace = trace_of("three-to-two");
    WorksheetOptions options;
    options.density = 0.5;
    const std::vector<Blank> left_out = blanks(trace, options);
    ASSERT_FALSE(left_out.empty());
    for (const Blank& blank : left_out) {
        const Tensor& result = trace.result(trace.steps[static_cast<std::size_t>(blank.step)]);
        EXPECT_EQ(blank.answer, at(result, blank.row, blank.col, Convention::Column));
    }
    const std::string html = worksheet_html(trace, "three-to-two", options, catalogue("en"));
    expect_self_contained(html);
    EXPECT_EQ(count(html, "class=\"blank\""), left_out.size());
    const std::string answers = html.substr(html.find("<div class=\"answers\">"));
    EXPECT_EQ(count(answers, "<li>"), left_out.size());
    EXPECT_THAT(html, HasSubstr(".answers { break-before: page;"));
}

TEST(Worksheet, LeavesOutOnlyWhatCanBeWorkedOutFromTheSheet) {
    const Trace trace = trace_of("digits");
    WorksheetOptions options;
    options.density = 1;
    for (const Blank& blank : blanks(trace, options)) {
        const Step& step = trace.steps[static_cast<std::size_t>(blank.step)];
        for (std::size_t k = 0; k < step.operands.size(); ++k) {
            EXPECT_LE(trace.operand(step, k).value.size(), 64);
        }
    }
    EXPECT_THAT(worksheet_html(trace, "digits", options, catalogue("en")),
                HasSubstr("its first 8 rows and 8 columns"));
}

// PATH with one folder only, given back afterwards.
class Path {
public:
    explicit Path(const std::string& folder) : before_(std::getenv("PATH")) {
        setenv("PATH", folder.c_str(), 1);
    }
    ~Path() { setenv("PATH", before_.c_str(), 1); }
    Path(const Path&) = delete;
    Path& operator=(const Path&) = delete;

private:
    std::string before_;
};

void write_converter(const TempFolder& folder, const std::string& script) {
    ASSERT_TRUE(write_file(folder / "weasyprint", "#!/bin/sh\n" + script + "\n"));
    std::filesystem::permissions(folder / "weasyprint", std::filesystem::perms::owner_all);
}

TEST(Pdf, IsMadeByTheConverterOnPath) {
    const TempFolder folder;
    write_converter(folder, "/bin/cat \"$1\" > \"$2\"");
    const Path path(folder.path().string());
    const Status written = write_pdf(folder / "page.pdf", "<p>page</p>");
    ASSERT_TRUE(written) << written.error().message;
    EXPECT_EQ(*read_file(folder / "page.pdf"), "<p>page</p>");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 2);
}

TEST(Pdf, FailureLeavesTheOldFileAndNothingElse) {
    const TempFolder folder;
    write_converter(folder, "exit 3");
    ASSERT_TRUE(write_file(folder / "page.pdf", "old"));
    const Path path(folder.path().string());
    const Status written = write_pdf(folder / "page.pdf", "<p>page</p>");
    ASSERT_FALSE(written);
    EXPECT_THAT(written.error().message, HasSubstr("found exit status 3"));
    EXPECT_EQ(*read_file(folder / "page.pdf"), "old");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 2);
}

TEST(Pdf, WithoutAConverterSaysWhichWouldDo) {
    const TempFolder folder;
    const Path path(folder.path().string());
    const Status written = write_pdf(folder / "page.pdf", "<p>page</p>");
    ASSERT_FALSE(written);
    EXPECT_THAT(written.error().message, HasSubstr("expected weasyprint, chromium"));
    EXPECT_FALSE(std::filesystem::exists(folder / "page.pdf"));
}

}  // namespace
}  // namespace layerwise
