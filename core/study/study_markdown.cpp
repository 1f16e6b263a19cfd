// The study page as Markdown.
#include <fmt/format.h>

#include "core/study/page.h"
#include "core/study/study_page.h"
#include "core/trace/notation.h"

namespace layerwise {
namespace {

// In a cell of a table: what would end it or start markup is escaped.
std::string cell(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (std::string_view("\\|*_`[]<>").find(c) != std::string_view::npos) {
            escaped += '\\';
        }
        escaped += c == '\n' ? ' ' : c;
    }
    return escaped;
}

std::string answer(const StudyRun& study, const StudyRow& row) {
    if (row.question.empty()) {
        return "";
    }
    std::string text = "<br>" + cell(row.question);
    if (!row.given.empty()) {
        text += "<br>" + cell(tr(study.catalogue, "page.your-answer", {{"given", row.given}}));
    } else if (!row.done) {
        text += "<br>" + cell(tr(study.catalogue, "page.not-yet"));
    }
    return text + "<br>" + cell(tr(study.catalogue, "page.right-answer", {{"answer", row.answer}}));
}

std::string row_text(const StudyRun& study, const StudyRow& row) {
    const Tensor& result = row.trace->result(row.trace->steps[static_cast<std::size_t>(row.step)]);
    return fmt::format("| {} | {}<br>{}<br>= {} | {} {}{} |\n", cell(row.say),
                       cell(equation(*row.trace, row.step, study.lesson.convention)),
                       cell(row.symbols), cell(row.numbers), cell(result.name),
                       text(shape(result, row.trace->samples, study.lesson.convention)),
                       answer(study, row));
}

}  // namespace

std::string study_markdown(const StudyRun& study) {
    const Catalogue& words = study.catalogue;
    const auto own = [&](const std::string& key) { return lesson_text(words, study.lesson, key); };
    std::string text = fmt::format("# {}\n\n{}\n\n| {} | {} | {} |\n|---|---|---|\n", own("title"),
                                   own("goal"), tr(words, "page.concept"),
                                   tr(words, "page.procedure"), tr(words, "page.outcome"));
    for (const StudyRow& row : study_rows(study)) {
        text += row_text(study, row);
    }
    text += fmt::format("\n## {}\n\n", tr(words, "page.checklist"));
    for (std::size_t k = 0; k < study.lesson.checks.size(); ++k) {
        text += fmt::format("- [{}] {}\n", study.state.ticks[k] ? "x" : " ",
                            own(fmt::format("check-{}", k + 1)));
    }
    text += fmt::format("\n## {}\n\n", tr(words, "page.card"));
    const Trace& last = *pass_of(study.run, study.lesson.steps.back()).trace;
    for (const char* const part : {"concept", "do", "observe"}) {
        const std::string line = own(fmt::format("card.{}", part));
        const Result<std::string> full =
            with_numbers(line, last, study.lesson.convention, study.lesson.decimals);
        text += fmt::format("- **{}** {}\n", tr(words, fmt::format("page.{}", part)),
                            full ? *full : line);
    }
    for (const StudyLog& log : study_logs(study)) {
        text += fmt::format("\n## {}: {}\n\n| {} | {} | {} |\n|---|---|---|\n",
                            tr(words, "page.shape-log"), log.example, tr(words, "page.operation"),
                            tr(words, "page.operands"), tr(words, "page.result"));
        for (const ShapeLine& line : log.lines) {
            text += fmt::format("| {} | {} | {} |\n", cell(line.equation), cell(line.operands),
                                cell(line.result));
        }
    }
    return text;
}

}  // namespace layerwise
