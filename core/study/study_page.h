// The page to take home: concept, procedure and observable outcome side by side.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/lessons/player.h"

namespace layerwise {

// A lesson as somebody went through it. Nothing here is kept beyond the call.
struct StudyRun {
    const Lesson& lesson;
    const LessonRun& run;
    const LessonState& state;
    const Catalogue& catalogue;
};

// One row of the page, in the catalogue's language: one step of the lesson.
struct StudyRow {
    std::string say;       // the lesson's words, with the numbers put in
    std::string question;  // "" where nothing is asked
    std::string answer;    // the right one
    std::string given;     // the learner's last answer, "" where there is none
    std::string first;     // the first one, where it was another
    bool shown = false;    // it was shown
    bool done = false;
    int step = 0;  // of the trace
    std::shared_ptr<const Trace> trace;
    std::string symbols, numbers;  // one element worked out, the one asked for where it is one
};
std::vector<StudyRow> study_rows(const StudyRun& study);

// One self-contained page that prints on A4 and on Letter without breaking a row: the rows with
// formula, shapes, numbers and heatmaps; the checklist with what was done; the review card; the
// shape log of the steps that the lesson walked. Well-formed XML.
std::string study_html(const StudyRun& study);

// The same as Markdown, without heatmaps.
std::string study_markdown(const StudyRun& study);

}  // namespace layerwise
