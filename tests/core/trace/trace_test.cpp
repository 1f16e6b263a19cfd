// The list of steps: which, in what order, from what, with which names.
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/trace/small_networks.h"

namespace layerwise {
namespace {

using testing::ElementsAre;

std::vector<std::string> operand_names(const Trace& t, Operation operation, int layer) {
    std::vector<std::string> names;
    const Step& step = step_at(t, step_of(t, operation, layer));
    for (std::size_t k = 0; k < step.operands.size(); ++k) {
        names.push_back(t.operand(step, k).name);
    }
    return names;
}

TEST(Trace, OfThreeLayersHasThirtyTwoSteps) {
    const Trace t = digit_trace();
    std::map<Phase, int> counts;
    for (const Step& step : t.steps) {
        ++counts[step.phase];
    }
    EXPECT_EQ(t.steps.size(), 32u);
    EXPECT_EQ(counts[Phase::Forward], 9);
    EXPECT_EQ(counts[Phase::Loss], 1);
    EXPECT_EQ(counts[Phase::Backward], 16);
    EXPECT_EQ(counts[Phase::Update], 6);
}

TEST(Trace, GoesForwardThenBackThenUpdates) {
    std::vector<std::string> names;
    const Trace t =
        trace_of(problem({3, 2, 2}, Activation::Relu, Activation::Softmax, Loss::CrossEntropy, 1));
    for (const Step& step : t.steps) {
        names.push_back(t.result(step).name);
    }
    EXPECT_THAT(names,
                ElementsAre("Wx1", "z1", "a1", "Wx2", "z2", "a2", "loss", "dL_da2", "da_dz2",
                            "dL_dz2", "dL_dW2", "dL_db2", "dL_dx2", "da_dz1", "dL_dz1", "dL_dW1",
                            "dL_db1", "dL_dx1", "W1_next", "b1_next", "W2_next", "b2_next"));
}

TEST(Trace, ReadsOperandsInTheOrderOfTheEquation) {
    const Trace t = digit_trace();
    EXPECT_THAT(operand_names(t, Operation::WeightedSum, 1), ElementsAre("W1", "x"));
    EXPECT_THAT(operand_names(t, Operation::WeightedSum, 2), ElementsAre("W2", "a1"));
    EXPECT_THAT(operand_names(t, Operation::AddBias, 2), ElementsAre("Wx2", "b2"));
    EXPECT_THAT(operand_names(t, Operation::Activate, 2), ElementsAre("z2"));
    EXPECT_THAT(operand_names(t, Operation::Loss, 0), ElementsAre("a3", "y"));
    EXPECT_THAT(operand_names(t, Operation::LossGradient, 3), ElementsAre("a3", "y"));
    EXPECT_THAT(operand_names(t, Operation::LocalSlope, 3), ElementsAre("a3"));
    EXPECT_THAT(operand_names(t, Operation::LocalSlope, 2), ElementsAre("z2"));
    EXPECT_THAT(operand_names(t, Operation::GradientZ, 3), ElementsAre("dL_da3", "da_dz3"));
    EXPECT_THAT(operand_names(t, Operation::GradientZ, 2), ElementsAre("dL_dx3", "da_dz2"));
    EXPECT_THAT(operand_names(t, Operation::GradientW, 2), ElementsAre("dL_dz2", "a1"));
    EXPECT_THAT(operand_names(t, Operation::GradientB, 2), ElementsAre("dL_dz2"));
    EXPECT_THAT(operand_names(t, Operation::GradientX, 2), ElementsAre("W2", "dL_dz2"));
    EXPECT_THAT(operand_names(t, Operation::UpdateW, 2), ElementsAre("W2", "dL_dW2"));
    EXPECT_THAT(operand_names(t, Operation::UpdateB, 2), ElementsAre("b2", "dL_db2"));
    EXPECT_EQ(step_of(t, Operation::LossGradient, 2), -1);
}

TEST(Trace, GivesEveryTensorItsOwnName) {
    std::set<std::string> names;
    const Trace t = digit_trace();
    for (const Tensor& tensor : t.tensors) {
        EXPECT_TRUE(names.insert(tensor.name).second) << tensor.name;
    }
}

TEST(Trace, FindsOneTensorUnderItsTwoSymbols) {
    const Trace t = digit_trace();
    EXPECT_EQ(find(t, Symbol::A, 0).name, "x");
    EXPECT_EQ(find(t, Symbol::X, 1).name, "x");
    EXPECT_EQ(find(t, Symbol::X, 3).name, "a2");
    EXPECT_EQ(find(t, Symbol::GradA, 3).name, "dL_da3");
    EXPECT_EQ(find(t, Symbol::GradA, 1).name, "dL_dx2");
    EXPECT_EQ(find_index(t, Symbol::W, 4), -1);
}

TEST(Trace, KeepsSoftmaxSlopesAsAMatrixForEachSample) {
    const Trace t =
        trace_of(problem({3, 4}, Activation::Relu, Activation::Softmax, Loss::MeanSquaredError, 5));
    const Matrix<double>& slopes = find(t, Symbol::Slope, 1).value;
    const Matrix<double>& a = find(t, Symbol::A, 1).value;
    ASSERT_EQ(slopes.rows(), 20);
    ASSERT_EQ(slopes.cols(), 4);
    for (Index n = 0; n < 5; ++n) {
        const Matrix<double> expected =
            Matrix<double>(a.col(n).asDiagonal()) - a.col(n) * a.col(n).transpose();
        EXPECT_TRUE(slopes.middleRows(4 * n, 4).isApprox(expected, 1e-14));
    }
}

// The fused ŷ − y is what softmax's matrix and the slope of its loss multiply to.
TEST(Trace, FusedGradientIsTheProductOfItsFactors) {
    for (const Activation f : {Activation::Softmax, Activation::Sigmoid}) {
        const Loss loss = f == Activation::Softmax ? Loss::CrossEntropy : Loss::BinaryCrossEntropy;
        const Trace t = trace_of(problem({3, 4}, Activation::Relu, f, loss, 5));
        const Matrix<double> error =
            (find(t, Symbol::A, 1).value - find(t, Symbol::Y, 0).value) * mean_factor(loss, 4, 5);
        EXPECT_TRUE(error.isApprox(find(t, Symbol::GradZ, 1).value, 1e-14));
    }
}

TEST(Trace, CountsMultiplyAdds) {
    const Trace t = digit_trace(2);
    const auto count = [&](Operation operation, int layer) {
        return step_at(t, step_of(t, operation, layer)).multiply_adds;
    };
    EXPECT_EQ(count(Operation::WeightedSum, 1), 784 * 128 * 2);
    EXPECT_EQ(count(Operation::AddBias, 1), 128 * 2);
    EXPECT_EQ(count(Operation::LocalSlope, 3), 10 * 10 * 2);
    EXPECT_EQ(count(Operation::GradientX, 2), 128 * 64 * 2);
    EXPECT_EQ(count(Operation::UpdateW, 1), 784 * 128);
}

}  // namespace
}  // namespace layerwise
