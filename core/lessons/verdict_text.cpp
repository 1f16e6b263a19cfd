// Questions and verdicts in words.
#include <fmt/format.h>

#include "core/lessons/puzzle.h"
#include "core/lessons/question.h"
#include "core/trace/element.h"

namespace layerwise {

std::string answer_text(const Question& question) {
    switch (question.kind) {
        case AskKind::Number:
        case AskKind::Vector: {
            std::vector<std::string> numbers;
            for (const double value : question.value.reshaped()) {
                numbers.push_back(number_text(value, question.decimals));
            }
            return fmt::format("{}", fmt::join(numbers, ", "));
        }
        case AskKind::Sign: {
            const double value = question.value(0, 0);
            return value > 0 ? "+" : value < 0 ? "−" : "0";
        }
        case AskKind::Shape:
        case AskKind::Shapes: {
            std::vector<std::string> shapes;
            for (const Shape& shape : question.shapes) {
                shapes.push_back(text(shape));
            }
            return fmt::format("{}", fmt::join(shapes, "; "));
        }
        case AskKind::Choice:
        case AskKind::Picture:
            return fmt::format("{}", question.right + 1);
        case AskKind::Puzzle:
            return solution(*question.trace, puzzle_of(*question.trace, question.tensor));
        case AskKind::Hunt:
            return question.names.front();
    }
    return {};
}

std::string verdict_text(const Catalogue& catalogue, const Lesson* lesson, const LessonStep* step,
                         const Question& question, const Verdict& verdict) {
    std::string text;
    const auto own = [&](const std::string& key) {
        return lesson == nullptr || step == nullptr
                   ? std::string()
                   : lesson_text(catalogue, *lesson, fmt::format("{}.{}", step->id, key));
    };
    if (verdict.judgement == Judgement::Right) {
        text = own("why");
        text = text.empty() ? std::string(tr(catalogue, "verdict.right")) : text;
    } else if (!verdict.slip.empty()) {
        text = own("slip-" + verdict.slip);
        text = text.empty() ? std::string(tr(catalogue, "slip." + verdict.slip)) : text;
    } else if (question.options > 0 && !verdict.facts.empty()) {
        text = own(fmt::format("option-{}-why", verdict.facts.front().second));
    }
    if (text.empty()) {
        text = tr(catalogue, fmt::format("verdict.wrong-{}", name(question.kind)));
    }
    for (const auto& [fact, value] : verdict.facts) {
        text = filled(text, {{fact, value}});
    }
    const Convention convention = lesson == nullptr ? Convention::Column : lesson->convention;
    const Result<std::string> said =
        with_numbers(text, *question.trace, convention, question.decimals);
    return said ? *said : text;
}

}  // namespace layerwise
