// What is under the pointer stays there while the wheel turns.
#include "app/draw/zoom.h"

#include <gtest/gtest.h>

namespace layerwise {
namespace {

// What of the matrix is at that fraction of the rectangle.
ImVec2 under(const Rect& part, ImVec2 at) {
    return {part.x0 + at.x * part.width(), part.y0 + at.y * part.height()};
}

TEST(Zoom, KeepsWhatIsUnderThePointer) {
    const ImVec2 at{0.3F, 0.8F};
    Rect part = kWhole;
    for (int turn = 0; turn < 10; ++turn) {
        const ImVec2 before = under(part, at);
        part = zoomed(part, at, 1.25F, 128, 784);
        EXPECT_NEAR(under(part, at).x, before.x, 1e-5F);
        EXPECT_NEAR(under(part, at).y, before.y, 1e-5F);
    }
    EXPECT_NEAR(part.width(), std::pow(1.25F, -10.0F), 1e-5F);
}

TEST(Zoom, EndsAtFourCellsAndAtTheWhole) {
    const Rect closest = zoomed(kWhole, {0.5F, 0.5F}, 1e6F, 128, 784);
    EXPECT_NEAR(closest.height() * 128, 4, 1e-3F);
    EXPECT_NEAR(closest.width() * 784, 4, 1e-3F);
    EXPECT_TRUE(is_whole(zoomed(closest, {0.1F, 0.9F}, 1e-6F, 128, 784)));
    const Rect vector = zoomed(kWhole, {0.5F, 0.5F}, 100, 784, 1);
    EXPECT_EQ(vector.width(), 1) << "an axis of one cell stays";
    EXPECT_LT(vector.height(), 0.1F);
}

TEST(Zoom, NeverLeavesTheMatrix) {
    Rect part = zoomed(kWhole, {0, 0}, 4, 100, 100);
    EXPECT_EQ(part.x0, 0);
    part = panned(part, {0.5F, -0.5F});
    EXPECT_EQ(part.x0, 0) << "there is nothing to the left";
    EXPECT_NEAR(part.y0, 0.125F, 1e-5F);
    part = panned(part, {-100, -100});
    EXPECT_NEAR(part.x1, 1, 1e-6F);
    EXPECT_NEAR(part.y1, 1, 1e-6F);
    EXPECT_NEAR(part.width(), 0.25F, 1e-5F);
}

TEST(Zoom, MovesAsLittleAsShowsACell) {
    const Rect part{0.25F, 0.25F, 0.5F, 0.5F};
    EXPECT_EQ(showing(part, 30, 30, 100, 100).x0, part.x0);
    EXPECT_NEAR(showing(part, 30, 10, 100, 100).x0, 0.10F, 1e-5F);
    EXPECT_NEAR(showing(part, 60, 30, 100, 100).y1, 0.61F, 1e-5F);
}

}  // namespace
}  // namespace layerwise
