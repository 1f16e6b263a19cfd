#include <map>
#include <sstream>
#include <tuple>

#include <gtest/gtest.h>

#include "core/trace/notation.h"
#include "tests/core/trace/small_networks.h"

namespace layerwise {
namespace {

constexpr std::array kConventions = {Convention::Column, Convention::Row, Convention::Torch};

std::string said(const Trace& t, Operation operation, int layer, Convention convention) {
    return sentence(t, step_of(t, operation, layer), convention);
}

std::vector<Trace> all_kinds() {
    std::vector<Trace> traces;
    for (const Activation f : all_activations()) {
        for (const Loss loss : all_losses()) {
            for (const Index samples : {1, 64}) {
                const Activation hidden = f == Activation::Softmax ? Activation::Relu : f;
                for (const std::vector<Index>& sizes :
                     {std::vector<Index>{3, 1, 1}, {784, 16, 10}}) {
                    traces.push_back(trace_of(problem(sizes, hidden, f, loss, samples)));
                }
            }
        }
    }
    return traces;
}

TEST(Sentence, SaysWhatTheWeightsDo) {
    const Trace t = digit_trace();
    EXPECT_EQ(said(t, Operation::WeightedSum, 1, Convention::Column),
              "Each of the 128 rows of W takes a dot product with the 784 numbers of x.");
    EXPECT_EQ(said(t, Operation::WeightedSum, 1, Convention::Row),
              "Each of the 128 columns of W takes a dot product with the 784 numbers of x.");
    EXPECT_EQ(said(t, Operation::GradientX, 2, Convention::Column),
              "On the way back, each of the 128 columns of W takes a dot product with the 64 "
              "numbers of δ.");
    EXPECT_EQ(said(t, Operation::GradientX, 2, Convention::Row),
              "On the way back, each of the 128 rows of W takes a dot product with the 64 numbers "
              "of δ.");
    EXPECT_EQ(said(t, Operation::UpdateW, 1, Convention::Column),
              "Each of the 100,352 weights moves downhill: less 0.1 times its own gradient.");
}

TEST(Sentence, HasFewerThanTwentyFiveWords) {
    for (const Trace& t : all_kinds()) {
        for (int step = 0; step < step_count(t); ++step) {
            for (const Convention convention : kConventions) {
                const std::string text = sentence(t, step, convention);
                std::istringstream words(text);
                const auto count = std::distance(std::istream_iterator<std::string>(words), {});
                EXPECT_LT(count, 25) << text;
                EXPECT_GT(count, 5) << text;
                EXPECT_EQ(text.back(), '.') << text;
            }
        }
    }
}

TEST(Sentence, IsNeverTheSameForDifferentOperations) {
    using Meaning = std::tuple<Operation, Activation, Loss>;
    std::map<std::string, Meaning> meanings;
    for (const Trace& t : all_kinds()) {
        for (int step = 0; step < step_count(t); ++step) {
            const Step& s = step_at(t, step);
            const bool is_bent =
                s.operation == Operation::Activate || s.operation == Operation::LocalSlope;
            const bool is_loss = s.operation == Operation::Loss;
            const Meaning meaning = {
                s.operation,
                is_bent ? t.activations[static_cast<std::size_t>(s.layer) - 1] : Activation{},
                is_loss ? t.loss : Loss{}};
            const std::string text = sentence(t, step, Convention::Column);
            const auto [known, is_new] = meanings.emplace(text, meaning);
            EXPECT_TRUE(is_new || known->second == meaning) << text;
        }
    }
}

TEST(Title, NamesTheOperation) {
    const Trace t = digit_trace();
    const auto titled = [&](Operation operation, int layer) {
        return title(t, step_of(t, operation, layer));
    };
    EXPECT_EQ(titled(Operation::WeightedSum, 1), "Weighted sum");
    EXPECT_EQ(titled(Operation::Activate, 1), "ReLU");
    EXPECT_EQ(titled(Operation::Activate, 3), "Softmax");
    EXPECT_EQ(titled(Operation::Loss, 0), "Cross-entropy loss");
    EXPECT_EQ(titled(Operation::GradientZ, 2), "Chain rule: δ");
}

}  // namespace
}  // namespace layerwise
