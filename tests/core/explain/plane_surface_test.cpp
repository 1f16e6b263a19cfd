// A unit's picture is its activation, point by point.
#include "core/explain/plane_surface.h"

#include <gtest/gtest.h>

#include "core/explain/input_gradient.h"
#include "core/network/spec.h"

namespace layerwise {
namespace {

TEST(PlaneSurface, TheGridRunsFromTheUpperLeftCorner) {
    const Matrix<double> points = grid_points({.reach = 3, .side = 3});
    ASSERT_EQ(points.cols(), 9);
    EXPECT_TRUE(points.col(0).isApprox(Vector<double>{{-2, 2}}));
    EXPECT_TRUE(points.col(2).isApprox(Vector<double>{{-2, -2}})) << "down a column first";
    EXPECT_TRUE(points.col(3).isApprox(Vector<double>{{0, 2}}));
    EXPECT_TRUE(points.col(4).isZero(1e-15)) << "the middle";
}

TEST(PlaneSurface, EveryPictureIsWhatItsUnitMakesOfThePoint) {
    NetworkSpec spec;
    spec.sizes = {2, 4, 3, 1};
    spec.hidden = Activation::Tanh;
    spec.output = Activation::Sigmoid;
    spec.loss = Loss::BinaryCrossEntropy;
    const Network<double> network = initialize(spec, Initializer::Uniform, 3);
    const PlaneGrid grid{.reach = 5, .side = 7};
    const Matrix<double> points = grid_points(grid);
    const PlaneSurface surface = plane_surface(network, points.cast<float>(), grid.side);
    EXPECT_EQ(surface.count(), 2 + 4 + 3 + 1);
    for (Index c = 0; c < grid.side; ++c) {
        for (Index r = 0; r < grid.side; ++r) {
            const Activity exact = activity(network, points.col(r + c * grid.side));
            for (int l = 0; l <= 3; ++l) {
                const Vector<double>& a = exact.a[static_cast<std::size_t>(l)];
                for (Index i = 0; i < a.size(); ++i) {
                    EXPECT_NEAR(surface.picture(l, i)(r, c), a(i), 2e-6)
                        << "layer " << l << " unit " << i;
                }
            }
        }
    }
    EXPECT_NEAR(surface.range[0], 5 - 5.0 / 7, 1e-6) << "the outermost cell's middle";
}

}  // namespace
}  // namespace layerwise
