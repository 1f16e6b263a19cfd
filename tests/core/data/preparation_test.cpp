// The stages of the normalisation, one by one switched off.
#include <gtest/gtest.h>

#include "core/data/digit.h"
#include "core/data/resample.h"

namespace layerwise {
namespace {

// A 7 in the upper left of the canvas, a third of its size.
Image small_seven() {
    return paint({{{0.12F, 0.15F}, {0.35F, 0.15F}, {0.22F, 0.45F}}});
}

struct Extent {
    Index top = 28, left = 28, bottom = -1, right = -1;
    Index rows() const { return bottom - top + 1; }
    Index cols() const { return right - left + 1; }
};

Extent ink_of(const Image& image) {
    Extent extent;
    for (Index i = 0; i < image.rows(); ++i) {
        for (Index j = 0; j < image.cols(); ++j) {
            if (image(i, j) > 0.05F) {
                extent.top = std::min(extent.top, i);
                extent.left = std::min(extent.left, j);
                extent.bottom = std::max(extent.bottom, i);
                extent.right = std::max(extent.right, j);
            }
        }
    }
    return extent;
}

Preparation only(bool crop, bool scale, bool center) {
    return {crop, scale, center};
}

TEST(Preparation, AllOffIsTheCanvasAveragedDown) {
    const Image ink = small_seven();
    const Image expected = resample(ink, 28, 28);
    EXPECT_TRUE(normalize_digit(ink, only(false, false, false)).centred.isApprox(expected));
}

TEST(Preparation, WithoutScalingTheDigitKeepsItsSize) {
    const Image ink = small_seven();
    const Extent drawn = ink_of(ink);
    const DigitStages stages = normalize_digit(ink, only(true, false, true));
    EXPECT_EQ(stages.cropped.rows(), drawn.rows());
    EXPECT_EQ(stages.cropped.cols(), drawn.cols());
    EXPECT_NEAR(static_cast<double>(stages.fitted.rows()), static_cast<double>(drawn.rows()) / 5,
                1);
    EXPECT_LT(stages.fitted.rows(), 20);
    EXPECT_EQ(std::max(normalize_digit(ink).fitted.rows(), normalize_digit(ink).fitted.cols()), 20);
}

TEST(Preparation, WithoutCroppingTheWholeCanvasIsScaled) {
    const DigitStages stages = normalize_digit(small_seven(), only(false, true, true));
    EXPECT_EQ(stages.cropped.rows(), kCanvasSize);
    EXPECT_EQ(stages.fitted.rows(), 20);
    EXPECT_EQ(stages.fitted.cols(), 20);
    EXPECT_LT(ink_of(stages.centred).rows(), 12) << "a small digit stays small";
}

TEST(Preparation, WithoutCentringTheDigitStaysWhereItWasDrawn) {
    const Image ink = small_seven();
    const Extent drawn = ink_of(resample(ink, 28, 28));
    const Extent kept = ink_of(normalize_digit(ink, only(true, false, false)).centred);
    EXPECT_NEAR(static_cast<double>(kept.top), static_cast<double>(drawn.top), 1);
    EXPECT_NEAR(static_cast<double>(kept.left), static_cast<double>(drawn.left), 1);
    const Extent centred = ink_of(normalize_digit(ink, only(true, false, true)).centred);
    EXPECT_GT(centred.top, kept.top + 4);
}

TEST(Preparation, CentringMovesTheMassOfAnUncroppedCanvasToo) {
    const Image field = normalize_digit(small_seven(), only(false, false, true)).centred;
    double row = 0;
    double col = 0;
    for (Index i = 0; i < 28; ++i) {
        for (Index j = 0; j < 28; ++j) {
            row += static_cast<double>(i) * field(i, j) / field.cast<double>().sum();
            col += static_cast<double>(j) * field(i, j) / field.cast<double>().sum();
        }
    }
    EXPECT_NEAR(row, 14, 0.51);
    EXPECT_NEAR(col, 14, 0.51);
}

TEST(Preparation, NoSwitchLosesInk) {
    // In every corner, where fitting and placing have the least room.
    for (const float x : {0.03F, 0.75F}) {
        for (const float y : {0.03F, 0.75F}) {
            const Image ink = paint({{{x, y}, {x + 0.2F, y}, {x + 0.1F, y + 0.2F}}});
            for (int bits = 0; bits < 8; ++bits) {
                const Preparation some = only((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
                const DigitStages stages = normalize_digit(ink, some);
                ASSERT_EQ(stages.centred.rows(), 28);
                ASSERT_EQ(stages.centred.cols(), 28);
                const float faint = 0.05F * static_cast<float>(stages.fitted.size());
                EXPECT_NEAR(stages.centred.sum(), stages.fitted.sum(), faint)
                    << x << " " << y << " " << bits;
            }
        }
    }
}

TEST(Preparation, NothingDrawnIsNothingWhateverIsOn) {
    for (int bits = 0; bits < 8; ++bits) {
        const DigitStages stages =
            normalize_digit(paint({}), only((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0));
        EXPECT_EQ(stages.centred.rows(), 28);
        EXPECT_EQ(stages.centred.maxCoeff(), 0);
    }
}

}  // namespace
}  // namespace layerwise
