// The loss worked out, and the elements of its slope.
#include <fmt/format.h>

#include "core/trace/expression.h"
#include "core/trace/scribe.h"

namespace layerwise {

std::string scaled_text(Index numerator, Index denominator, const std::string& sum) {
    if (numerator == denominator) {
        return sum;
    }
    return denominator == 1 ? fmt::format("{}·({})", numerator, sum)
                            : fmt::format("{}/{}·({})", numerator, denominator, sum);
}

std::string loss_gradient_text(const Trace& trace, const Step& step, const Element& element,
                               const Scribe& scribe) {
    const int a = step.operands[0], y = step.operands[1];
    const Index i = element.row, n = element.col, divisor = mean_divisor(trace);
    const std::string a_factor = scribe.factor(a, i, n), y_factor = scribe.factor(y, i, n);
    const std::string error = fmt::format("{} − {}", scribe.entry(a, i, n), y_factor);
    switch (trace.loss) {
        case Loss::MeanSquaredError:
            return scaled_text(2, divisor, error);
        case Loss::BinaryCrossEntropy: {
            const std::string quotient = fmt::format("({0})/({1}·(1 − {1}))", error, a_factor);
            return divisor == 1 ? quotient : fmt::format("1/{}·{}", divisor, quotient);
        }
        case Loss::CrossEntropy: {
            const std::string quotient = fmt::format("{}/{}", y_factor, a_factor);
            return divisor == 1 ? "−" + quotient : fmt::format("−1/{}·{}", divisor, quotient);
        }
    }
    return {};
}

std::string loss_text(const Trace& trace, const Step& step, const Element& element,
                      const Scribe& scribe, std::size_t max_terms) {
    const int a = step.operands[0], y = step.operands[1];
    const bool binary = trace.loss == Loss::BinaryCrossEntropy;
    std::string sum;
    std::size_t shown = 0, left = 0;
    for (std::size_t k = 0; k < element.terms.size(); ++k) {
        const Term& term = element.terms[k];
        const bool squares = trace.loss == Loss::MeanSquaredError;
        if (!squares && term.left == 0) {
            continue;
        }
        if (shown == max_terms) {
            ++left;
            continue;
        }
        const Term& place = squares || !binary || k % 2 == 0 ? term : element.terms[k - 1];
        const Index i = place.left_row, n = place.left_col;
        const std::string a_text = scribe.factor(a, i, n), y_text = scribe.factor(y, i, n);
        sum += shown == 0 ? "" : " + ";
        if (squares) {
            sum += fmt::format("({} − {})²", scribe.entry(a, i, n), y_text);
        } else if (binary && k % 2 == 1) {
            sum += fmt::format("(1 − {})·(−log(1 − {}))", y_text, a_text);
        } else {
            sum += fmt::format("{}·(−log {})", y_text, a_text);
        }
        ++shown;
    }
    if (left > 0) {
        sum += shown == 0 ? "…" : " + …";
    }
    return scaled_text(1, mean_divisor(trace), sum.empty() ? "0" : sum);
}

}  // namespace layerwise
