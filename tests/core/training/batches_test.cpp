#include "core/training/batches.h"

#include <array>

#include <gtest/gtest.h>

namespace layerwise {
namespace {

// Two images of 1 × 2 pixels.
std::shared_ptr<const ImageSet> two_images() {
    ImageSet images;
    images.rows = 1;
    images.cols = 2;
    images.pixels = {0, 255, 51, 102};
    images.labels = {2, 0};
    return std::make_shared<const ImageSet>(images);
}

TEST(ImageBatches, AreColumnsOfPixelsAndOneHotLabels) {
    const Batches batches = image_batches(two_images(), 3, false, 0);
    EXPECT_EQ(batches.count, 2);
    EXPECT_EQ(batches.inputs, 2);
    EXPECT_EQ(batches.outputs, 3);

    Matrix<float> X(2, 2), Y = Matrix<float>::Ones(3, 2);
    batches.gather(std::array<Index, 2>{1, 0}, 0, X, Y);
    Matrix<float> expected_x(2, 2), expected_y(3, 2);
    expected_x << 0.2F, 0, 0.4F, 1;
    expected_y << 1, 0, 0, 0, 0, 1;
    EXPECT_TRUE(X.isApprox(expected_x));
    EXPECT_EQ(Y, expected_y);
}

TEST(ImageBatches, AreDistortedFreshlyEachEpochWhenAugmented) {
    const Batches batches = image_batches(two_images(), 3, true, 0);
    Matrix<float> first(2, 2), again(2, 2), later(2, 2), Y(3, 2);
    const std::array<Index, 2> samples = {0, 1};
    batches.gather(samples, 1, first, Y);
    batches.gather(samples, 1, again, Y);
    batches.gather(samples, 2, later, Y);
    EXPECT_EQ(first, again);
    EXPECT_NE(first, later);
}

TEST(ColumnBatches, AreTheColumnsAskedFor) {
    Matrix<double> A(1, 3), B(2, 3);
    A << 1, 2, 3;
    B << 4, 5, 6, 7, 8, 9;
    Matrix<float> X(1, 2), Y(2, 2), expected_y(2, 2);
    column_batches(A, B).gather(std::array<Index, 2>{2, 0}, 0, X, Y);
    expected_y << 6, 4, 9, 7;
    EXPECT_EQ(X, (Matrix<float>(1, 2) << 3, 1).finished());
    EXPECT_EQ(Y, expected_y);
}

}  // namespace
}  // namespace layerwise
