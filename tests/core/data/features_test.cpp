// The numbers that are made of a point of the plane.
#include "core/data/features.h"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

namespace layerwise {
namespace {

TEST(Features, AreMadeOfTheCoordinates) {
    const Matrix<double> points{{0.5, -2}, {3, 1}};
    const Matrix<double> made = features_of(points, all_features());
    ASSERT_EQ(made.rows(), 7);
    const Vector<double> expected{{-2, 1, 4, 1, -2, std::sin(-2.0), std::sin(1.0)}};
    EXPECT_TRUE(made.col(1).isApprox(expected, 1e-15)) << made.col(1);
    EXPECT_EQ(made(2, 0), 0.25);
}

TEST(Features, OnlyTheAskedOnesInTheirOrder) {
    const Matrix<double> points{{2.0}, {3.0}};
    const Matrix<double> made = features_of(points, std::array{Feature::X1X2, Feature::X1});
    EXPECT_EQ(made, (Matrix<double>{{6.0}, {2.0}}));
}

TEST(Features, HaveNamesThatLeadBack) {
    for (const Feature feature : all_features()) {
        EXPECT_EQ(feature_from_name(name(feature)), feature);
        EXPECT_FALSE(spoken(feature).empty());
    }
    EXPECT_EQ(feature_from_name("x3"), std::nullopt);
}

}  // namespace
}  // namespace layerwise
