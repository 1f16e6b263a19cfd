#include "core/examples/example.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/network/model_file.h"
#include "core/network/spec.h"
#include "tests/core/temp_folder.h"
#include "tests/golden/golden.h"

namespace layerwise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string error_of(std::string_view id, const ExampleOptions& options) {
    const auto example = load_example(id, options);
    return example ? "no error" : example.error().message;
}

// An untrained network with MNIST's sizes: these tests ask nothing of what it knows.
class Digits : public testing::Test {
protected:
    Digits() {
        NetworkSpec spec;
        spec.sizes = {784, 12, 10};
        save(spec);
    }

    void save(const NetworkSpec& spec) {
        options_.model = folder_ / "model.npz";
        EXPECT_TRUE(save_model(*options_.model, initialize(spec, Initializer::He, 1)));
    }

    TempFolder folder_;
    ExampleOptions options_;
};

TEST(Example, IdsInTheOrderOfTheMenu) {
    EXPECT_THAT(example_ids(), ElementsAre("two-to-two", "three-to-two", "two-two-one",
                                           "numpy-case", "playground", "digits"));
}

TEST(Example, UnknownIdNamesTheKnownOnes) {
    EXPECT_EQ(error_of("digit", {}),
              "example: expected one of two-to-two, three-to-two, two-two-one, numpy-case, "
              "playground, digits, "
              "found \"digit\"");
}

TEST(Example, ThreeToTwoCanBeDoneByHand) {
    const Example example = load_example("three-to-two", {}).value();
    const Dense<double>& layer = example.network->layers.at(0);
    const Matrix<double> z = layer.W * example.input.x + layer.b;
    const Matrix<double> a = predict(*example.network, example.input.x);
    EXPECT_NEAR(z(0, 0), 0.2 * 1 - 0.5 * 2 + 1 * 0.5 + 0.1, 1e-15);
    EXPECT_NEAR(z(1, 0), 0.7 * 1 + 0.3 * 2 - 0.4 * 0.5 - 0.2, 1e-15);
    EXPECT_EQ(a, z);
    EXPECT_NEAR(loss_value(example.network->loss, layer.f, z, a, example.input.y), 0.025, 1e-15);
    EXPECT_EQ(example.learning_rate, 0.1);
}

TEST(Example, NumpyCaseIsNumPys) {
    const Example example = load_example("numpy-case", {}).value();
    const Matrix<double> output = predict(*example.network, example.input.x);
    const NpyArray expected = golden::load().at("lesson_output");
    ASSERT_EQ(output.cols(), 5);
    for (Index n = 0; n < 5; ++n) {
        EXPECT_NEAR(output(0, n), expected.values[static_cast<std::size_t>(n)], 1e-15);
    }
    EXPECT_EQ(example.input.x(0, 0), 0.5488135039273248);  // np.random.seed(0); np.random.rand()
    EXPECT_EQ(example.input.x(1, 0), 0.7151893663724195);  // samples are columns
}

TEST(Example, LearningRateIsTheOneAskedFor) {
    ExampleOptions options;
    options.learning_rate = 0.01;
    EXPECT_EQ(load_example("numpy-case", options)->learning_rate, 0.01);
}

TEST(Example, DescriptionsNameTargetAndLoss) {
    EXPECT_THAT(load_example("three-to-two", {})->description,
                testing::AllOf(HasSubstr("y = (0, 1)"), HasSubstr("mean squared error")));
    EXPECT_THAT(load_example("numpy-case", {})->description,
                testing::AllOf(HasSubstr("y = (1, 0, 1, 0, 1)"), HasSubstr("mean squared error")));
}

TEST_F(Digits, FirstTestImageIsASeven) {
    const Example example = load_example("digits", options_).value();
    EXPECT_EQ(example.input.label, 7);
    EXPECT_EQ(example.input.y(7, 0), 1);
    EXPECT_EQ(example.input.y.sum(), 1);
    EXPECT_EQ(example.input.x.rows(), 784);
    EXPECT_EQ(example.input.source, Input::Source::TestImage);
    EXPECT_EQ(example.images->count(), 10000);
    EXPECT_EQ(example.network->loss, Loss::CrossEntropy);
    EXPECT_THAT(example.title, HasSubstr("784 → 12 → 10"));
}

TEST(Example, TheModelThatComesWithDigitsReadsThem) {
    const Example example = load_example("digits", {}).value();
    EXPECT_EQ(sizes_text(*example.network), "784-128-64-10");
    const ImageSet& images = *example.images;
    const Matrix<double> p = predict(*example.network, image_batch(images, 0, images.count()));
    Index right = 0;
    for (Index n = 0; n < images.count(); ++n) {
        Index prediction = 0;
        p.col(n).maxCoeff(&prediction);
        right += prediction == images.labels[static_cast<std::size_t>(n)] ? 1 : 0;
    }
    EXPECT_GE(right, 9800);
}

TEST_F(Digits, ABatchBeginsAtTheImageAskedFor) {
    options_.image = 9997;
    options_.batch = 3;
    const Example example = load_example("digits", options_).value();
    EXPECT_EQ(example.input.x.cols(), 3);
    EXPECT_EQ(example.input.x.col(1), image_vector(*example.images, 9998));
    EXPECT_EQ(example.input.y(example.images->labels[9999], 2), 1);
    EXPECT_EQ(example.input.label, -1);
}

TEST_F(Digits, ImagesOutOfRangeAreRefused) {
    options_.image = 10000;
    EXPECT_EQ(error_of("digits", options_), "image: expected a number from 0 to 9999, found 10000");
    options_.image = -1;
    EXPECT_THAT(error_of("digits", options_), HasSubstr("found -1"));
    options_.image = 9999;
    options_.batch = 2;
    EXPECT_EQ(error_of("digits", options_),
              "batch: expected from 1 to 1 images from image 9999 on, found 2");
    options_.batch = 0;
    EXPECT_THAT(error_of("digits", options_), HasSubstr("found 0"));
}

TEST_F(Digits, AModelOfOtherSizesIsRefused) {
    EXPECT_EQ(error_of("three-to-two", options_),
              options_.model->string() + ": expected 3 inputs and 2 outputs, found 784 and 10");
    NetworkSpec spec;
    spec.sizes = {3, 2};
    save(spec);
    EXPECT_EQ(error_of("three-to-two", options_), "no error");
    EXPECT_EQ(error_of("digits", options_),
              options_.model->string() + ": expected 784 inputs and 10 outputs, found 3 and 2");
}

TEST(Assets, AreFoundFromTheEnvironmentFirst) {
    const TempFolder folder;
    // NOLINTBEGIN(concurrency-mt-unsafe): a test program has one thread.
    setenv("LAYERWISE_ASSETS", folder.path().c_str(), 1);
    EXPECT_EQ(asset_folder(), folder.path());
    setenv("LAYERWISE_ASSETS", (folder / "none").c_str(), 1);
    EXPECT_TRUE(std::filesystem::exists(asset_folder() / "mnist"));
    unsetenv("LAYERWISE_ASSETS");
    // NOLINTEND(concurrency-mt-unsafe)
    EXPECT_TRUE(std::filesystem::exists(asset_folder() / "mnist"));
}

}  // namespace
}  // namespace layerwise
