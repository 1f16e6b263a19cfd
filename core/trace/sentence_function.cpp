// Sentences of activations, losses and their slopes.
#include <fmt/format.h>

#include "core/trace/sentence.h"

namespace layerwise {
namespace {

std::string softmax(const Subject& s) {
    const std::string where =
        s.is_batch() ? fmt::format("In each of the {}, ", s.sample_lines()) : "";
    const std::string scores =
        s.out == 1
            ? "1 score becomes 1 probability, which can only be 1"
            : fmt::format("{0} scores become {0} positive probabilities that add up to 1", s.out);
    return fmt::format("{}{}.", where, scores);
}

std::string activation(const Subject& s) {
    const std::string each = s.each("number", "numbers");
    switch (s.f()) {
        case Activation::Identity:
            return fmt::format("{} passes through unchanged.", each);
        case Activation::Relu:
            return fmt::format("{} stays if it is positive and becomes 0 if it is not.", each);
        case Activation::LeakyRelu:
            return fmt::format("{} stays if it is positive and shrinks to {} of itself if not.",
                               each, kLeak);
        case Activation::Sigmoid:
            return fmt::format("{} is squeezed into the range from 0 to 1; 0 becomes ½.", each);
        case Activation::Tanh:
            return fmt::format("{} is squeezed into the range from −1 to 1; 0 stays 0.", each);
        case Activation::Softplus:
            return fmt::format("{} becomes positive, along a ReLU whose corner is rounded.", each);
        case Activation::Gelu:
            return fmt::format(
                "{} is multiplied by Φ(z), the share of a bell curve that lies below it.", each);
        case Activation::Silu:
            return fmt::format("{} is multiplied by its own sigmoid, a gate from 0 to 1.", each);
        case Activation::Softmax:
            return softmax(s);
    }
    return {};
}

std::string loss(const Subject& s) {
    const Index n = s.out * s.N;
    switch (s.trace.loss) {
        case Loss::MeanSquaredError:
            return n == 1 ? "The error, prediction minus target, is squared."
                          : fmt::format(
                                "The {} errors, prediction minus target, are squared and "
                                "averaged into one number.",
                                grouped(n));
        case Loss::BinaryCrossEntropy:
            return fmt::format("{} is scored by −log of the probability it gave its target{}.",
                               s.each("output", "outputs"),
                               n == 1 ? "" : "; the scores are averaged");
        case Loss::CrossEntropy:
            return fmt::format(
                "{} weighs −log of the probability given to it{}: small when the "
                "right one is likely.",
                s.each("target", "targets"),
                s.is_batch() ? fmt::format(", averaged over {} samples", s.N) : "");
    }
    return {};
}

std::string slope(const Subject& s) {
    const std::string numbers = s.all("number", "numbers");
    switch (s.f()) {
        case Activation::Identity:
            return fmt::format("Nothing was bent, so the slope is 1 at {}.", numbers);
        case Activation::Relu:
            return fmt::format("At {} of z, ReLU's slope: 1 where z is positive, else 0.", numbers);
        case Activation::LeakyRelu:
            return fmt::format("At {} of z, leaky ReLU's slope: 1 where z is positive, else {}.",
                               numbers, kLeak);
        case Activation::Softmax:
            return fmt::format(
                "Every probability depends on every score: the slopes fill a {0} × {0} matrix{1}.",
                s.out, s.is_batch() ? fmt::format(" for each of the {} samples", s.N) : "");
        default:
            return fmt::format("How steep {} is at {} of z: what a small nudge of z does to a.",
                               name(s.f()), numbers);
    }
}

}  // namespace

std::string function_sentence(const Subject& s) {
    switch (s.step.operation) {
        case Operation::Activate:
            return activation(s);
        case Operation::Loss:
            return loss(s);
        case Operation::LossGradient:
            return fmt::format("{} gets a slope: how fast the loss grows when that output grows.",
                               s.each("output", "outputs"));
        case Operation::LocalSlope:
            return slope(s);
        default:
            return {};
    }
}

}  // namespace layerwise
