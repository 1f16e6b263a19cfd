#include "core/data/points.h"

#include <cmath>

#include <gtest/gtest.h>

namespace layerwise {
namespace {

SplitSamples points(PointSet set, double noise = 0, std::uint32_t seed = 0) {
    return make_points(
        {.set = set, .count = 400, .noise = noise, .test_share = 0.25, .seed = seed});
}

// Calls check(x, class) for every point.
template <class Check>
void for_every_point(const SplitSamples& samples, const Check& check) {
    for (const Samples* part : {&samples.train, &samples.test}) {
        for (Index n = 0; n < part->count(); ++n) {
            Index label = 0;
            part->Y.col(n).maxCoeff(&label);
            check(Eigen::Vector2d(part->X(0, n), part->X(1, n)), label);
        }
    }
}

TEST(Points, AreSplitAndOfTwoEqualClasses) {
    for (const PointSet set : all_point_sets()) {
        const SplitSamples samples = points(set);
        EXPECT_EQ(samples.train.count(), 300) << name(set);
        EXPECT_EQ(samples.test.count(), 100);
        EXPECT_EQ(samples.train.X.rows(), 2);
        EXPECT_LE(samples.train.X.cwiseAbs().maxCoeff(), 6.5);
        EXPECT_EQ(samples.classes.empty(), is_regression(set));
        if (!is_regression(set)) {
            EXPECT_EQ(samples.train.Y.row(0).sum() + samples.test.Y.row(0).sum(), 200);
            EXPECT_EQ(samples.train.Y.colwise().sum(), Matrix<double>::Ones(1, 300));
        }
    }
}

TEST(Points, OfCirclesLieInTheDiscAndInTheRing) {
    for_every_point(points(PointSet::Circle), [](const auto& x, Index label) {
        EXPECT_EQ(x.norm() > 3, label == 1);
        EXPECT_LE(x.norm(), 5);
    });
}

TEST(Points, OfXorAreToldApartByTheirSigns) {
    for_every_point(points(PointSet::Xor),
                    [](const auto& x, Index label) { EXPECT_EQ(x.prod() < 0, label == 1); });
}

// At the same radius the second arm is where the first would be half a turn on.
TEST(Points, OfSpiralsFollowTheirArms) {
    for_every_point(points(PointSet::Spiral), [](const auto& x, Index label) {
        const double angle = 3.5 * M_PI * x.norm() / 5 + (label == 1 ? M_PI : 0);
        EXPECT_NEAR(std::cos(angle), x.x() / x.norm(), 1e-9);
        EXPECT_NEAR(std::sin(angle), x.y() / x.norm(), 1e-9);
    });
}

TEST(Points, OfRegressionsHaveTheValueOfTheirPlace) {
    const SplitSamples plane = points(PointSet::Plane);
    EXPECT_TRUE(plane.train.Y.isApprox(plane.train.X.colwise().sum() / 12));
    const SplitSamples hills = points(PointSet::Gauss);
    EXPECT_LT(hills.train.Y.minCoeff(), -0.8);
    EXPECT_GT(hills.train.Y.maxCoeff(), 0.8);
}

TEST(Points, AreMovedByTheNoise) {
    int wrong = 0;
    for_every_point(points(PointSet::Xor, 0.5),
                    [&](const auto& x, Index label) { wrong += (x.prod() < 0) != (label == 1); });
    EXPECT_GT(wrong, 20);
    EXPECT_LT(wrong, 200);
    const SplitSamples plane = points(PointSet::Plane, 0.5);
    const Matrix<double> error = plane.train.Y - plane.train.X.colwise().sum() / 12;
    EXPECT_NEAR(std::sqrt(error.array().square().mean()), 0.5, 0.1);
}

TEST(Points, AreTheSameForTheSameSeed) {
    EXPECT_EQ(points(PointSet::Moons, 0.1, 4).train.X, points(PointSet::Moons, 0.1, 4).train.X);
    EXPECT_NE(points(PointSet::Moons, 0.1, 4).train.X, points(PointSet::Moons, 0.1, 5).train.X);
}

TEST(PointOptions, AreCheckedOneByOne) {
    EXPECT_EQ(problem_with(PointOptions{}), std::nullopt);
    EXPECT_EQ(problem_with(PointOptions{.count = 1}),
              "points: expected a whole number from 2 to 1000000, found 1");
    EXPECT_EQ(problem_with(PointOptions{.noise = 2}),
              "noise: expected a number from 0 to 1, found 2");
    EXPECT_EQ(problem_with(PointOptions{.test_share = 1}),
              "test share: expected a number from 0 to 0.9, found 1");
    EXPECT_EQ(point_set_from_name("moons"), PointSet::Moons);
    EXPECT_EQ(point_set_from_name("suns"), std::nullopt);
}

}  // namespace
}  // namespace layerwise
