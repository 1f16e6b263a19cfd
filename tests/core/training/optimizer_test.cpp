// Every optimiser, its options and the schedules against PyTorch's:
// tests/golden/make_optimizers.py.
#include "core/training/optimizer.h"

#include <map>
#include <string>
#include <type_traits>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/data/npz.h"
#include "core/training/descent.h"
#include "core/training/schedule.h"
#include "tests/core/training/examples.h"

namespace layerwise {
namespace {

constexpr Index kUpdates = 100, kBatch = 11, kCount = 132;
constexpr int kLayers = 3;

Npz golden() {
    Result<Npz> arrays = read_npz(LAYERWISE_SOURCE_DIR "/tests/golden/optimizers.npz");
    EXPECT_TRUE(arrays) << arrays.error().message;
    return *std::move(arrays);
}

// Samples are rows there, and (N, in) in C order is (in × N) here.
Matrix<double> samples_of(const Npz& arrays, const std::string& name) {
    return matrix_of(arrays.at(name)).transpose();
}

Network<double> network_of(const Npz& arrays, const std::string& prefix) {
    Network<double> network{{}, Loss::CrossEntropy};
    for (int l = 1; l <= kLayers; ++l) {
        network.layers.push_back({matrix_of(arrays.at(fmt::format("{}W{}", prefix, l))),
                                  matrix_of(arrays.at(fmt::format("{}b{}", prefix, l)))});
    }
    network.layers[0].f = Activation::Tanh;
    network.layers[1].f = Activation::Relu;
    network.layers[2].f = Activation::Softmax;
    return network;
}

struct Case {
    std::string name;
    double learning_rate = 0;
    OptimizerOptions optimizer = {};
    double dropout = 0;
};

const std::vector<Case> kCases = {
    {"sgd", 0.1},
    {"sgd-l2", 0.1, {.weight_decay = 0.01}},
    {"sgd-l1", 0.1, {.l1 = 0.003}},
    {"sgd-clip", 0.5, {.clip = 0.2}},
    {"sgd-dropout", 0.1, {}, 0.3},
    {"momentum", 0.05, {.kind = Optimizer::Momentum}},
    {"nesterov", 0.05, {.kind = Optimizer::Nesterov, .momentum = 0.8, .weight_decay = 0.001}},
    {"rmsprop", 0.003, {.kind = Optimizer::RmsProp}},
    {"adam", 0.01, {.kind = Optimizer::Adam}},
    {"adam-all",
     0.01,
     {.kind = Optimizer::Adam,
      .beta1 = 0.8,
      .beta2 = 0.99,
      .epsilon = 1e-6,
      .weight_decay = 0.01,
      .l1 = 0.001,
      .clip = 0.3},
     0.2},
    {"adamw", 0.01, {.kind = Optimizer::AdamW, .weight_decay = 0.1}},
};

// All 100 updates, at any number of threads, against PyTorch's in the same precision.
template <class Scalar>
void expect_as_pytorch(double error) {
    const Npz arrays = golden();
    const std::string precision = std::is_same_v<Scalar, double> ? "double" : "float";
    const Matrix<Scalar> X = samples_of(arrays, "X").cast<Scalar>();
    const Matrix<Scalar> Y = samples_of(arrays, "Y").cast<Scalar>();
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.name);
        Descent<Scalar> descent(cast<Scalar>(network_of(arrays, "")), {.optimizer = c.optimizer,
                                                                       .dropout = c.dropout,
                                                                       .seed = 5,
                                                                       .batch = kBatch,
                                                                       .threads = 2});
        const std::string prefix = c.name + "_" + precision + "_";
        const std::vector<double>& losses = arrays.at(prefix + "loss").values;
        for (Index update = 0; update < kUpdates; ++update) {
            const Index first = update * kBatch % kCount;
            const Matrix<Scalar> x = X.middleCols(first, kBatch), y = Y.middleCols(first, kBatch);
            const Update seen = descent.update(kBatch, fill_with<Scalar>(x, y), c.learning_rate);
            ASSERT_EQ(seen.problem, "");
            EXPECT_NEAR(seen.loss, losses[static_cast<std::size_t>(update)], 2 * error) << update;
        }
        const Network<double> found = cast<double>(descent.network());
        const Network<double> expected = network_of(arrays, prefix);
        for (std::size_t l = 0; l < kLayers; ++l) {
            const Dense<double>&one = found.layers[l], &other = expected.layers[l];
            EXPECT_LE((one.W - other.W).cwiseAbs().maxCoeff(), error) << "W" << l + 1;
            EXPECT_LE((one.b - other.b).cwiseAbs().maxCoeff(), error) << "b" << l + 1;
        }
    }
}

TEST(Optimizers, AreAsPyTorchsInDoubleOver100Updates) {
    expect_as_pytorch<double>(1e-10);
}

TEST(Optimizers, AreAsPyTorchsInFloatOver100Updates) {
    expect_as_pytorch<float>(1e-6);
}

TEST(Optimizers, GoOnFromAStateAsIfNothingHadHappened) {
    const Npz arrays = golden();
    const Matrix<double> X = samples_of(arrays, "X"), Y = samples_of(arrays, "Y");
    for (const Optimizer kind : all_optimizers()) {
        const DescentOptions options{.optimizer = {.kind = kind}, .dropout = 0.2, .batch = kCount};
        const auto fill = fill_with<double>(X, Y);
        Descent<double> straight(network_of(arrays, ""), options);
        Descent<double> before(network_of(arrays, ""), options);
        for (int update = 0; update < 6; ++update) {
            straight.update(kCount, fill, 0.01);
        }
        for (int update = 0; update < 3; ++update) {
            before.update(kCount, fill, 0.01);
        }
        Descent<double> after(before.network(), options);
        after.restore(before.state());
        for (int update = 0; update < 3; ++update) {
            after.update(kCount, fill, 0.01);
        }
        EXPECT_TRUE(same_parameters(straight.network(), after.network())) << name(kind);
        EXPECT_EQ(after.state().updates, 6);
    }
}

TEST(Optimizers, HaveTheNamesOfTheFlags) {
    for (const Optimizer kind : all_optimizers()) {
        EXPECT_EQ(optimizer_from_name(name(kind)), kind);
    }
    EXPECT_EQ(optimizer_from_name("adagrad"), std::nullopt);
}

TEST(OptimizerOptions, AreCheckedOneByOne) {
    EXPECT_EQ(problem_with(OptimizerOptions{}), std::nullopt);
    EXPECT_EQ(problem_with(OptimizerOptions{.momentum = 1}),
              "momentum: expected 0 or more and less than 1, found 1");
    EXPECT_EQ(problem_with(OptimizerOptions{.beta2 = -1}),
              "beta2: expected 0 or more and less than 1, found -1");
    EXPECT_EQ(problem_with(OptimizerOptions{.clip = -1}),
              "clip: expected 0 or a number above, found -1");
}

// 10 epochs of 4 updates.
TEST(Schedules, AreAsPyTorchs) {
    const Npz arrays = golden();
    const TrainingOptions base{.epochs = 10, .learning_rate = 0.5, .final_learning_rate = 0.01};
    std::map<std::string, TrainingOptions> schedules = {
        {"constant", base}, {"step", base}, {"cosine", base}, {"warmup", base}};
    schedules["constant"].schedule = Schedule::Constant;
    schedules["step"].schedule = Schedule::Step;
    schedules["step"].step_epochs = 3;
    schedules["step"].step_factor = 0.3;
    schedules["warmup"].warmup = 8;
    for (const auto& [name, options] : schedules) {
        const std::vector<double>& rates = arrays.at("rates_" + name).values;
        for (std::size_t update = 0; update < rates.size(); ++update) {
            EXPECT_NEAR(learning_rate_at(static_cast<std::int64_t>(update), 40, options),
                        rates[update], 1e-12)
                << name << " " << update;
        }
    }
}

}  // namespace
}  // namespace layerwise
