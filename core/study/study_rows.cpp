#include <algorithm>

#include "core/lessons/question.h"
#include "core/study/study_page.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

// The text of a step with its numbers; as it stands where they cannot be had.
std::string said(const StudyRun& study, const LessonStep& step, const Trace& trace,
                 const std::string& key) {
    const std::string text = lesson_text(study.catalogue, study.lesson, step.id + key);
    const Result<std::string> full =
        with_numbers(text, trace, study.lesson.convention, study.lesson.decimals);
    return full ? *full : text;
}

// The element that a question is about, or the first.
void work_out(const StudyRun& study, const std::optional<Question>& question, StudyRow& row) {
    constexpr std::size_t kMostTerms = 4;
    const Trace& trace = *row.trace;
    const bool asked = question && question->kind == AskKind::Number && question->step == row.step;
    const Element worked =
        element(trace, row.step, asked ? question->row : 0, asked ? question->col : 0);
    row.symbols = symbols_text(trace, row.step, worked, study.lesson.convention, kMostTerms);
    row.numbers = numbers_text(trace, row.step, worked, kMostTerms, study.lesson.decimals,
                               study.lesson.convention);
}

}  // namespace

std::vector<StudyRow> study_rows(const StudyRun& study) {
    std::vector<StudyRow> rows;
    for (std::size_t k = 0; k < study.lesson.steps.size(); ++k) {
        const LessonStep& step = study.lesson.steps[k];
        const StepResult& result = study.state.results[k];
        StudyRow row;
        row.trace = pass_of(study.run, step).trace;
        row.step = std::max(trace_step(*row.trace, step.at), 0);
        row.say = said(study, step, *row.trace, ".say");
        std::optional<Question> question;
        if (step.ask) {
            row.question = said(study, step, *row.trace, ".question");
            if (Result<Question> asked = question_of(study.lesson, step, study.run)) {
                question = std::move(*asked);
                row.answer = answer_text(*question);
                const bool option = question->options > 0;
                if (option) {
                    row.answer = said(study, step, *row.trace, ".option-" + row.answer);
                }
                row.given = option && !result.last.empty()
                                ? said(study, step, *row.trace, ".option-" + result.last)
                                : "";
                row.given = row.given.empty() ? result.last : row.given;
                row.first = option || result.first == result.last ? "" : result.first;
            }
        }
        row.shown = result.shown;
        row.done = result.done;
        work_out(study, question, row);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace layerwise
