#include "core/data/digit.h"

#include <chrono>
#include <cmath>

#include <gtest/gtest.h>

#include "core/data/dataset.h"

namespace layerwise {
namespace {

constexpr float kPi = 3.14159265F;

// A 2 as a hand draws it: an arc, a diagonal, a foot.
Strokes drawn_two(float x, float y, float size) {
    Stroke stroke;
    for (int k = 0; k <= 20; ++k) {
        const float turn = kPi + static_cast<float>(k) / 20 * 1.2F * kPi;
        stroke.push_back({x + size * (0.5F + 0.4F * std::cos(turn)),
                          y + size * (0.35F + 0.35F * std::sin(turn))});
    }
    stroke.push_back({x, y + size});
    stroke.push_back({x + 0.9F * size, y + size});
    return {stroke};
}

double correlation(const Image& a, const Image& b) {
    const Eigen::ArrayXXd u = a.cast<double>().array() - a.cast<double>().mean();
    const Eigen::ArrayXXd v = b.cast<double>().array() - b.cast<double>().mean();
    return (u * v).sum() / std::sqrt(u.square().sum() * v.square().sum());
}

struct Centre {
    double row, col;
};
Centre centre_of_mass(const Image& image) {
    Centre centre{0, 0};
    for (Index i = 0; i < image.rows(); ++i) {
        for (Index j = 0; j < image.cols(); ++j) {
            centre.row += static_cast<double>(i) * image(i, j) / image.cast<double>().sum();
            centre.col += static_cast<double>(j) * image(i, j) / image.cast<double>().sum();
        }
    }
    return centre;
}

Image enlarged(const Image& image, Index factor) {
    Image large(image.rows() * factor, image.cols() * factor);
    for (Index i = 0; i < large.rows(); ++i) {
        for (Index j = 0; j < large.cols(); ++j) {
            large(i, j) = image(i / factor, j / factor);
        }
    }
    return large;
}

Image mnist_image(const ImageSet& set, Index n) {
    return image_vector(set, n).cast<float>().reshaped(28, 28).transpose();
}

TEST(Paint, DrawsADiscOfThePensWidthForADot) {
    const Image canvas = paint({{{0.5F, 0.5F}}});
    const float radius = kPenWidth * kCanvasSize / 2;
    EXPECT_EQ(canvas(70, 70), 1.0F);
    EXPECT_EQ(canvas(70, 90), 0.0F);
    EXPECT_NEAR(canvas.sum(), kPi * radius * radius, 1.0F);
}

TEST(Paint, HasSoftEdgesAndFullInk) {
    const Image canvas = paint({{{0.2F, 0.21F}, {0.8F, 0.77F}}});
    EXPECT_EQ(canvas.minCoeff(), 0.0F);
    EXPECT_EQ(canvas.maxCoeff(), 1.0F);
    EXPECT_GT(((canvas.array() > 0.2F) && (canvas.array() < 0.8F)).count(), 50);
}

TEST(Paint, PutsXToTheRightAndYDown) {
    const Image canvas = paint({{{0.9F, 0.1F}}});
    EXPECT_EQ(canvas(14, 126), 1.0F);
    EXPECT_EQ(canvas(126, 14), 0.0F);
}

TEST(Paint, SurvivesStrokesOutsideTheCanvasAndBeyondNumbers) {
    const float nan = std::nanf("");
    const Image canvas =
        paint({{}, {{-5, 0.5F}, {5, 0.5F}}, {{nan, 0}, {0.1F, nan}}, {{1e30F, 0}}});
    EXPECT_TRUE(canvas.allFinite());
    EXPECT_EQ(canvas(70, 0), 1.0F);
    EXPECT_EQ(canvas(70, 139), 1.0F);
}

TEST(Paint, TakesLessThanAMillisecondADigit) {
    const Strokes two = drawn_two(0.2F, 0.2F, 0.6F);
    double fastest = 1;
    for (int round = 0; round < 20; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        const Image canvas = paint(two);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        ASSERT_EQ(canvas.maxCoeff(), 1.0F);
        fastest = std::min(fastest, took.count());
    }
    EXPECT_LT(fastest, 1e-3 * 20);  // room for a debug build under sanitizers
}

TEST(Digit, HasEveryStage) {
    const DigitStages stages = normalize_digit(paint(drawn_two(0.1F, 0.2F, 0.5F)));
    EXPECT_EQ(stages.source.rows(), kCanvasSize);
    // The pen's rim reaches half a pixel further, the rows from 0.2 to 0.7 of 140 and the pen.
    EXPECT_NEAR(static_cast<double>(stages.cropped.rows()), 0.5 * 140 + 0.085 * 140, 2);
    EXPECT_EQ(stages.fitted.rows(), 20);
    EXPECT_LT(stages.fitted.cols(), 20);
    EXPECT_EQ(stages.fitted.maxCoeff(), 1.0F);
    EXPECT_EQ(stages.centred.rows(), 28);
    EXPECT_EQ(stages.centred.cols(), 28);
    EXPECT_NEAR(stages.centred.sum(), stages.fitted.sum(), 1e-3);
    EXPECT_FALSE(stages.inverted);
}

TEST(Digit, LiesWithItsCentreOfMassInTheMiddle) {
    const Centre centre = centre_of_mass(normalize_digit(paint(drawn_two(0, 0.3F, 0.6F))).centred);
    EXPECT_NEAR(centre.row, 14, 0.5);
    EXPECT_NEAR(centre.col, 14, 0.5);
}

TEST(Digit, DoesNotDependOnWhereItWasDrawn) {
    const Image here = normalize_digit(paint(drawn_two(0.1F, 0.1F, 0.5F))).centred;
    const Image there = normalize_digit(paint(drawn_two(0.1F + 50 / 140.0F, 0.3F, 0.5F))).centred;
    EXPECT_LT((here - there).cwiseAbs().maxCoeff(), 0.02F);
}

TEST(Digit, HardlyDependsOnItsSize) {
    const Image ink = paint(drawn_two(0.2F, 0.2F, 0.6F));
    const Image large = normalize_digit(ink).centred;
    EXPECT_GT(correlation(normalize_digit(enlarged(ink, 3)).centred, large), 0.999);
    // The pen keeps its width when the hand draws smaller, so strokes come out bolder.
    EXPECT_GT(correlation(normalize_digit(paint(drawn_two(0.2F, 0.2F, 0.45F))).centred, large),
              0.9);
}

TEST(Digit, KeepsAllInkInTheFieldWhenItsMassIsAtOneEnd) {
    // A long thin line with a heavy block at its foot pulls the centre far from the box's.
    Image ink = Image::Zero(200, 200);
    ink.block(0, 100, 160, 2).setOnes();
    ink.block(160, 80, 40, 40).setOnes();
    const DigitStages stages = normalize_digit(ink);
    EXPECT_NEAR(stages.centred.sum(), stages.fitted.sum(), 1e-3);
}

TEST(Digit, IsAllZeroWithoutInk) {
    for (const Image& empty : {paint({}), Image{}, Image(Image::Zero(3, 900))}) {
        const DigitStages stages = normalize_digit(empty);
        EXPECT_EQ(stages.cropped.size(), 0);
        EXPECT_EQ(stages.fitted.size(), 0);
        EXPECT_EQ(stages.centred, Image(Image::Zero(28, 28)));
    }
}

TEST(Digit, TakesTheSmallestDrawings) {
    Image ink = Image::Zero(140, 140);
    ink(3, 5) = 1;
    EXPECT_EQ(normalize_digit(ink).fitted, Image(Image::Ones(20, 20)));
    ink(4, 5) = 0.5F;
    const Image two = normalize_digit(ink).fitted;
    EXPECT_EQ(two.rows(), 20);
    EXPECT_EQ(two.cols(), 10);
    EXPECT_FLOAT_EQ(two(19, 0), 0.5F);
}

TEST(Picture, IsTheSameDarkOnLightAndLightOnDark) {
    const Image ink = paint(drawn_two(0.2F, 0.2F, 0.6F));
    const Image grey = 0.2F + 0.6F * ink.array();
    const DigitStages light = normalize_picture(ink);
    const DigitStages dark = normalize_picture(1 - grey.array());
    EXPECT_FALSE(light.inverted);
    EXPECT_TRUE(dark.inverted);
    EXPECT_LT((light.centred - dark.centred).cwiseAbs().maxCoeff(), 1e-4F);
}

TEST(Picture, OfAnEmptySheetHasNoInk) {
    for (const float grey : {0.0F, 0.4F, 1.0F}) {
        for (const Index side : {1, 28, 100}) {
            const DigitStages stages = normalize_picture(Image::Constant(side, side, grey));
            EXPECT_EQ(stages.centred, Image(Image::Zero(28, 28)));
        }
    }
}

TEST(Picture, SurvivesNoiseOnAPhoto) {
    const Image ink = paint(drawn_two(0.2F, 0.2F, 0.6F));
    for (const Index factor : {1, 2, 8}) {
        for (const float noise : {0.02F, 0.05F, 0.1F}) {
            Image photo = 0.8F - 0.6F * enlarged(ink, factor).array();
            std::srand(1);
            photo += noise * Image::Random(photo.rows(), photo.cols());
            const DigitStages stages = normalize_picture(photo);
            EXPECT_TRUE(stages.inverted);
            EXPECT_GT(correlation(stages.centred, normalize_digit(ink).centred), 0.97)
                << "noise " << noise << ", enlarged " << factor;
        }
    }
}

TEST(Picture, SurvivesASheetThatIsLitFromOneSide) {
    const Image ink = paint(drawn_two(0.2F, 0.2F, 0.6F));
    const Image light = Vector<float>::LinSpaced(140, 0.65F, 0.9F).replicate(1, 140);
    const DigitStages stages = normalize_picture(light.array() - 0.6F * ink.array());
    EXPECT_TRUE(stages.inverted);
    EXPECT_GT(correlation(stages.centred, normalize_digit(ink).centred), 0.9);
}

TEST(Picture, TakesAnMnistImageAsItIs) {
    const Result<ImageSet> test = load_test_set(LAYERWISE_SOURCE_DIR "/assets/mnist");
    ASSERT_TRUE(test.ok());
    const Image seven = mnist_image(*test, 0);
    const DigitStages stages = normalize_picture(seven);
    EXPECT_EQ(stages.centred, seven);
    EXPECT_EQ(stages.fitted.rows(), 20);
}

TEST(Picture, BringsEnlargedMnistImagesBack) {
    const Result<ImageSet> test = load_test_set(LAYERWISE_SOURCE_DIR "/assets/mnist");
    ASSERT_TRUE(test.ok());
    double sum = 0;
    for (Index n = 0; n < 50; ++n) {
        const Image original = mnist_image(*test, n);
        const Image sheet = 1 - enlarged(original, 10).array();
        const DigitStages stages = normalize_picture(sheet);
        EXPECT_TRUE(stages.inverted);
        sum += correlation(stages.centred, original);
    }
    EXPECT_GT(sum / 50, 0.9);
}

}  // namespace
}  // namespace layerwise
