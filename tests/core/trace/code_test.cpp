// Lines of code by their text.
#include <array>

#include <gtest/gtest.h>

#include "core/trace/notation.h"
#include "tests/core/trace/small_networks.h"

namespace layerwise {
namespace {

CodeLine line_of(const Trace& t, Operation operation, int layer, Language language,
                 Convention convention = Convention::Column) {
    return code(t, step_of(t, operation, layer), language, convention);
}

TEST(Code, ReadsAsOneWouldWriteIt) {
    const Trace t = digit_trace();
    const CodeLine numpy = line_of(t, Operation::WeightedSum, 1, Language::Numpy);
    EXPECT_EQ(numpy.code, "Wx1 = W1 @ x");
    EXPECT_EQ(numpy.shapes, "(128, 784) @ (784,) → (128,)");
    const CodeLine row = line_of(t, Operation::WeightedSum, 1, Language::Numpy, Convention::Row);
    EXPECT_EQ(row.code, "Wx1 = x @ W1");
    EXPECT_EQ(row.shapes, "(1, 784) @ (784, 128) → (1, 128)");
    const CodeLine outer = line_of(t, Operation::GradientW, 2, Language::Numpy);
    EXPECT_EQ(outer.code, "dL_dW2 = np.outer(dL_dz2, a1)");
    EXPECT_EQ(outer.shapes, "(64,) ⊗ (128,) → (64, 128)");
    EXPECT_EQ(line_of(t, Operation::GradientZ, 3, Language::Numpy).code,
              "dL_dz3 = da_dz3 @ dL_da3  # = a3 - y");
    EXPECT_EQ(line_of(t, Operation::Activate, 3, Language::Pytorch).code,
              "a3 = torch.softmax(z3, dim=0)");
    const CodeLine eigen = line_of(t, Operation::GradientX, 2, Language::Eigen);
    EXPECT_EQ(eigen.code, "VectorXd dL_dx2 = W2.transpose() * dL_dz2;");
    EXPECT_EQ(eigen.shapes, "(128, 64) * (64, 1) → (128, 1)");
}

TEST(Code, BroadcastsTheBiasOverABatch) {
    const Trace t = digit_trace(5);
    const CodeLine numpy = line_of(t, Operation::AddBias, 1, Language::Numpy);
    EXPECT_EQ(numpy.code, "z1 = Wx1 + b1[:, None]");
    EXPECT_EQ(numpy.shapes, "(128, 5) + (128, 1) → (128, 5)");
    EXPECT_EQ(line_of(t, Operation::AddBias, 1, Language::Eigen).code,
              "MatrixXd z1 = Wx1.colwise() + b1;");
    EXPECT_EQ(line_of(t, Operation::AddBias, 1, Language::Eigen, Convention::Torch).code,
              "MatrixXd z1 = Wx1.rowwise() + b1;");
}

TEST(Language, IsKnownByName) {
    for (const Language language : {Language::Numpy, Language::Pytorch, Language::Eigen}) {
        EXPECT_EQ(language_from_name(name(language)), language);
    }
    EXPECT_FALSE(language_from_name("numpy2"));
}

}  // namespace
}  // namespace layerwise
