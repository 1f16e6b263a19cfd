#include "core/data/csv.h"

#include <cmath>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace layerwise {
namespace {

using testing::ElementsAre;

std::string error_of(std::string_view bytes, const CsvOptions& options = {}) {
    const Result<CsvSamples> table = decode_csv(bytes, options, "t.csv");
    return table ? "" : table.error().message;
}

TEST(Csv, HasInputsClassesAndTheNumbersOfItsStandardisation) {
    const Result<CsvSamples> table = decode_csv(
        "\xEF\xBB\xBF"
        "width,kind, height\r\n1,cat,10\r\n3,\"dog, big\",10\r\n\r\n5,cat,10\r\n",
        {.label = "kind", .test_share = 0}, "t.csv");
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->label, "kind");
    EXPECT_THAT(table->samples.inputs, ElementsAre("width", "height"));
    EXPECT_THAT(table->samples.classes, ElementsAre("cat", "dog, big"));
    EXPECT_TRUE(table->mean.isApprox(Eigen::Vector2d(3, 10)));
    EXPECT_TRUE(table->deviation.isApprox(Eigen::Vector2d(std::sqrt(8.0 / 3), 1)));
    const Samples& train = table->samples.train;
    ASSERT_EQ(train.count(), 3);
    for (Index n = 0; n < 3; ++n) {
        const double width = train.X(0, n) * table->deviation(0) + 3;
        EXPECT_NEAR(train.Y(1, n), width > 2 && width < 4 ? 1 : 0, 1e-12);
        EXPECT_EQ(train.X(1, n), 0);
    }
}

TEST(Csv, StandardisesTheTestRowsByTheTrainingRows) {
    std::string text = "x,y\n";
    for (int k = 0; k < 10; ++k) {
        text += std::to_string(k * k) + "," + std::to_string(k % 2) + "\n";
    }
    const Result<CsvSamples> table = decode_csv(text, {.test_share = 0.3, .seed = 2}, "t.csv");
    ASSERT_TRUE(table);
    EXPECT_EQ(table->samples.test.count(), 3);
    EXPECT_NEAR(table->samples.train.X.mean(), 0, 1e-12);
    EXPECT_NEAR(table->samples.train.X.array().square().mean(), 1, 1e-12);
    const Matrix<double> test = table->samples.test.X * table->deviation(0);
    for (Index n = 0; n < 3; ++n) {
        const double root = std::sqrt(test(0, n) + table->mean(0));
        EXPECT_NEAR(root, std::round(root), 1e-9);
    }
}

TEST(Csv, SortsNumberedClassesBySize) {
    const Result<CsvSamples> table = decode_csv("x,y\n1,10\n2,9\n3,2\n", {}, "t.csv");
    ASSERT_TRUE(table);
    EXPECT_THAT(table->samples.classes, ElementsAre("2", "9", "10"));
}

TEST(Csv, SaysWhatIsWrongAndWhere) {
    EXPECT_EQ(error_of("x,y\n1,a\n2,b,3\n"),
              "t.csv: line 3: expected 2 values as in the header, found 3");
    EXPECT_EQ(error_of("x,y\n1,a\noops,b\n"),
              "t.csv: line 3, column \"x\": expected a number, found \"oops\"");
    EXPECT_EQ(error_of("x,y\n1,a\nnan,b\n"),
              "t.csv: line 3, column \"x\": expected a number, found \"nan\"");
    EXPECT_EQ(error_of("x,y\n1,a\n2,\n"),
              "t.csv: line 3, column \"y\": expected a label, found \"\"");
    EXPECT_EQ(error_of("x,y\n1,a\n2,a\n"),
              "t.csv: column \"y\": expected 2 to 1000 classes, found 1");
    EXPECT_EQ(
        error_of("x,x\n1,a\n2,b\n"),
        "t.csv: line 1: expected a name of its own for every column, found one twice or empty");
    EXPECT_EQ(error_of("x\n1\n2\n"), "t.csv: line 1: expected two columns or more, found 1");
    EXPECT_EQ(error_of("x,y\n1,a\n"),
              "t.csv: expected a header and two rows or more, found 2 lines");
    EXPECT_EQ(error_of(""), "t.csv: expected a header and two rows or more, found 0 lines");
    EXPECT_EQ(error_of("x,y\n1,a\n2,\"b\n"),
              "t.csv: line 3: expected a closing quote, found the end");
    EXPECT_EQ(error_of("x,y\n1,a\n2,b\n", {.label = "z"}),
              "t.csv: line 1: expected a column \"z\", found x, y");
    EXPECT_NE(load_csv("/nonexistent.csv", {}).ok(), true);
}

}  // namespace
}  // namespace layerwise
