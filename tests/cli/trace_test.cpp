// layerwise trace: NumPy opens what it wrote and computes the same.
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "core/data/npz.h"
#include "tests/cli/fixture.h"
#include "tests/cli/run.h"
#include "tests/support/python.h"

namespace layerwise {
namespace {

class TraceCommand : public CommandLine {
protected:
    PythonRun judge(const std::string& file, const std::string& activations,
                    const std::string& loss, const std::string& learning_rate) {
        return run_python(
            {"tests/support/check_pass.py", path(file), activations, loss, learning_rate, "numpy"});
    }
};

TEST_F(TraceCommand, WritesThePassOfNumpyCase) {
    const Outcome result =
        run({"trace", "--example", "numpy-case", "--lr", "0.25", "-o", path("pass.npz")});
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_EQ(result.out + result.err, "");
    const PythonRun numpy = judge("pass.npz", "sigmoid,sigmoid", "mse", "0.25");
    EXPECT_EQ(numpy.status, 0) << numpy.output;
}

TEST_F(TraceCommand, TakesImagesFromTheGivenOneOn) {
    const Outcome result = run({"trace", "--example", "digits", "--model", path("digits.npz"),
                                "--image", "3", "--batch", "5", "-o", path("pass.npz")});
    EXPECT_EQ(result.status, 0) << result.err;
    const PythonRun numpy = judge("pass.npz", "relu,softmax", "cross-entropy", "0.1");
    EXPECT_EQ(numpy.status, 0) << numpy.output;

    const Npz arrays = *read_npz(path("pass.npz"));
    const ImageSet images = *load_test_set(LAYERWISE_SOURCE_DIR "/assets/mnist");
    EXPECT_EQ(matrix_of(arrays.at("x")), image_batch(images, 3, 5).transpose());
    EXPECT_EQ(matrix_of(arrays.at("y")),
              one_hot(std::span(images.labels).subspan(3, 5), 10).transpose());
}

TEST_F(TraceCommand, UsesTheTrainedModelWithoutOne) {
    const Outcome result = run({"trace", "--example", "digits", "-o", path("pass.npz")});
    EXPECT_EQ(result.status, 0) << result.err;
    const PythonRun numpy = judge("pass.npz", "relu,relu,softmax", "cross-entropy", "0.1");
    EXPECT_EQ(numpy.status, 0) << numpy.output;
}

TEST_F(TraceCommand, WritesJsonByTheEndingOfTheName) {
    EXPECT_EQ(run({"trace", "--example", "three-to-two", "-o", path("pass.JSON")}).status, 0);
    const auto json = nlohmann::json::parse(read("pass.JSON"));
    EXPECT_EQ(json["sizes"], (std::vector<int>{3, 2}));
    EXPECT_EQ(json["steps"][0]["operation"], "W x");
}

}  // namespace
}  // namespace layerwise
