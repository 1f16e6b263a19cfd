#include "core/study/page.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/export/escape.h"
#include "core/export/shape_log.h"
#include "core/study/study_style.h"

namespace layerwise {

std::string page_html(const Catalogue& catalogue, const std::string& title,
                      const std::string& body) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{0}\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        "<title>{1}</title>\n<style>\n{2}</style>\n</head>\n<body>\n{3}</body>\n</html>\n",
        html_text(catalogue.language), html_text(title), kStudyStyle, body);
}

std::vector<StudyLog> study_logs(const StudyRun& study) {
    std::vector<StudyLog> logs;
    for (const LessonPass& pass : study.run.passes) {
        int furthest = 0;
        for (const LessonStep& step : study.lesson.steps) {
            if (step.example == pass.example.id) {
                furthest = std::max(furthest, trace_step(*pass.trace, step.at));
            }
        }
        StudyLog log{pass.example.id, {}};
        for (const ShapeRow& row : shape_log(*pass.trace, study.lesson.convention)) {
            if (row.index > furthest + 1) {
                break;
            }
            std::vector<std::string> operands;
            for (const ShapedName& operand : row.operands) {
                operands.push_back(fmt::format("{} {}", operand.name, text(operand.shape)));
            }
            log.lines.push_back({row.equation, fmt::format("{}", fmt::join(operands, ", ")),
                                 fmt::format("{} {}", row.result.name, text(row.result.shape))});
        }
        logs.push_back(std::move(log));
    }
    return logs;
}

std::string operation_key(Operation operation) {
    switch (operation) {
        case Operation::WeightedSum:
            return "operation.weighted-sum";
        case Operation::AddBias:
            return "operation.add-bias";
        case Operation::Activate:
            return "operation.activate";
        case Operation::Loss:
            return "operation.loss";
        case Operation::LossGradient:
            return "operation.loss-gradient";
        case Operation::LocalSlope:
            return "operation.local-slope";
        case Operation::GradientZ:
            return "operation.gradient-z";
        case Operation::GradientW:
            return "operation.gradient-w";
        case Operation::GradientB:
            return "operation.gradient-b";
        case Operation::GradientX:
            return "operation.gradient-x";
        case Operation::UpdateW:
            return "operation.update-w";
        case Operation::UpdateB:
            return "operation.update-b";
    }
    return {};
}

}  // namespace layerwise
