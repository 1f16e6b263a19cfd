// The pieces of a stage lie side by side in their area, however small it is.
#include "app/views/stage_layout.h"

#include <gtest/gtest.h>

namespace layerwise {
namespace {

constexpr PieceSize kSign{0, 0, 14};
constexpr PieceSize kWord{0, 0, 46};

// W x + b = z, ReLU → a of a layer of the digits' network, and the small examples' products.
const std::vector<std::vector<PieceSize>> kStages{
    {{128, 784}, kSign, {784, 1}, kSign, {128, 1}, kSign, {128, 1}},
    {{128, 784}, kSign, {784, 1}, kSign, {128, 1}, kSign, {128, 1}, kWord, {128, 1}},
    {{1, 784}, kSign, {784, 128}, kSign, {1, 128}, kSign, {1, 128}, kWord, {1, 128}},
    {{10, 10}, kSign, {10, 1}, kSign, {10, 1}, kSign, {1, 64}, kSign, {10, 64}},
    {{2, 3}, kSign, {3, 1}, kSign, {2, 1}},
    {{5, 3}, kSign, {3, 4}, kSign, {1, 4}, kSign, {5, 4}},
    {{1, 1}},
};

TEST(StageLayout, PiecesStandInOrderInsideTheArea) {
    for (const float scale : {1.0F, 2.0F}) {
        for (const float width : {420.0F, 640.0F, 1000.0F, 2400.0F}) {
            for (const float height : {90.0F, 200.0F, 600.0F}) {
                const Rect area{30, 40, 30 + width * scale, 40 + height * scale};
                for (const auto& stage : kStages) {
                    const std::vector<Rect> rects = lay_out_pieces(stage, area, scale);
                    ASSERT_EQ(rects.size(), stage.size());
                    float x = area.x0;
                    for (const Rect& rect : rects) {
                        EXPECT_GE(rect.x0, x) << "no overlap";
                        EXPECT_GT(rect.width(), 0);
                        EXPECT_GT(rect.height(), 0);
                        EXPECT_LE(rect.x1, area.x1);
                        EXPECT_GE(rect.y0, area.y0 - 1);
                        EXPECT_LE(rect.y1, area.y1 + 1);
                        x = rect.x1;
                    }
                }
            }
        }
    }
}

TEST(StageLayout, SmallTensorsHaveCellsForNumbers) {
    const std::vector<Rect> rects = lay_out_pieces(kStages[4], {0, 0, 900, 300}, 1);
    EXPECT_EQ(rects[0].width(), 3 * rects[2].width()) << "cells of one width";
    EXPECT_EQ(rects[0].height(), rects[4].height());
    EXPECT_EQ(rects[2].height(), 1.5F * rects[0].height()) << "three rows beside two";
    EXPECT_GE(rects[2].width(), 40);
}

TEST(StageLayout, LargerTensorsAreDrawnLargerButNotOutOfProportion) {
    const std::vector<Rect> rects = lay_out_pieces(
        {{128, 784}, kSign, {784, 1}, kSign, {128, 1}, kSign, {16, 1}}, {0, 0, 1200, 900}, 1);
    EXPECT_GT(rects[0].width(), rects[0].height()) << "784 is more than 128";
    EXPECT_LT(rects[0].width(), 4 * rects[0].height()) << "but 16 stays visible";
    EXPECT_GT(rects[4].height(), rects[6].height());
    EXPECT_LT(rects[2].width(), 40) << "a long vector is thin";
}

TEST(StageLayout, ShrinksTogetherWhenThereIsLittleRoom) {
    const std::vector<PieceSize> stage{{5, 3}, kSign, {3, 6}};
    const std::vector<Rect> wide = lay_out_pieces(stage, {0, 0, 2000, 300}, 1);
    const std::vector<Rect> narrow = lay_out_pieces(stage, {0, 0, 320, 300}, 1);
    EXPECT_LT(narrow[0].width(), wide[0].width());
    EXPECT_NEAR(narrow[2].width() / narrow[0].width(), 2, 0.03) << "in proportion";
    EXPECT_EQ(lay_out_pieces(stage, {0, 0, 3000, 300}, 1)[0].width(), wide[0].width())
        << "but never grow beyond their size";
}

TEST(StageLayout, MatricesOfManyCellsGrowWithTheScreen) {
    const std::vector<Rect> usual = lay_out_pieces(kStages[0], {0, 0, 780, 260}, 1);
    const std::vector<Rect> large = lay_out_pieces(kStages[0], {0, 0, 3000, 1200}, 1);
    EXPECT_GT(large[0].width(), 2 * usual[0].width());
    EXPECT_GT(large[0].height(), 2 * usual[0].height());
    EXPECT_GT(large[4].height(), 2 * usual[4].height()) << "b beside it as well";
    EXPECT_EQ(large[4].width(), usual[4].width()) << "a vector stays thin";
    const std::vector<Rect> low = lay_out_pieces(kStages[0], {0, 0, 3000, 260}, 1);
    EXPECT_LE(low[0].width(), 1.2F * usual[0].width()) << "not in one direction alone";
}

}  // namespace
}  // namespace layerwise
