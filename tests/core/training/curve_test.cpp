#include "core/training/curve.h"

#include <gtest/gtest.h>

namespace layerwise {
namespace {

TEST(Curve, HasAPointForEveryUpdateAtFirst) {
    Curve curve;
    curve.add(1, 0.5, 3, 1, 4);
    curve.add(2, 1.0, 2, 4, 4);
    ASSERT_EQ(curve.points().size(), 2U);
    EXPECT_EQ(curve.points()[0].update, 1);
    EXPECT_EQ(curve.points()[0].epoch, 0.5);
    EXPECT_EQ(curve.points()[0].loss, 3);
    EXPECT_EQ(curve.points()[0].accuracy, 0.25);
    EXPECT_EQ(curve.points()[1].accuracy, 1);
}

// However long the run: never too many points, and none of the updates lost.
TEST(Curve, StaysBoundedAndKeepsTheMean) {
    Curve curve;
    double loss = 0, right = 0, samples = 0;
    for (std::int64_t update = 1; update <= 50'001; ++update) {
        const Index count = 1 + update % 3;
        curve.add(update, static_cast<double>(update) / 100, static_cast<double>(update % 7), 1,
                  count);
        loss += static_cast<double>(update % 7) * static_cast<double>(count);
        right += 1;
        samples += static_cast<double>(count);
        ASSERT_LE(curve.points().size(), kMostCurvePoints);
    }
    curve.close();
    const auto& points = curve.points();
    EXPECT_GE(points.size(), kMostCurvePoints / 2);
    EXPECT_EQ(points.back().update, 50'001);

    // Two updates in a row add the samples 2 and 3, 1 and 2 or 3 and 1: count them again.
    double mean_loss = 0, mean_accuracy = 0;
    std::int64_t before = 0;
    for (const CurvePoint& point : points) {
        ASSERT_GT(point.update, before);
        double weight = 0;
        for (std::int64_t update = before + 1; update <= point.update; ++update) {
            weight += static_cast<double>(1 + update % 3);
        }
        mean_loss += weight * point.loss / samples;
        mean_accuracy += weight * point.accuracy / samples;
        before = point.update;
    }
    EXPECT_NEAR(mean_loss, loss / samples, 1e-9);
    EXPECT_NEAR(mean_accuracy, right / samples, 1e-9);
}

}  // namespace
}  // namespace layerwise
