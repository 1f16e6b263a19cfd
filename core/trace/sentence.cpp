// One plain sentence a step, with its real sizes, in the words of its convention.
#include <string>

#include <fmt/format.h>

#include "core/trace/notation.h"

namespace layerwise {
namespace {

// "100,352".
std::string grouped(Index count) {
    std::string digits = fmt::format("{}", count);
    for (std::size_t k = digits.size(); k > 3; k -= 3) {
        digits.insert(k - 3, ",");
    }
    return digits;
}

// "the 784 numbers", "the one number".
std::string the(Index count, std::string_view one, std::string_view many) {
    return count == 1 ? fmt::format("the one {}", one)
                      : fmt::format("the {} {}", grouped(count), many);
}

// "Each of the 128 rows", "The one row": both take a verb in -s.
std::string each_of(Index count, std::string_view one, std::string_view many) {
    return count == 1 ? fmt::format("The one {}", one)
                      : fmt::format("Each of {}", the(count, one, many));
}

// The sizes and the words that a step's sentence is about.
class Sentence {
public:
    Sentence(const Trace& trace, const Step& step, Convention convention)
        : trace_(trace),
          step_(step),
          N_(trace.samples),
          out_(step.layer == 0 ? trace.sizes.back()
                               : trace.sizes[static_cast<std::size_t>(step.layer)]),
          in_(step.layer == 0 ? 0 : trace.sizes[static_cast<std::size_t>(step.layer) - 1]),
          columns_(convention == Convention::Column),
          row_(convention == Convention::Row) {}

    std::string text() const {
        switch (step_.operation) {
            case Operation::WeightedSum:
                return weighted_sum();
            case Operation::AddBias:
                return add_bias();
            case Operation::Activate:
                return activate();
            case Operation::Loss:
                return loss();
            case Operation::LossGradient:
                return loss_gradient();
            case Operation::LocalSlope:
                return local_slope();
            case Operation::GradientZ:
                return gradient_z();
            case Operation::GradientW:
                return gradient_w();
            case Operation::GradientB:
                return gradient_b();
            case Operation::GradientX:
                return gradient_x();
            case Operation::UpdateW:
                return fmt::format("{} moves downhill: less {} times its own gradient.",
                                   each_of(out_ * in_, "weight", "weights"), trace_.learning_rate);
            case Operation::UpdateB:
                return fmt::format("{} moves downhill too: less {} times its own gradient.",
                                   each_of(out_, "bias", "biases"), trace_.learning_rate);
        }
        return {};
    }

private:
    bool batch() const { return N_ > 1; }
    Activation f() const { return trace_.activations[static_cast<std::size_t>(step_.layer) - 1]; }

    // Of "sample columns" or "sample rows", as the convention lays them.
    std::string_view sample_lines() const { return columns_ ? "columns" : "rows"; }

    // The layer's input: "the 784 numbers of x", "each of the 5 columns of X".
    std::string input() const {
        const int below = step_.layer - 1;
        if (batch()) {
            return below == 0 ? fmt::format("each of the {} {} of X", N_, sample_lines())
                              : fmt::format("each of layer {}'s {} activation {}", below, N_,
                                            sample_lines());
        }
        return below == 0
                   ? the(in_, "number", "numbers") + " of x"
                   : fmt::format("{} of layer {}", the(in_, "activation", "activations"), below);
    }

    std::string weighted_sum() const {
        if (row_) {
            return fmt::format("{} of W takes a dot product with {}.",
                               each_of(out_, "column", "columns"), input());
        }
        return fmt::format("{} of W{} takes a dot product with {}.", each_of(out_, "row", "rows"),
                           columns_ ? "" : ", a column of Wᵀ,", input());
    }

    std::string add_bias() const {
        if (batch()) {
            return fmt::format(
                "The same {} of {} added to each of the {} {}.", columns_ ? "column" : "row",
                out_ == 1 ? "one bias is" : fmt::format("{} biases is", grouped(out_)), N_,
                sample_lines());
        }
        return fmt::format("{} gets its own bias added: a head start, up or down.",
                           each_of(out_, "sum", "sums"));
    }

    // "Each of the 128 numbers", "Each of the 640 numbers" for a batch.
    std::string each_number() const { return each_of(out_ * N_, "number", "numbers"); }

    std::string activate() const {
        switch (f()) {
            case Activation::Identity:
                return fmt::format("{} passes through unchanged.", each_number());
            case Activation::Relu:
                return fmt::format("{} stays if it is positive and becomes 0 if it is not.",
                                   each_number());
            case Activation::LeakyRelu:
                return fmt::format("{} stays if it is positive and shrinks to {} of itself if not.",
                                   each_number(), kLeak);
            case Activation::Sigmoid:
                return fmt::format("{} is squeezed into the range from 0 to 1; 0 becomes ½.",
                                   each_number());
            case Activation::Tanh:
                return fmt::format("{} is squeezed into the range from −1 to 1; 0 stays 0.",
                                   each_number());
            case Activation::Softplus:
                return fmt::format("{} becomes positive, along a ReLU whose corner is rounded.",
                                   each_number());
            case Activation::Gelu:
                return fmt::format(
                    "{} is multiplied by Φ(z), the share of a bell curve that lies below it.",
                    each_number());
            case Activation::Silu:
                return fmt::format("{} is multiplied by its own sigmoid, a gate from 0 to 1.",
                                   each_number());
            case Activation::Softmax:
                if (batch()) {
                    return fmt::format(
                        "In each of the {} {}, {} scores become {} positive "
                        "probabilities that add up to 1.",
                        N_, sample_lines(), out_, out_);
                }
                return fmt::format("{} scores become {} positive probabilities that add up to 1.",
                                   out_, out_);
        }
        return {};
    }

    std::string averaged() const {
        return batch() ? fmt::format(", averaged over {} samples", N_) : std::string();
    }

    std::string loss() const {
        const Index n = out_ * N_;
        switch (trace_.loss) {
            case Loss::MeanSquaredError:
                return n == 1 ? "The error, prediction minus target, is squared."
                              : fmt::format(
                                    "The {} errors, prediction minus target, are squared "
                                    "and averaged into one number.",
                                    grouped(n));
            case Loss::BinaryCrossEntropy:
                return fmt::format("{} is scored by −log of the probability it gave its target{}.",
                                   each_of(n, "output", "outputs"),
                                   n == 1 ? "" : "; the scores are averaged");
            case Loss::CrossEntropy:
                return fmt::format(
                    "{} weighs −log of the probability given to it{}: small when "
                    "the right one is likely.",
                    each_of(out_ * N_, "target", "targets"), averaged());
        }
        return {};
    }

    std::string loss_gradient() const {
        return fmt::format("{} gets a slope: how fast the loss grows when that output grows.",
                           each_of(out_ * N_, "output", "outputs"));
    }

    std::string local_slope() const {
        switch (f()) {
            case Activation::Identity:
                return fmt::format("Nothing was bent, so the slope is 1 at {}.",
                                   the(out_ * N_, "number", "numbers"));
            case Activation::Relu:
                return fmt::format("At {} of z, ReLU's slope: 1 where z is positive, else 0.",
                                   the(out_ * N_, "number", "numbers"));
            case Activation::LeakyRelu:
                return fmt::format(
                    "At {} of z, leaky ReLU's slope: 1 where z is positive, "
                    "else {}.",
                    the(out_ * N_, "number", "numbers"), kLeak);
            case Activation::Softmax:
                return fmt::format(
                    "Every probability depends on every score: the slopes fill "
                    "a {} × {} matrix{}.",
                    out_, out_, batch() ? fmt::format(" for each of the {} samples", N_) : "");
            default:
                return fmt::format("How steep {} is at {} of z: what a small nudge of z does to a.",
                                   name(f()), the(out_ * N_, "number", "numbers"));
        }
    }

    std::string gradient_z() const {
        if (f() == Activation::Softmax) {
            return fmt::format(
                "{} of softmax's slopes takes a dot product with the loss's {} "
                "slopes{}.",
                columns_ ? each_of(out_, "row", "rows") : each_of(out_, "column", "columns"), out_,
                batch() ? ", sample by sample" : "");
        }
        return fmt::format("{} coming from {} is multiplied by the local slope at its place.",
                           each_of(out_ * N_, "gradient", "gradients"),
                           step_.layer == trace_.layers() ? "the loss" : "the layer above");
    }

    std::string gradient_w() const {
        const std::string count = fmt::format("{} × {}", row_ ? in_ : out_, row_ ? out_ : in_);
        if (batch()) {
            return fmt::format(
                "One gradient for each of the {} weights: input times δ, summed "
                "over the {} {}.",
                count, N_, sample_lines());
        }
        return row_ ? fmt::format(
                          "{} times {}: an outer product, one gradient for each of the "
                          "{} weights.",
                          each_of(in_, "input", "inputs"), the(out_, "δ", "δs"), count)
                    : fmt::format(
                          "{} times {}: an outer product, one gradient for each of the "
                          "{} weights.",
                          each_of(out_, "δ", "δs"), the(in_, "input", "inputs"), count);
    }

    std::string gradient_b() const {
        if (batch()) {
            return fmt::format("{} gets its gradient: δ summed over the {} {}.",
                               each_of(out_, "bias", "biases"), N_, sample_lines());
        }
        return fmt::format("The bias was only added, so its gradient is δ itself: {}.",
                           out_ == 1 ? "one number" : fmt::format("{} numbers", grouped(out_)));
    }

    std::string gradient_x() const {
        const std::string deltas = batch()
                                       ? fmt::format("each of the {} {} of δ", N_, sample_lines())
                                       : the(out_, "number", "numbers") + " of δ";
        const std::string lines =
            row_ ? each_of(in_, "row", "rows") : each_of(in_, "column", "columns");
        return fmt::format("On the way back, {}{} of W takes a dot product with {}.",
                           static_cast<char>(std::tolower(lines[0])), lines.substr(1), deltas);
    }

    const Trace& trace_;
    const Step& step_;
    Index N_, out_, in_;
    bool columns_, row_;
};

}  // namespace

std::string sentence(const Trace& trace, int step, Convention convention) {
    return Sentence(trace, trace.steps[static_cast<std::size_t>(step)], convention).text();
}

}  // namespace layerwise
