// Training on the real digits.
#include <filesystem>

#include <gtest/gtest.h>

#include "core/data/dataset.h"
#include "core/network/model_file.h"
#include "core/network/spec.h"
#include "core/training/trainer.h"

namespace layerwise {
namespace {

const std::filesystem::path kAssets = std::filesystem::path(LAYERWISE_SOURCE_DIR) / "assets";

Batches batches_of(ImageSet images) {
    return image_batches(std::make_shared<const ImageSet>(std::move(images)), 10, false, 0);
}

TEST(Mnist, OneEpochReaches94Percent) {
    Result<Dataset> data = load_dataset(kAssets / "mnist");
    ASSERT_TRUE(data) << data.error().message;
    Trainer trainer;
    trainer.start(cast<float>(initialize({.sizes = {784, 128, 64, 10}}, Initializer::He, 0)),
                  batches_of(std::move(data->train)), batches_of(std::move(data->test)),
                  {.epochs = 1,
                   .learning_rate = 0.3,
                   .final_learning_rate = 0.01,
                   .threads = 2,
                   .yielding = false},
                  {});
    trainer.wait();
    EXPECT_EQ(trainer.snapshot()->state, TrainingState::Finished);
    EXPECT_GT(trainer.snapshot()->evaluations.back().accuracy, 0.94);
}

TEST(CommittedModel, Knows98PercentOfTheTestImages) {
    const Result<Network<double>> model = load_model(kAssets / "models" / "digits.npz");
    ASSERT_TRUE(model) << model.error().message;
    EXPECT_EQ(sizes_text(*model), "784-128-64-10");
    Result<ImageSet> test = load_test_set(kAssets / "mnist");
    ASSERT_TRUE(test) << test.error().message;
    ASSERT_EQ(test->count(), 10'000);
    EXPECT_GE(evaluate(cast<float>(*model), batches_of(*std::move(test))).accuracy, 0.98);
}

}  // namespace
}  // namespace layerwise
