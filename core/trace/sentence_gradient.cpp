// Sentences of the way back through a layer.
#include <fmt/format.h>

#include "core/trace/sentence.h"

namespace layerwise {
namespace {

std::string of_z(const Subject& s) {
    if (s.f() == Activation::Softmax) {
        return fmt::format(
            "{} of softmax's slopes takes a dot product with {}{}.",
            s.columns ? each_of(s.out, "row", "rows") : each_of(s.out, "column", "columns"),
            s.out == 1 ? "the loss's one slope" : fmt::format("the loss's {} slopes", s.out),
            s.is_batch() ? ", sample by sample" : "");
    }
    return fmt::format("{} coming from {} is multiplied by the local slope at its place.",
                       s.each("gradient", "gradients"),
                       s.is_last() ? "the loss" : "the layer above");
}

std::string of_w(const Subject& s) {
    const std::string weights = s.row ? fmt::format("{} × {} weights", s.in, s.out)
                                      : fmt::format("{} × {} weights", s.out, s.in);
    if (s.is_batch()) {
        return fmt::format("One gradient for each of the {}: input times δ, summed over the {}.",
                           weights, s.sample_lines());
    }
    const std::string factors =
        s.row ? each_of(s.in, "input", "inputs") + " times " + the(s.out, "δ", "δs")
              : each_of(s.out, "δ", "δs") + " times " + the(s.in, "input", "inputs");
    return fmt::format("{}: an outer product, one gradient for each of the {}.", factors, weights);
}

std::string of_b(const Subject& s) {
    if (s.is_batch()) {
        return fmt::format("{} gets its gradient: δ summed over the {}.",
                           each_of(s.out, "bias", "biases"), s.sample_lines());
    }
    return fmt::format("The bias was only added, so its gradient is δ itself: {}.",
                       s.out == 1 ? "one number" : grouped(s.out) + " numbers");
}

std::string of_x(const Subject& s) {
    const std::string lines = s.row ? the(s.in, "row", "rows") : the(s.in, "column", "columns");
    return fmt::format("On the way back, {}{} of W takes a dot product with {}.",
                       s.in == 1 ? "" : "each of ", lines,
                       s.is_batch() ? fmt::format("each of the {} of δ", s.sample_lines())
                                    : the(s.out, "number", "numbers") + " of δ");
}

}  // namespace

std::string gradient_sentence(const Subject& s) {
    switch (s.step.operation) {
        case Operation::GradientZ:
            return of_z(s);
        case Operation::GradientW:
            return of_w(s);
        case Operation::GradientB:
            return of_b(s);
        case Operation::GradientX:
            return of_x(s);
        default:
            return {};
    }
}

}  // namespace layerwise
