#include "core/training/evaluate.h"

#include <cmath>

#include <gtest/gtest.h>

namespace layerwise {
namespace {

Network<float> identity(Index size, Loss loss) {
    return {{{Matrix<float>::Identity(size, size), Vector<float>::Zero(size)}}, loss};
}

TEST(Evaluate, CountsLargestOutputsThatAreLargestTargets) {
    Matrix<double> X(3, 4), Y(3, 4);
    X << 9, 1, 0, 2,  //
        1, 5, 0, 3,   //
        0, 2, 7, 4;
    Y << 1, 0, 0, 1,  //
        0, 1, 0, 0,   //
        0, 0, 1, 0;
    const EvaluationPoint point =
        evaluate(identity(3, Loss::MeanSquaredError), column_batches(X, Y));
    EXPECT_DOUBLE_EQ(point.accuracy, 0.75);
    EXPECT_NEAR(point.loss, (X - Y).squaredNorm() / 12, 1e-5);
}

TEST(Evaluate, RoundsASingleOutput) {
    Matrix<double> X(1, 4), Y(1, 4);
    X << 0.1, 0.6, 0.4, 1.2;
    Y << 0, 1, 1, 1;
    const EvaluationPoint point =
        evaluate(identity(1, Loss::MeanSquaredError), column_batches(X, Y));
    EXPECT_DOUBLE_EQ(point.accuracy, 0.75);
}

// The loss is the mean over the samples, however they are cut.
TEST(Evaluate, TakesMoreSamplesThanOneChunk) {
    const Index count = 1000;
    Matrix<double> X = Matrix<double>::Zero(2, count), Y = Matrix<double>::Zero(2, count);
    X.row(0).setLinSpaced(-1, 1);
    Y.row(1).setOnes();
    const EvaluationPoint point =
        evaluate(identity(2, Loss::MeanSquaredError), column_batches(X, Y));
    EXPECT_NEAR(point.loss, (X - Y).squaredNorm() / (2 * count), 1e-6);
    EXPECT_DOUBLE_EQ(point.accuracy, 0.5);
}

TEST(Evaluate, EndsWhenTold) {
    const Matrix<double> X = Matrix<double>::Zero(2, 1000);
    int asked = 0;
    const auto point = evaluate_while(identity(2, Loss::MeanSquaredError), column_batches(X, X),
                                      [&] { return ++asked < 3; });
    EXPECT_FALSE(point);
    EXPECT_EQ(asked, 3);
}

}  // namespace
}  // namespace layerwise
