#include "core/data/dataset.h"

#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/file.h"
#include "tests/core/temp_folder.h"

namespace layerwise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kMnist = LAYERWISE_SOURCE_DIR "/assets/mnist";
constexpr const char* kFashion = "/usr/share/datasets/fashion-mnist";

std::string big_endian(unsigned value) {
    return {static_cast<char>(value >> 24U), static_cast<char>(value >> 16U),
            static_cast<char>(value >> 8U), static_cast<char>(value)};
}

std::string images_file(unsigned count, unsigned rows, unsigned cols) {
    return big_endian(0x803) + big_endian(count) + big_endian(rows) + big_endian(cols) +
           std::string(std::size_t{count} * rows * cols, '\x33');
}

std::string labels_file(const std::string& labels) {
    return big_endian(0x801) + big_endian(static_cast<unsigned>(labels.size())) + labels;
}

void write_set(const TempFolder& folder, const std::string& prefix, const std::string& images,
               const std::string& labels) {
    ASSERT_TRUE(write_file(folder / (prefix + "-images-idx3-ubyte"), images).ok());
    ASSERT_TRUE(write_file(folder / (prefix + "-labels-idx1-ubyte"), labels).ok());
}

std::int64_t pixel_sum(const ImageSet& set) {
    return std::accumulate(set.pixels.begin(), set.pixels.end(), std::int64_t{0});
}

std::vector<int> label_counts(const ImageSet& set) {
    std::vector<int> counts(10);
    for (const std::uint8_t label : set.labels) {
        ++counts.at(label);
    }
    return counts;
}

// The sums and counts were computed with NumPy from the same files.
TEST(Mnist, IsTheKnownOne) {
    const Result<Dataset> mnist = load_dataset(kMnist);
    ASSERT_TRUE(mnist.ok()) << mnist.error().message;
    EXPECT_EQ(mnist->train.count(), 60000);
    EXPECT_EQ(mnist->test.count(), 10000);
    EXPECT_EQ(mnist->train.rows, 28);
    EXPECT_EQ(mnist->train.cols, 28);
    EXPECT_EQ(mnist->classes, 10);
    EXPECT_EQ(pixel_sum(mnist->train), 1'567'298'545);  // mean 0.1307 of full ink
    EXPECT_EQ(pixel_sum(mnist->test), 264'923'200);
    EXPECT_THAT(label_counts(mnist->train),
                ElementsAre(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949));
    EXPECT_THAT(label_counts(mnist->test),
                ElementsAre(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009));
}

TEST(Mnist, BeginsItsTestSetWithASeven) {
    const Result<ImageSet> test = load_test_set(kMnist);
    ASSERT_TRUE(test.ok());
    EXPECT_EQ(test->labels[0], 7);
    // The bar of the seven: row 7 has ink from column 6 on, row 6 has none.
    const std::span<const std::uint8_t> seven = test->image(0);
    EXPECT_EQ(seven[6 * 28 + 6], 0);
    EXPECT_EQ(seven[7 * 28 + 6], 84);
    EXPECT_DOUBLE_EQ(image_vector(*test, 0)(7 * 28 + 6), 84 / 255.0);
}

TEST(FashionMnist, LoadsFromItsDebianPackage) {
    const Result<Dataset> fashion = load_dataset(kFashion);
    ASSERT_TRUE(fashion.ok()) << fashion.error().message;
    EXPECT_EQ(fashion->train.count(), 60000);
    EXPECT_EQ(pixel_sum(fashion->train), 3'431'114'169);
    EXPECT_THAT(label_counts(fashion->test),
                ElementsAre(1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000));
}

TEST(Dataset, TakesImagesOfAnySizeAndMoreClassesThanTen) {
    const TempFolder folder;
    write_set(folder, "train", images_file(3, 4, 5), labels_file(std::string{"\0\1\x10", 3}));
    write_set(folder, "t10k", images_file(1, 4, 5), labels_file("\2"));
    const Result<Dataset> dataset = load_dataset(folder.path());
    ASSERT_TRUE(dataset.ok()) << dataset.error().message;
    EXPECT_EQ(dataset->classes, 17);
    EXPECT_EQ(dataset->train.pixels_per_image(), 20);
    EXPECT_EQ(image_batch(dataset->train, 1, 2), Matrix<double>::Constant(20, 2, 0x33 / 255.0));
}

TEST(Dataset, SaysWhatIsMissing) {
    const TempFolder folder;
    EXPECT_EQ(load_dataset(folder.path()).error().message,
              folder.path().string() +
                  ": expected train-images-idx3-ubyte or "
                  "train-images-idx3-ubyte.gz, found neither");
    EXPECT_THAT(load_test_set("no/such/folder").error().message, HasSubstr("t10k-images"));
}

TEST(Dataset, RefusesFilesThatDoNotFitTogether) {
    const TempFolder folder;
    write_set(folder, "t10k", images_file(2, 4, 5), labels_file("\1"));
    EXPECT_THAT(load_test_set(folder.path()).error().message,
                HasSubstr("expected 2 labels, one for each image of"));

    write_set(folder, "t10k", images_file(0, 28, 28), labels_file(""));
    EXPECT_THAT(load_test_set(folder.path()).error().message, HasSubstr("at least one image"));

    write_set(folder, "train", images_file(1, 4, 5), labels_file("\1"));
    write_set(folder, "t10k", images_file(1, 5, 4), labels_file("\1"));
    EXPECT_THAT(load_dataset(folder.path()).error().message,
                HasSubstr("expected test images of 4 × 5 like the training images, found 5 × 4"));
}

TEST(Dataset, PutsImagesInColumnsRowByRow) {
    const ImageSet set{
        .rows = 2, .cols = 2, .pixels = {0, 51, 102, 255, 255, 0, 0, 51}, .labels = {0, 1}};
    Matrix<double> expected(4, 2);
    expected << 0, 1, 0.2, 0, 0.4, 0, 1, 0.2;
    EXPECT_TRUE(image_batch(set, 0, 2).isApprox(expected, 1e-15));
    EXPECT_EQ(image_vector(set, 1), image_batch(set, 0, 2).col(1));
}

TEST(Dataset, MakesOneHotColumns) {
    const std::vector<std::uint8_t> labels{2, 0};
    Matrix<double> expected(3, 2);
    expected << 0, 1, 0, 0, 1, 0;
    EXPECT_EQ(one_hot(labels, 3), expected);
}

}  // namespace
}  // namespace layerwise
