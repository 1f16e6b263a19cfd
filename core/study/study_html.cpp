// The study page as HTML.
#include <algorithm>

#include <fmt/format.h>

#include "core/export/escape.h"
#include "core/export/shape_log.h"
#include "core/study/formula_html.h"
#include "core/study/heatmap_svg.h"
#include "core/study/page.h"
#include "core/study/study_page.h"
#include "core/study/study_style.h"

namespace layerwise {
namespace {

std::string word(const StudyRun& study, std::string_view key) {
    return html_text(tr(study.catalogue, key));
}

std::string paragraph(std::string_view kind, const std::string& text) {
    return text.empty() ? "" : fmt::format("<div class=\"{}\">{}</div>", kind, text);
}

// "W1 2 × 3, x 3 × 1 → Wx1 2 × 1".
std::string shapes_html(const StudyRow& row, Convention convention) {
    const Trace& trace = *row.trace;
    const Step& step = trace.steps[static_cast<std::size_t>(row.step)];
    std::vector<std::string> operands;
    for (std::size_t k = 0; k < step.operands.size(); ++k) {
        const Tensor& operand = trace.operand(step, k);
        operands.push_back(
            fmt::format("{} {}", operand.name, text(shape(operand, trace.samples, convention))));
    }
    const Tensor& result = trace.result(step);
    return html_text(fmt::format("{} → {} {}", fmt::join(operands, ", "), result.name,
                                 text(shape(result, trace.samples, convention))));
}

std::string outcome_html(const StudyRun& study, const StudyRow& row) {
    const Trace& trace = *row.trace;
    const Step& step = trace.steps[static_cast<std::size_t>(row.step)];
    const Tensor& result = trace.result(step);
    const Matrix<double> values = written(result, study.lesson.convention);
    std::string html = fmt::format(
        R"(<div class="m">{}</div>{}<div class="muted m">{}</div>)", html_text(result.name),
        heatmap_svg(values, step.phase == Phase::Backward),
        html_text(
            tr(study.catalogue, "page.range",
               {{"min", readable(values.minCoeff())}, {"max", readable(values.maxCoeff())}})));
    if (row.question.empty()) {
        return html;
    }
    const auto fact = [&](std::string_view key, std::string_view name, const std::string& value) {
        return paragraph("muted", html_text(tr(study.catalogue, key, {{name, value}})));
    };
    html += paragraph("asked", html_text(row.question));
    if (!row.first.empty()) {
        html += fact("page.first-answer", "given", row.first);
    }
    if (!row.given.empty()) {
        html += fact("page.your-answer", "given", row.given);
    }
    if (!row.done) {
        html += paragraph("muted", word(study, "page.not-yet"));
    } else if (row.shown) {
        html += paragraph("muted", word(study, "page.shown"));
    }
    return html + paragraph("m", html_text(tr(study.catalogue, "page.right-answer",
                                              {{"answer", row.answer}})));
}

std::string row_html(const StudyRun& study, const StudyRow& row) {
    return fmt::format(
        "<tr><td>{}<p>{}</p></td><td><div class=\"m\">{}</div><div class=\"m\">{}</div>"
        "<div class=\"m\">= {}</div></td><td>{}</td></tr>\n",
        html_text(row.say), formula_html(formula(*row.trace, row.step, study.lesson.convention)),
        shapes_html(row, study.lesson.convention), html_text(row.symbols), html_text(row.numbers),
        outcome_html(study, row));
}

std::string checklist_html(const StudyRun& study) {
    std::string html =
        fmt::format("<h2>{}</h2>\n<ul class=\"checks\">\n", word(study, "page.checklist"));
    for (std::size_t k = 0; k < study.lesson.checks.size(); ++k) {
        html += fmt::format(
            "<li><span class=\"box\">{}</span>{}</li>\n", study.state.ticks[k] ? "✓" : " ",
            html_text(lesson_text(study.catalogue, study.lesson, fmt::format("check-{}", k + 1))));
    }
    return html + "</ul>\n";
}

std::string card_html(const StudyRun& study) {
    std::string html =
        fmt::format("<div class=\"card\"><h2>{}</h2>\n<table>\n", word(study, "page.card"));
    const Trace& trace = *pass_of(study.run, study.lesson.steps.back()).trace;
    for (const char* const part : {"concept", "do", "observe"}) {
        const std::string text =
            lesson_text(study.catalogue, study.lesson, fmt::format("card.{}", part));
        const Result<std::string> full =
            with_numbers(text, trace, study.lesson.convention, study.lesson.decimals);
        html +=
            fmt::format("<tr><td>{}</td><td>{}</td></tr>\n",
                        word(study, fmt::format("page.{}", part)), html_text(full ? *full : text));
    }
    return html + "</table></div>\n";
}

}  // namespace

std::string study_html(const StudyRun& study) {
    const std::string title = lesson_text(study.catalogue, study.lesson, "title");
    std::string body = fmt::format(
        "<div class=\"muted\">{}</div>\n<h1>{}</h1>\n<p class=\"goal\">{}</p>\n"
        "<table class=\"rows\">\n<thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead>\n"
        "<tbody>\n",
        html_text(
            tr(study.catalogue, "page.lesson", {{"number", std::to_string(study.lesson.number)}})),
        html_text(title), html_text(lesson_text(study.catalogue, study.lesson, "goal")),
        word(study, "page.concept"), word(study, "page.procedure"), word(study, "page.outcome"));
    for (const StudyRow& row : study_rows(study)) {
        body += row_html(study, row);
    }
    body += "</tbody>\n</table>\n" + checklist_html(study) + card_html(study);
    for (const StudyLog& log : study_logs(study)) {
        body += fmt::format(
            "<h2>{}: {}</h2>\n<table>\n<thead><tr><th>{}</th><th>{}</th>"
            "<th>{}</th></tr></thead>\n<tbody>\n",
            word(study, "page.shape-log"), html_text(log.example), word(study, "page.operation"),
            word(study, "page.operands"), word(study, "page.result"));
        for (const ShapeLine& line : log.lines) {
            body += fmt::format(
                "<tr><td class=\"m\">{}</td><td class=\"m\">{}</td><td class=\"m\">{}</td></tr>\n",
                html_text(line.equation), html_text(line.operands), html_text(line.result));
        }
        body += "</tbody>\n</table>\n";
    }
    return page_html(study.catalogue, title, body);
}

}  // namespace layerwise
