#include "core/data/image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/file.h"
#include "tests/core/temp_folder.h"

namespace layerwise {
namespace {

using testing::HasSubstr;
using Bytes = std::vector<std::uint8_t>;

std::span<const std::uint8_t> bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST(Png, GivesBackGreysExactly) {
    Bytes pixels(512);
    for (std::size_t k = 0; k < pixels.size(); ++k) {
        pixels[k] = static_cast<std::uint8_t>(k);
    }
    const TempFolder folder;
    ASSERT_TRUE(write_png(folder / "a.png", 256, 2, 1, pixels).ok());
    const Result<Image> image = read_png(folder / "a.png");
    ASSERT_TRUE(image.ok()) << image.error().message;
    ASSERT_EQ(image->rows(), 2);
    ASSERT_EQ(image->cols(), 256);
    for (Index j = 0; j < 256; ++j) {
        EXPECT_FLOAT_EQ((*image)(1, j), static_cast<float>(j) / 255.0F);
    }
}

TEST(Png, WeighsColoursByTheirLuminance) {
    const std::string png = encode_png(3, 1, 3, Bytes{255, 0, 0, 0, 255, 0, 0, 0, 255});
    const Image image = *decode_png(bytes_of(png), "a.png");
    EXPECT_FLOAT_EQ(image(0, 0), 0.299F);
    EXPECT_FLOAT_EQ(image(0, 1), 0.587F);
    EXPECT_FLOAT_EQ(image(0, 2), 0.114F);
}

TEST(Png, LaysTransparentPixelsOverWhite) {
    const std::string png = encode_png(3, 1, 4, Bytes{0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 51});
    const Image image = *decode_png(bytes_of(png), "a.png");
    EXPECT_FLOAT_EQ(image(0, 0), 1.0F);
    EXPECT_FLOAT_EQ(image(0, 1), 0.0F);
    EXPECT_FLOAT_EQ(image(0, 2), 0.8F);
}

TEST(Png, RefusesOtherFilesInOneLine) {
    EXPECT_EQ(decode_png(bytes_of("GIF89a"), "a.png").error().message,
              "a.png: expected a PNG picture, found another kind of file");
    EXPECT_THAT(read_png("no/such.png").error().message, HasSubstr("No such file"));
}

TEST(Png, RefusesEveryTruncationUpToItsLastData) {
    const std::string png = encode_png(20, 20, 3, Bytes(1200, 7));
    const std::size_t end_chunk = 12;  // IEND carries no data: its absence loses nothing
    for (std::size_t length = 0; length < png.size() - end_chunk; ++length) {
        EXPECT_FALSE(decode_png(bytes_of(png.substr(0, length)), "a.png").ok()) << length;
    }
}

TEST(Png, RefusesASizeThatOnlyTheHeaderHas) {
    std::string png = encode_png(20, 20, 1, Bytes(400));
    png.replace(16, 8, std::string{"\0\0\x40\0\0\0\x40\0", 8});  // width and height, 16384 each
    EXPECT_EQ(decode_png(bytes_of(png), "a.png").error().message,
              "a.png: expected a picture of at most 67 million pixels, found 16384 × 16384");
}

TEST(Image, IsFlattenedRowByRow) {
    Image image(2, 3);
    image << 0.F, 0.25F, 0.5F, 0.75F, 1.F, 0.125F;
    Matrix<double> expected(6, 1);
    expected << 0, 0.25, 0.5, 0.75, 1, 0.125;
    EXPECT_EQ(flatten(image), expected);
}

}  // namespace
}  // namespace layerwise
