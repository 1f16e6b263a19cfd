// One update by itself is the engine's own, PyTorch's, and what its operations say.
#include "core/training/single_update.h"

#include <cmath>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "core/data/npz.h"
#include "core/trace/trace.h"
#include "tests/core/training/examples.h"

namespace layerwise {
namespace {

constexpr Index kBatch = 11, kCount = 132;

Npz golden() {
    return read_npz(LAYERWISE_SOURCE_DIR "/tests/golden/optimizers.npz").value();
}

Matrix<double> samples_of(const Npz& arrays, const std::string& name) {
    return matrix_of(arrays.at(name)).transpose();
}

Network<double> network_of(const Npz& arrays, const std::string& prefix) {
    Network<double> network{{}, Loss::CrossEntropy};
    constexpr std::array kActivations{Activation::Tanh, Activation::Relu, Activation::Softmax};
    for (std::size_t l = 0; l < kActivations.size(); ++l) {
        network.layers.push_back({matrix_of(arrays.at(fmt::format("{}W{}", prefix, l + 1))),
                                  matrix_of(arrays.at(fmt::format("{}b{}", prefix, l + 1))),
                                  kActivations[l]});
    }
    return network;
}

// As the stepper has them: of a trace.
Network<double> gradients_at(const Network<double>& network, const Matrix<double>& x,
                             const Matrix<double>& y) {
    const Trace pass = trace(network, x, y, 0.1);
    Network<double> gradients = network;
    for (int l = 1; l <= pass.layers(); ++l) {
        auto& layer = gradients.layers[static_cast<std::size_t>(l - 1)];
        layer.W = find(pass, Symbol::GradW, l).value;
        layer.b = find(pass, Symbol::GradB, l).value.col(0);
    }
    return gradients;
}

double distance(const Network<double>& one, const Network<double>& other) {
    double largest = 0;
    for (std::size_t l = 0; l < one.layers.size(); ++l) {
        largest = std::max({largest, (one.layers[l].W - other.layers[l].W).cwiseAbs().maxCoeff(),
                            (one.layers[l].b - other.layers[l].b).cwiseAbs().maxCoeff()});
    }
    return largest;
}

struct Case {
    std::string name;
    double learning_rate;
    OptimizerOptions options;
};

// Those of tests/golden/make_optimizers.py that drop nothing.
const std::vector<Case> kCases{
    {"sgd", 0.1, {}},
    {"sgd-l2", 0.1, {.weight_decay = 0.01}},
    {"sgd-l1", 0.1, {.l1 = 0.003}},
    {"sgd-clip", 0.5, {.clip = 0.2}},
    {"momentum", 0.05, {.kind = Optimizer::Momentum}},
    {"nesterov", 0.05, {.kind = Optimizer::Nesterov, .momentum = 0.8, .weight_decay = 0.001}},
    {"rmsprop", 0.003, {.kind = Optimizer::RmsProp}},
    {"adam", 0.01, {.kind = Optimizer::Adam}},
    {"adamw", 0.01, {.kind = Optimizer::AdamW, .weight_decay = 0.1}},
};

TEST(SingleUpdate, ManyAreAsPyTorchs) {
    const Npz arrays = golden();
    const Matrix<double> X = samples_of(arrays, "X"), Y = samples_of(arrays, "Y");
    for (const Case& c : kCases) {
        Network<double> network = network_of(arrays, "");
        OptimizerState<double> state;
        for (Index update = 0; update < 100; ++update) {
            const Index first = update * kBatch % kCount;
            SingleUpdate next = updated(
                c.options, c.learning_rate, network,
                gradients_at(network, X.middleCols(first, kBatch), Y.middleCols(first, kBatch)),
                state);
            ASSERT_EQ(next.not_finite, 0);
            network = std::move(next.network);
            state = std::move(next.state);
        }
        EXPECT_EQ(state.updates, 100);
        EXPECT_LE(distance(network, network_of(arrays, c.name + "_double_")), 1e-10) << c.name;
    }
}

TEST(SingleUpdate, IsTheEnginesOwnWithEveryOptionAtOnce) {
    const Npz arrays = golden();
    const Matrix<double> x = samples_of(arrays, "X").leftCols(kBatch);
    const Matrix<double> y = samples_of(arrays, "Y").leftCols(kBatch);
    for (const Optimizer kind : all_optimizers()) {
        const OptimizerOptions options{
            .kind = kind, .weight_decay = 0.02, .l1 = 0.001, .clip = 0.3};
        Descent<double> engine(network_of(arrays, ""), {.optimizer = options, .batch = kBatch});
        Network<double> network = network_of(arrays, "");
        OptimizerState<double> state;
        for (int update = 0; update < 20; ++update) {
            ASSERT_EQ(engine.update(kBatch, fill_with<double>(x, y), 0.05).problem, "");
            SingleUpdate next = updated(options, 0.05, network, gradients_at(network, x, y), state);
            network = std::move(next.network);
            state = std::move(next.state);
        }
        EXPECT_LE(distance(network, engine.network()), 1e-12) << name(kind);
        if (has_v(kind)) {
            EXPECT_LE(distance(state.v, engine.state().v), 1e-12) << name(kind);
        }
    }
}

TEST(SingleUpdate, ItsOperationsLeadToTheNewNumber) {
    const Npz arrays = golden();
    const Matrix<double> x = samples_of(arrays, "X").leftCols(kBatch);
    const Matrix<double> y = samples_of(arrays, "Y").leftCols(kBatch);
    for (const Optimizer kind : all_optimizers()) {
        const OptimizerOptions options{
            .kind = kind, .weight_decay = 0.02, .l1 = 0.001, .clip = 0.3};
        Network<double> network = network_of(arrays, "");
        OptimizerState<double> state;
        for (int update = 1; update <= 3; ++update) {
            const Network<double> gradients = gradients_at(network, x, y);
            const double norm = gradient_norm(options, network, gradients);
            SingleUpdate next = updated(options, 0.05, network, gradients, state);
            UpdatedNumber number{network.layers[1].W(2, 3), gradients.layers[1].W(2, 3)};
            number.m = state.m.layers.empty() ? 0 : state.m.layers[1].W(2, 3);
            number.v = state.v.layers.empty() ? 0 : state.v.layers[1].W(2, 3);
            number.norm = norm;
            const auto list =
                operations_of(options, {0.05, update, clip_scale(norm, options.clip)}, number, "W");
            EXPECT_NEAR(list.back().value, next.network.layers[1].W(2, 3), 1e-15) << name(kind);
            for (const UpdateOperation& operation : list) {
                if (operation.formula.starts_with("m ")) {
                    EXPECT_NEAR(operation.value, next.state.m.layers[1].W(2, 3), 1e-15);
                } else if (operation.formula.starts_with("v ")) {
                    EXPECT_NEAR(operation.value, next.state.v.layers[1].W(2, 3), 1e-15);
                }
            }
            network = std::move(next.network);
            state = std::move(next.state);
        }
    }
}

TEST(SingleUpdate, AdamsOperationsAreThoseOfThePaper) {
    const OptimizerOptions adam{.kind = Optimizer::Adam};
    const auto list = operations_of(adam, {0.001, 1, 1}, {0.5, -0.2, 0, 0, 0}, "W");
    std::vector<std::string> formulas;
    for (const UpdateOperation& operation : list) {
        formulas.push_back(operation.formula);
    }
    EXPECT_THAT(formulas, testing::ElementsAre("g = ∂L/∂W", "m ← β₁ m + (1 − β₁) g",
                                               "v ← β₂ v + (1 − β₂) g²", "m̂ = m / (1 − β₁ᵗ)",
                                               "v̂ = v / (1 − β₂ᵗ)", "W ← W − η m̂ / (√v̂ + ε)"));
    EXPECT_NEAR(list[1].value, -0.02, 1e-15);
    EXPECT_NEAR(list[2].value, 0.00004, 1e-15);
    EXPECT_NEAR(list[3].value, -0.2, 1e-15) << "the first mean is the gradient itself";
    EXPECT_NEAR(list[4].value, 0.04, 1e-15);
    EXPECT_NEAR(list[5].value, 0.501, 1e-9) << "a step of η against the gradient's sign";
    EXPECT_EQ(list[1].numbers, "0.9 · 0 + 0.1 · (−0.2)");
}

TEST(SingleUpdate, SaysWhichLayerLeavesTheNumbers) {
    Network<double> network = network_of(golden(), "");
    Network<double> gradients = network;
    gradients.layers[1].W(0, 0) = 1e308;
    EXPECT_EQ(updated({}, 1e10, network, gradients, {}).not_finite, 2);
}

}  // namespace
}  // namespace layerwise
