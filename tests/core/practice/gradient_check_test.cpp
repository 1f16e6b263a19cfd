// The gradient check finds what is wrong, and nothing else.
#include "core/practice/gradient_check.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>

#include "core/lessons/faults.h"
#include "core/network/spec.h"
#include "tests/core/lessons/lessons.h"

namespace layerwise {
namespace {

TEST(GradientCheck, AgreesWithTheGradientsOfSoundPasses) {
    for (const std::string example : {"two-to-two", "three-to-two", "two-two-one", "numpy-case"}) {
        const Trace trace = trace_of(example);
        const auto check = check_gradients(trace, {});
        ASSERT_TRUE(check);
        EXPECT_LT(check->largest, kRoundingError) << example;
        EXPECT_EQ(check->layers.size(), static_cast<std::size_t>(trace.layers()));
        EXPECT_EQ(check->layers[0].error_W.rows(), find(trace, Symbol::W, 1).value.rows());
        EXPECT_EQ(check->layers[0].error_W.cols(), find(trace, Symbol::W, 1).value.cols());
    }
}

TEST(GradientCheck, AgreesWithSoftmaxAndCrossEntropy) {
    const Lesson lesson = lesson_named("softmax");
    const auto check = check_gradients(*run_of(lesson).passes.front().trace, {});
    ASSERT_TRUE(check);
    EXPECT_LT(check->largest, kRoundingError);
}

TEST(GradientCheck, ShowsTheLayerOfEachHiddenFault) {
    const Example example = load_example("numpy-case", {}).value();
    for (const Fault fault : all_faults()) {
        const auto faulty = faulty_trace(*example.network, example.input.x, example.input.y,
                                         example.learning_rate, fault);
        if (!faulty) {
            EXPECT_EQ(fault, Fault::UntransposedW);  // no W of 3 → 4 → 1 is square
            continue;
        }
        const auto check = check_gradients(faulty->trace, {});
        ASSERT_TRUE(check);
        EXPECT_GT(check->largest, 5 * kRoundingError) << name(fault);
    }
}

TEST(GradientCheck, StopsWhenAsked) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(check_gradients(trace_of("numpy-case"), stop.get_token()));
}

TEST(GradientCheck, TellsHowFarItIs) {
    std::vector<double> shares;
    check_gradients(trace_of("two-two-one"), {}, [&](double share) { shares.push_back(share); });
    EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
    EXPECT_EQ(shares.size(), 3U);  // a row of W each
    EXPECT_EQ(shares.back(), 1);
}

TEST(GradientCheck, RunsOnAThreadOfItsOwn) {
    const auto trace = std::make_shared<const Trace>(trace_of("numpy-case"));
    const auto check = check_gradients_in_background(trace);
    check->wait();
    ASSERT_NE(check->newest(), nullptr);
    ASSERT_TRUE(check->newest()->check);
    EXPECT_EQ(check->newest()->check->largest, check_gradients(*trace, {})->largest);
}

class Hunt : public testing::TestWithParam<Fault> {};

TEST_P(Hunt, OnlyTheFaultyStepIsGuilty) {
    // Square in the middle, so that every fault is possible.
    const Example example = load_example("numpy-case", {}).value();
    const NetworkSpec spec{
        {3, 3, 3}, Activation::Sigmoid, Activation::Sigmoid, Loss::MeanSquaredError};
    const Network<double> network = initialize(spec, Initializer::NumpyRand, 3);
    const Matrix<double> y = Matrix<double>::Constant(3, 5, 0.5);
    const auto faulty = faulty_trace(network, example.input.x, y, 0.5, GetParam());
    ASSERT_TRUE(faulty);
    const Trace sound = trace(network, example.input.x, y, 0.5);
    for (int step = 0; step < static_cast<int>(sound.steps.size()); ++step) {
        const Tensor& tensor = faulty->trace.result(sound.steps[static_cast<std::size_t>(step)]);
        const Verdict verdict = accused(*faulty, tensor.name);
        EXPECT_EQ(verdict.judgement == Judgement::Right, step == faulty->step) << tensor.name;
        const Matrix<double> again = recomputed(faulty->trace, step);
        EXPECT_EQ(again.isApprox(tensor.value, 1e-12), step != faulty->step) << tensor.name;
        if (step < faulty->step) {
            EXPECT_EQ(verdict.slip, "innocent") << tensor.name;
        }
    }
    EXPECT_EQ(accused(*faulty, "W1").slip, "not-made-here");
    EXPECT_EQ(accused(*faulty, "nonsense").judgement, Judgement::Unreadable);
}

INSTANTIATE_TEST_SUITE_P(Faults, Hunt, testing::ValuesIn(all_faults()),
                         [](const testing::TestParamInfo<Fault>& fault) {
                             std::string text(name(fault.param));
                             std::erase(text, '-');
                             return text;
                         });

TEST(HuntedPass, InheritedMistakesAreSaidToBeInherited) {
    const Example example = load_example("two-two-one", {}).value();
    const auto faulty =
        faulty_trace(*example.network, example.input.x, example.input.y, 0.1, Fault::DroppedSlope);
    ASSERT_TRUE(faulty);
    EXPECT_EQ(accused(*faulty, "dL_dz1").judgement, Judgement::Right);
    EXPECT_EQ(accused(*faulty, "dL_dW1").slip, "only-inherits");
    EXPECT_EQ(accused(*faulty, "W1_next").slip, "only-inherits");
    EXPECT_EQ(accused(*faulty, "dL_dW2").slip, "innocent");
}

TEST(HuntedPass, SeedChoosesTheFault) {
    const Example example = load_example("numpy-case", {}).value();
    std::set<Fault> found;
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        found.insert(
            hidden_fault(*example.network, example.input.x, example.input.y, 0.5, seed).fault);
    }
    EXPECT_GE(found.size(), 4U);
}

}  // namespace
}  // namespace layerwise
