#include "core/lessons/question.h"

#include <fmt/format.h>

#include "core/lessons/cells.h"
#include "core/network/numpy_random.h"
#include "core/trace/element.h"

namespace layerwise {

using Values = Matrix<double>;

Question question_about(const std::shared_ptr<const Trace>& trace, int step, std::uint32_t seed,
                        int decimals) {
    const Step& s = trace->steps[static_cast<std::size_t>(step)];
    const Values& result = trace->result(s).value;
    NumpyRandom random(seed);
    const auto place = [&](Index size) {
        return static_cast<Index>(random.rand() * static_cast<double>(size));
    };
    Question question;
    question.row = place(result.rows());
    question.col = place(result.cols());
    question.tensor = s.result;
    question.step = step;
    question.decimals = decimals;
    question.value = result.block(question.row, question.col, 1, 1);
    question.trace = trace;
    // Nobody adds 784 products by hand; the sign can be guessed from the picture.
    constexpr std::size_t kMostTerms = 8;
    const Element worked = element(*trace, step, question.row, question.col);
    if (worked.terms.size() > kMostTerms) {
        question.kind = AskKind::Sign;
    } else {
        question.slips = slips_at(*trace, {s.result, question.row, question.col, false});
    }
    return question;
}

std::string worked_text(const Question& question, Convention convention) {
    if (question.step < 0 || question.kind != AskKind::Number) {
        return {};
    }
    constexpr std::size_t kMostTerms = 6;
    const Trace& trace = *question.trace;
    const Element worked = element(trace, question.step, question.row, question.col);
    return fmt::format(
        "{} = {}", symbols_text(trace, question.step, worked, convention, kMostTerms),
        numbers_text(trace, question.step, worked, kMostTerms, question.decimals, convention));
}

}  // namespace layerwise
