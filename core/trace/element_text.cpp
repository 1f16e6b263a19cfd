// Elements written out: "z1 = w11·x1 + w12·x2 + b1", and the same in numbers.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/trace/expression.h"
#include "core/trace/scribe.h"

namespace layerwise {
namespace {

// Whether the convention writes the products the other way round than an element's terms:
// x W for W x, and their gradients.
bool is_reversed(Operation operation, Convention convention) {
    switch (operation) {
        case Operation::WeightedSum:
        case Operation::AddBias:
        case Operation::GradientX:
            return convention != Convention::Column;
        case Operation::GradientW:
            return convention == Convention::Row;
        default:
            return false;
    }
}

std::string term_text(const Term& term, bool reversed, const Scribe& scribe) {
    const std::string left = scribe.factor(term.left_tensor, term.left_row, term.left_col);
    const std::string right = scribe.factor(term.right_tensor, term.right_row, term.right_col);
    return reversed ? fmt::format("{}·{}", right, left) : fmt::format("{}·{}", left, right);
}

std::string sum_text(const Element& element, bool reversed, const Scribe& scribe,
                     std::size_t max_terms) {
    std::string sum;
    const std::size_t shown = std::min(element.terms.size(), max_terms);
    for (std::size_t k = 0; k < shown; ++k) {
        sum += (k == 0 ? "" : " + ") + term_text(element.terms[k], reversed, scribe);
    }
    if (shown < element.terms.size()) {
        sum += shown == 0 ? "…" : " + …";
    }
    return sum;
}

// δ1, or over a batch "δ[1,1] + δ[1,2] + …": factors of 1 are left out.
std::string bias_gradient_text(const Element& element, const Scribe& scribe,
                               std::size_t max_terms) {
    std::string sum;
    const std::size_t shown = std::min(element.terms.size(), max_terms);
    for (std::size_t k = 0; k < shown; ++k) {
        const Term& term = element.terms[k];
        sum += k == 0 ? scribe.entry(term.left_tensor, term.left_row, term.left_col)
                      : scribe.plus(term.left_tensor, term.left_row, term.left_col);
    }
    if (shown < element.terms.size()) {
        sum += shown == 0 ? "…" : " + …";
    }
    return sum;
}

// "w11 − η·dL/dw11", "0.20 − 0.1·(−0.03)".
std::string update_text(const Trace& trace, const Step& step, const Element& element,
                        const Scribe& scribe) {
    const std::string rate = scribe.writes_numbers() ? fmt::format("{}", trace.learning_rate) : "η";
    return fmt::format("{} − {}·{}", scribe.entry(step.operands[0], element.row, element.col), rate,
                       scribe.factor(step.operands[1], element.row, element.col));
}

// Whether a has vanished so far that the chain rule's factors no longer multiply to δ.
bool has_vanished(const Element& element) {
    constexpr double kRounding = 1e-6;
    const double sum = element.positive + element.negative;
    return !(std::abs(sum - element.result) <= kRounding * std::abs(element.result));
}

std::string chain_rule_text(const Trace& trace, const Step& step, const Element& element,
                            const Scribe& scribe, std::size_t max_terms) {
    const bool fused =
        step.layer == trace.layers() && is_fused(trace.loss, trace.activations.back());
    if (fused && has_vanished(element)) {
        const int a = find_index(trace, Symbol::A, step.layer);
        const int y = find_index(trace, Symbol::Y, 0);
        return scaled_text(1, mean_divisor(trace),
                           fmt::format("{} − {}", scribe.entry(a, element.row, element.col),
                                       scribe.factor(y, element.row, element.col)));
    }
    return sum_text(element, false, scribe, max_terms);
}

// The right-hand side, in symbols or in numbers.
std::string worked_out(const Trace& trace, const Step& step, const Element& element,
                       Convention convention, const Scribe& scribe, std::size_t max_terms) {
    const bool reversed = is_reversed(step.operation, convention);
    switch (step.operation) {
        case Operation::Activate:
        case Operation::LossGradient:
        case Operation::LocalSlope:
            return function_text(trace, step, element, scribe, max_terms);
        case Operation::Loss:
            return loss_text(trace, step, element, scribe, max_terms);
        case Operation::GradientZ:
            return chain_rule_text(trace, step, element, scribe, max_terms);
        case Operation::GradientB:
            return bias_gradient_text(element, scribe, max_terms);
        case Operation::UpdateW:
        case Operation::UpdateB:
            return update_text(trace, step, element, scribe);
        case Operation::AddBias:
            return sum_text(element, reversed, scribe, max_terms) +
                   scribe.plus(step.operands[1], element.row, 0);
        default:
            return sum_text(element, reversed, scribe, max_terms);
    }
}

}  // namespace

std::string symbols_text(const Trace& trace, int step, const Element& element,
                         Convention convention, std::size_t max_terms) {
    const Step& s = trace.steps[static_cast<std::size_t>(step)];
    const Scribe scribe = Scribe::of_symbols(trace, convention);
    return fmt::format("{} = {}", scribe.entry(s.result, element.row, element.col),
                       worked_out(trace, s, element, convention, scribe, max_terms));
}

std::string numbers_text(const Trace& trace, int step, const Element& element,
                         std::size_t max_terms, int decimals, Convention convention) {
    const Step& s = trace.steps[static_cast<std::size_t>(step)];
    const Scribe scribe = Scribe::of_numbers(trace, convention, decimals);
    const std::string work = worked_out(trace, s, element, convention, scribe, max_terms);
    const std::string result = number_text(element.result, decimals);
    // Where nothing happens to a number, it is not said twice.
    return work == result ? result : fmt::format("{} = {}", work, result);
}

}  // namespace layerwise
