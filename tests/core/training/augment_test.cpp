#include "core/training/augment.h"

#include <cmath>
#include <numbers>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace layerwise {
namespace {

using testing::ElementsAre;
using testing::FloatNear;
using testing::Pointwise;

// 3 × 3, one dot right of the centre.
const std::vector<std::uint8_t> kDot = {0, 0, 0,    //
                                        0, 0, 255,  //
                                        0, 0, 0};

std::vector<float> distorted(const std::vector<std::uint8_t>& image, const Distortion& distortion) {
    std::vector<float> result(image.size());
    distort(image, 3, 3, distortion, result);
    return result;
}

TEST(Distort, LeavesTheImageWhenThereIsNothingToDo) {
    EXPECT_THAT(
        distorted({0, 51, 102, 153, 204, 255, 0, 51, 102}, {}),
        Pointwise(FloatNear(1e-6F), std::vector<float>{0, .2F, .4F, .6F, .8F, 1, 0, .2F, .4F}));
}

TEST(Distort, MovesTheInkByTheShift) {
    EXPECT_THAT(distorted(kDot, {.shift_x = -2, .shift_y = 1}),
                ElementsAre(0, 0, 0, 0, 0, 0, 1, 0, 0));
}

TEST(Distort, SharesAnInkBetweenPixels) {
    const std::vector<float> result = distorted(kDot, {.shift_x = -0.5F});
    EXPECT_FLOAT_EQ(result[4], 0.5F);
    EXPECT_FLOAT_EQ(result[5], 0.5F);
}

TEST(Distort, TurnsXTowardsY) {
    const Distortion quarter{.angle = std::numbers::pi_v<float> / 2};
    EXPECT_THAT(distorted(kDot, quarter),
                Pointwise(FloatNear(1e-5F), std::vector<float>{0, 0, 0, 0, 0, 0, 0, 1, 0}));
}

TEST(Distort, ScalesFromTheCentre) {
    const std::vector<float> result = distorted(kDot, {.scale_x = 2, .scale_y = 1});
    EXPECT_FLOAT_EQ(result[5], 0.5F);  // half of the way to the dot, which is 2 pixels out now
}

TEST(Distort, ShearsXByY) {
    const std::vector<std::uint8_t> column = {0, 255, 0, 0, 255, 0, 0, 255, 0};
    EXPECT_THAT(distorted(column, {.shear = 1}), ElementsAre(1, 0, 0, 0, 1, 0, 0, 0, 1));
}

TEST(RandomDistortion, IsTheSameForTheSameSeedEpochAndSample) {
    const Distortion first = random_distortion(1, 2, 3), again = random_distortion(1, 2, 3);
    EXPECT_EQ(first.angle, again.angle);
    EXPECT_EQ(first.shift_y, again.shift_y);
    EXPECT_NE(first.angle, random_distortion(2, 2, 3).angle);
    EXPECT_NE(first.angle, random_distortion(1, 3, 3).angle);
    EXPECT_NE(first.angle, random_distortion(1, 2, 4).angle);
}

TEST(RandomDistortion, FillsItsRangeEvenly) {
    double sum = 0, largest = 0;
    constexpr Index kSamples = 10'000;
    for (Index sample = 0; sample < kSamples; ++sample) {
        const double shift = random_distortion(0, 0, sample).shift_x;
        sum += shift;
        largest = std::max(largest, std::abs(shift));
    }
    EXPECT_LE(largest, 2);
    EXPECT_GT(largest, 1.99);
    EXPECT_NEAR(sum / kSamples, 0, 0.05);  // σ of the mean is 0.012
}

}  // namespace
}  // namespace layerwise
