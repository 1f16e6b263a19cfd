// layerwise classify: one JSON line a picture, and the accuracy of a whole set.
#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/cli/fixture.h"
#include "tests/cli/run.h"

namespace layerwise {
namespace {

using nlohmann::json;

std::vector<json> lines_of(const std::string& text) {
    std::vector<json> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(json::parse(line));
    }
    return lines;
}

void expect_distribution(const json& line) {
    const auto p = line["probabilities"].get<std::vector<double>>();
    ASSERT_EQ(p.size(), 10U);
    double sum = 0;
    for (const double value : p) {
        sum += value;
    }
    EXPECT_NEAR(sum, 1, 1e-12);
    EXPECT_EQ(line["prediction"], std::max_element(p.begin(), p.end()) - p.begin());
}

class ClassifyCommand : public CommandLine {};

TEST_F(ClassifyCommand, PrintsALineForEachPicture) {
    const Outcome result =
        run({"classify", "--model", path("digits.npz"), path("digit.png"), path("digit.png")});
    EXPECT_EQ(result.status, 0) << result.err;
    const auto lines = lines_of(result.out);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0]["image"], path("digit.png"));
    EXPECT_EQ(lines[0], lines[1]);
    expect_distribution(lines[0]);
}

TEST_F(ClassifyCommand, ScoresAFolderOfImages) {
    const Outcome result = run({"classify", "--model", path("digits.npz"), "--data", path("idx")});
    EXPECT_EQ(result.status, 0) << result.err;
    const auto lines = lines_of(result.out);
    ASSERT_EQ(lines.size(), 4U);
    double right = 0;
    for (std::size_t n = 0; n < 3; ++n) {
        EXPECT_EQ(lines[n]["index"], n);
        expect_distribution(lines[n]);
        right += lines[n]["prediction"] == lines[n]["label"] ? 1 : 0;
    }
    EXPECT_EQ(lines[1]["label"], 7);
    EXPECT_EQ(lines[3]["images"], 3);
    EXPECT_DOUBLE_EQ(lines[3]["accuracy"].get<double>(), right / 3);
}

// The promise of the trained model, on MNIST's 10,000 test images.
TEST_F(ClassifyCommand, TrainedModelReads98PercentOfTheTestImages) {
    const Outcome result = run({"classify", "--data", LAYERWISE_SOURCE_DIR "/assets/mnist"});
    ASSERT_EQ(result.status, 0) << result.err;
    const auto lines = lines_of(result.out);
    ASSERT_EQ(lines.size(), 10001U);
    EXPECT_GE(lines.back()["accuracy"].get<double>(), 0.98);
}

// MNIST's own images saved as PNG, as they are and as ink on paper twice the size.
TEST_F(ClassifyCommand, TrainedModelReadsPicturesDarkOrLight) {
    const ImageSet images = *load_test_set(LAYERWISE_SOURCE_DIR "/assets/mnist");
    std::vector<std::string> arguments = {"classify"};
    constexpr Index kPictures = 20;
    for (Index n = 0; n < kPictures; ++n) {
        const auto pixels = images.image(n);
        std::vector<std::uint8_t> paper(std::size_t{56} * 56);
        for (std::size_t k = 0; k < paper.size(); ++k) {
            paper[k] = static_cast<std::uint8_t>(255 - pixels[k / 112 * 28 + k % 56 / 2]);
        }
        const std::string light = path("light" + std::to_string(n) + ".png");
        const std::string dark = path("dark" + std::to_string(n) + ".png");
        ASSERT_TRUE(write_png(light, 28, 28, 1, pixels));
        ASSERT_TRUE(write_png(dark, 56, 56, 1, paper));
        arguments.insert(arguments.end(), {light, dark});
    }
    const Outcome result = run(arguments);
    ASSERT_EQ(result.status, 0) << result.err;
    int right = 0;
    const auto lines = lines_of(result.out);
    for (std::size_t k = 0; k < lines.size(); ++k) {
        right += lines[k]["prediction"] == images.labels[k / 2] ? 1 : 0;
    }
    EXPECT_GE(right, 38) << "of " << lines.size();
}

}  // namespace
}  // namespace layerwise
