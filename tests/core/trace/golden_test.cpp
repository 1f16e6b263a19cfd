// Every value of the pass against PyTorch's autograd.
#include "tests/golden/golden.h"

#include <gtest/gtest.h>

#include "core/trace/trace.h"

namespace layerwise {
namespace {

const Tensor& named(const Trace& t, const std::string& name) {
    const int layer = name.back() - '0';
    const std::string symbol = name.substr(0, name.size() - 1);
    const std::map<std::string, Symbol> symbols = {
        {"z", Symbol::Z},         {"a", Symbol::A},         {"dL_da", Symbol::GradA},
        {"dL_dz", Symbol::GradZ}, {"dL_dW", Symbol::GradW}, {"dL_db", Symbol::GradB},
        {"dL_dx", Symbol::GradX},
    };
    return find(t, symbols.at(symbol), layer);
}

TEST(Golden, TraceAgreesWithPyTorch) {
    const std::vector<golden::Pass> passes = golden::passes();
    ASSERT_EQ(passes.size(), 54u);
    for (const golden::Pass& pass : passes) {
        const Trace t = trace(pass.network, pass.x, pass.y, 0.1);
        EXPECT_NEAR(find(t, Symbol::L, 0).value(0, 0), pass.loss, 1e-10) << pass.name;
        for (const auto& [name, expected] : pass.values) {
            const Matrix<double>& value = named(t, name).value;
            ASSERT_EQ(value.rows(), expected.rows()) << pass.name << ": " << name;
            ASSERT_EQ(value.cols(), expected.cols()) << pass.name << ": " << name;
            EXPECT_LT((value - expected).cwiseAbs().maxCoeff(),
                      1e-10 * (1 + expected.cwiseAbs().maxCoeff()))
                << pass.name << ": " << name;
        }
    }
}

}  // namespace
}  // namespace layerwise
