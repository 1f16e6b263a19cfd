#include "core/export/trace_file.h"

#include <limits>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/examples/example.h"
#include "core/network/spec.h"
#include "tests/core/temp_folder.h"
#include "tests/support/python.h"

namespace layerwise {
namespace {

Trace numpy_case() {
    const Example example = *load_example("numpy-case", {});
    return trace(*example.network, example.input.x, example.input.y, 0.5);
}

Trace softmax_batch() {
    const Network<double> network = initialize({{20, 12, 10}}, Initializer::He, 1);
    Matrix<double> y = Matrix<double>::Zero(10, 4);
    y.topRows(4).diagonal().setOnes();
    const Matrix<double> x = (Matrix<double>::Random(20, 4).array() + 1) / 2;
    return trace(network, x, y, 0.25);
}

// NumPy, or PyTorch's autograd, computes the pass again from the written x, y, W and b.
PythonRun judge(const Trace& pass, const std::string& activations, const std::string& loss,
                const std::string& learning_rate, const std::string& by) {
    const TempFolder folder;
    const auto file = folder / "pass.npz";
    if (const Status written = write_npz(file, trace_arrays(pass)); !written) {
        return {1, written.error().message};
    }
    return run_python(
        {"tests/support/check_pass.py", file.string(), activations, loss, learning_rate, by});
}

TEST(TraceFile, NumpyComputesTheSamePass) {
    const PythonRun sigmoid = judge(numpy_case(), "sigmoid,sigmoid", "mse", "0.5", "numpy");
    EXPECT_EQ(sigmoid.status, 0) << sigmoid.output;
    const PythonRun softmax =
        judge(softmax_batch(), "relu,softmax", "cross-entropy", "0.25", "numpy");
    EXPECT_EQ(softmax.status, 0) << softmax.output;
}

TEST(TraceFile, PytorchComputesTheSamePass) {
    const PythonRun sigmoid = judge(numpy_case(), "sigmoid,sigmoid", "mse", "0.5", "torch");
    if (constexpr int kNotInstalled = 77; sigmoid.status == kNotInstalled) {
        GTEST_SKIP() << sigmoid.output;
    }
    EXPECT_EQ(sigmoid.status, 0) << sigmoid.output;
    const PythonRun softmax =
        judge(softmax_batch(), "relu,softmax", "cross-entropy", "0.25", "torch");
    EXPECT_EQ(softmax.status, 0) << softmax.output;
}

// A judge that agrees with everything would be worth nothing.
TEST(TraceFile, NumpyNoticesAWrongGradient) {
    Trace pass = numpy_case();
    for (Tensor& tensor : pass.tensors) {
        if (tensor.name == "dL_dW1") {
            tensor.value(0, 0) += 1e-9;
        }
    }
    EXPECT_EQ(judge(pass, "sigmoid,sigmoid", "mse", "0.5", "numpy").status, 1);
}

TEST(TraceFile, SamplesAreRows) {
    const Npz arrays = trace_arrays(softmax_batch());
    EXPECT_EQ(arrays.at("x").shape, (std::vector<Index>{4, 20}));
    EXPECT_EQ(arrays.at("W1").shape, (std::vector<Index>{12, 20}));
    EXPECT_EQ(arrays.at("b1").shape, (std::vector<Index>{12}));
    EXPECT_EQ(arrays.at("dL_da2").shape, (std::vector<Index>{4, 10}));
    EXPECT_EQ(arrays.at("loss").shape, std::vector<Index>{});
    EXPECT_EQ(arrays.size(), 3U + 2 * 11);
}

TEST(TraceFile, JsonNumbersReadBackExactly) {
    const Trace pass = softmax_batch();
    const auto json = nlohmann::json::parse(trace_json(pass));
    const Matrix<double>& z = find(pass, Symbol::Z, 1).value;
    const auto& values = json["tensors"]["z1"]["values"];
    for (std::size_t n = 0; n < 4; ++n) {
        for (std::size_t i = 0; i < 12; ++i) {
            EXPECT_EQ(values[n][i].get<double>(), z(static_cast<Index>(i), static_cast<Index>(n)));
        }
    }
    EXPECT_EQ(json["tensors"]["loss"]["values"].get<double>(),
              find(pass, Symbol::L, 0).value(0, 0));
}

TEST(TraceFile, JsonTellsEachStep) {
    const Trace pass = softmax_batch();
    const auto json = nlohmann::json::parse(trace_json(pass));
    EXPECT_EQ(json["sizes"], (std::vector<int>{20, 12, 10}));
    EXPECT_EQ(json["activations"], (std::vector<std::string>{"relu", "softmax"}));
    EXPECT_EQ(json["samples"], 4);
    ASSERT_EQ(json["steps"].size(), pass.steps.size());
    for (std::size_t k = 0; k < pass.steps.size(); ++k) {
        const auto& step = json["steps"][k];
        const std::string result = step["result"]["name"];
        EXPECT_EQ(step["index"], k + 1);
        EXPECT_FALSE(step["equation"].get<std::string>().empty());
        EXPECT_FALSE(step["sentence"].get<std::string>().empty());
        EXPECT_EQ(step["result"]["values"], json["tensors"][result]["values"]);
        for (const auto& operand : step["operands"]) {
            EXPECT_EQ(operand["shape"], json["tensors"][operand["name"]]["shape"]);
        }
    }
}

// ∂p/∂z of each sample: rows of diag(p) − p pᵀ add up to nothing.
TEST(TraceFile, SoftmaxSlopesAreAStackOfSquares) {
    const auto json = nlohmann::json::parse(trace_json(softmax_batch()));
    const auto& slopes = json["tensors"]["da_dz2"];
    EXPECT_EQ(slopes["shape"], (std::vector<int>{4, 10, 10}));
    for (const auto& sample : slopes["values"]) {
        for (const auto& row : sample) {
            double sum = 0;
            for (const auto& value : row) {
                sum += value.get<double>();
            }
            EXPECT_NEAR(sum, 0, 1e-15);
        }
    }
}

TEST(TraceFile, OverflowIsNoticedAndNamed) {
    Trace pass = numpy_case();
    EXPECT_TRUE(check_finite(pass));
    pass.tensors.back().value(0, 0) = std::numeric_limits<double>::quiet_NaN();
    const Status found = check_finite(pass);
    ASSERT_FALSE(found);
    EXPECT_NE(found.error().message.find(pass.tensors.back().name), std::string::npos);
}

}  // namespace
}  // namespace layerwise
