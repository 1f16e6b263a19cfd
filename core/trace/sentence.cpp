#include "core/trace/sentence.h"

#include <fmt/format.h>

#include "core/trace/notation.h"

namespace layerwise {
namespace {

Subject subject_of(const Trace& trace, const Step& step, Convention convention) {
    Subject s{trace, step};
    s.N = trace.samples;
    s.out = trace.sizes.back();
    if (step.layer > 0) {
        s.out = trace.sizes[static_cast<std::size_t>(step.layer)];
        s.in = trace.sizes[static_cast<std::size_t>(step.layer) - 1];
    }
    s.columns = convention == Convention::Column;
    s.row = convention == Convention::Row;
    return s;
}

// The layer's input: "the 784 numbers of x", "each of the 5 columns of X".
std::string input(const Subject& s) {
    const int below = s.step.layer - 1;
    if (below == 0) {
        return s.is_batch() ? fmt::format("each of the {} of X", s.sample_lines())
                            : the(s.in, "number", "numbers") + " of x";
    }
    return s.is_batch()
               ? fmt::format("each of layer {}'s {} activation {}", below, s.N,
                             s.columns ? "columns" : "rows")
               : fmt::format("{} of layer {}", the(s.in, "activation", "activations"), below);
}

std::string weighted_sum(const Subject& s) {
    const std::string lines =
        s.row ? each_of(s.out, "column", "columns") : each_of(s.out, "row", "rows");
    const bool torch = !s.columns && !s.row;
    return fmt::format("{} of W{} takes a dot product with {}.", lines,
                       torch ? ", a column of Wᵀ," : "", input(s));
}

std::string add_bias(const Subject& s) {
    if (s.is_batch()) {
        return fmt::format("The same {} of {} is added to each of the {}.",
                           s.columns ? "column" : "row",
                           s.out == 1 ? "one bias" : grouped(s.out) + " biases", s.sample_lines());
    }
    return fmt::format("{} gets its own bias added: a head start, up or down.",
                       each_of(s.out, "sum", "sums"));
}

}  // namespace

std::string grouped(Index count) {
    std::string digits = fmt::format("{}", count);
    for (std::size_t k = digits.size(); k > 3;) {
        k -= 3;
        digits.insert(k, ",");
    }
    return digits;
}

std::string the(Index count, std::string_view one, std::string_view many) {
    return count == 1 ? fmt::format("the one {}", one)
                      : fmt::format("the {} {}", grouped(count), many);
}

std::string each_of(Index count, std::string_view one, std::string_view many) {
    return count == 1 ? fmt::format("The one {}", one)
                      : fmt::format("Each of {}", the(count, one, many));
}

std::string Subject::sample_lines() const {
    return fmt::format("{} {}", N, columns ? "columns" : "rows");
}

std::string Subject::each(std::string_view one, std::string_view many) const {
    return each_of(out * N, one, many);
}

std::string Subject::all(std::string_view one, std::string_view many) const {
    return the(out * N, one, many);
}

std::string sentence(const Trace& trace, int step, Convention convention) {
    const Subject s = subject_of(trace, trace.steps[static_cast<std::size_t>(step)], convention);
    switch (s.step.operation) {
        case Operation::WeightedSum:
            return weighted_sum(s);
        case Operation::AddBias:
            return add_bias(s);
        case Operation::Activate:
        case Operation::Loss:
        case Operation::LossGradient:
        case Operation::LocalSlope:
            return function_sentence(s);
        case Operation::GradientZ:
        case Operation::GradientW:
        case Operation::GradientB:
        case Operation::GradientX:
            return gradient_sentence(s);
        case Operation::UpdateW:
            return fmt::format("{} moves downhill: less {} times its own gradient.",
                               each_of(s.out * s.in, "weight", "weights"), trace.learning_rate);
        case Operation::UpdateB:
            return fmt::format("{} moves downhill too: less {} times its own gradient.",
                               each_of(s.out, "bias", "biases"), trace.learning_rate);
    }
    return {};
}

}  // namespace layerwise
