// What a network gets wrong: counted, sorted, and held against how sure it was.
#include "core/training/mistakes.h"

#include <gmock/gmock.h>

#include "core/training/evaluate.h"
#include "tests/core/training/examples.h"

namespace layerwise {
namespace {

const auto kGoOn = [] { return true; };

// Two inputs become two shares; what is in the columns decides: x = (z₁, z₂).
Network<float> shares_of_inputs() {
    Network<float> network;
    network.loss = Loss::CrossEntropy;
    network.layers = {{Matrix<float>::Identity(2, 2), Vector<float>::Zero(2), Activation::Softmax}};
    return network;
}

Batches four_samples() {
    Matrix<double> X(2, 4), Y(2, 4);
    X << 2, 0, 3, 1,  //
        0, 2, 0, 1.5;
    Y << 1, 1, 0, 0,  // said: 0, 1, 0, 1
        0, 0, 1, 1;
    return column_batches(X, Y);
}

TEST(Mistakes, AreCountedByClassAndSortedByLoss) {
    const Mistakes found = mistakes(shares_of_inputs(), four_samples(), kGoOn).value();
    EXPECT_EQ(found.classes, 2);
    EXPECT_EQ(found.right, 2);
    Matrix<Index> confusion(2, 2);
    confusion << 1, 1, 1, 1;
    EXPECT_EQ(found.confusion, confusion);
    EXPECT_THAT(found.worst, testing::ElementsAre(2, 1)) << "e⁻³ is less than e⁻²";
    EXPECT_EQ(found.recall(0), 0.5);
    EXPECT_EQ(found.precision(1), 0.5);
    EXPECT_THAT(found.in_cell(1, 0), testing::ElementsAre(2));
    EXPECT_NEAR(found.judged[2].loss, std::log(1 + std::exp(3.0)), 1e-6);
    EXPECT_NEAR(found.judged[0].sure, 1 / (1 + std::exp(-2.0)), 1e-6);
}

TEST(Mistakes, CalibrationComparesSureWithRight) {
    const Mistakes found = mistakes(shares_of_inputs(), four_samples(), kGoOn).value();
    ASSERT_EQ(found.bins.size(), 10U);
    // Shares: 0.88 right, 0.88 wrong, 0.95 wrong, 0.62 right.
    EXPECT_EQ(found.bins[8].count, 2);
    EXPECT_EQ(found.bins[8].share_right(), 0.5);
    EXPECT_EQ(found.bins[9].right, 0);
    EXPECT_EQ(found.bins[6].right, 1);
    const auto sigmoid = [](double z) { return 1 / (1 + std::exp(-z)); };
    EXPECT_NEAR(found.calibration_error,
                0.5 * (sigmoid(2) - 0.5) + 0.25 * sigmoid(3) + 0.25 * (1 - sigmoid(0.5)), 1e-6);
}

TEST(Mistakes, OneOutputIsTwoClassesOrARegression) {
    const Mistakes two = mistakes(xor_network(3), xor_batches(), kGoOn).value();
    EXPECT_EQ(two.classes, 2);
    EXPECT_EQ(two.confusion.sum(), 4);
    for (const Judged& judged : two.judged) {
        EXPECT_GE(judged.sure, 0.5F);
    }
    Matrix<double> X(2, 2), Y(1, 2);
    X << 0, 1, 0, 1;
    Y << 0.25, 4;
    const Mistakes values = mistakes(xor_network(3), column_batches(X, Y), kGoOn).value();
    EXPECT_EQ(values.classes, 0);
    EXPECT_THAT(values.worst, testing::ElementsAre(1, 0));
    EXPECT_TRUE(values.bins.empty());
}

TEST(Mistakes, CountAsTheEvaluationDoes) {
    const Network<float> network = wheel_network(4);
    const Mistakes found = mistakes(network, wheel_batches(), kGoOn).value();
    const EvaluationPoint point = evaluate(network, wheel_batches());
    EXPECT_NEAR(found.loss, point.loss, 1e-5);
    EXPECT_EQ(static_cast<double>(found.right) / 300, point.accuracy);
    EXPECT_EQ(found.worst.size(), static_cast<std::size_t>(300 - found.right));
    EXPECT_FALSE(mistakes(network, wheel_batches(), [] { return false; }));
}

}  // namespace
}  // namespace layerwise
