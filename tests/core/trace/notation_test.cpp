#include "core/trace/notation.h"

#include <set>

#include <gtest/gtest.h>

#include "tests/core/trace/small_networks.h"

namespace layerwise {
namespace {

// "z^(1) = W^(1) x": enough to compare formulas by eye.
std::string plain(const Formula& formula) {
    std::string text;
    for (const Glyph& glyph : formula) {
        text += glyph.space ? " " : "";
        if (glyph.kind == Glyph::Kind::Fraction) {
            text += "{" + plain(glyph.numerator) + "|" + plain(glyph.denominator) + "}";
            continue;
        }
        text += glyph.base + (glyph.superscript.empty() ? "" : "^" + glyph.superscript) +
                (glyph.subscript.empty() ? "" : "_" + glyph.subscript);
    }
    return text;
}

class Notation : public testing::Test {
protected:
    std::string formula_of(Operation operation, int layer,
                           Convention convention = Convention::Column) const {
        return plain(formula(trace_, step_of(trace_, operation, layer), convention));
    }
    std::string equation_of(Operation operation, int layer,
                            Convention convention = Convention::Column) const {
        return equation(trace_, step_of(trace_, operation, layer), convention);
    }
    std::string tex_of(Operation operation, int layer,
                       Convention convention = Convention::Column) const {
        return tex(trace_, step_of(trace_, operation, layer), convention);
    }

    Trace trace_ = digit_trace();
};

TEST_F(Notation, WritesTheForwardPass) {
    EXPECT_EQ(formula_of(Operation::WeightedSum, 1), "W^(1) x");
    EXPECT_EQ(formula_of(Operation::AddBias, 1), "z^(1) = W^(1) x + b^(1)");
    EXPECT_EQ(formula_of(Operation::AddBias, 2), "z^(2) = W^(2) a^(1) + b^(2)");
    EXPECT_EQ(formula_of(Operation::Activate, 2), "a^(2) = ReLU(z^(2))");
    EXPECT_EQ(formula_of(Operation::Loss, 0), "L = −Σ y log ŷ, ŷ = a^(3)");
}

TEST_F(Notation, WritesTheBackwardPass) {
    EXPECT_EQ(formula_of(Operation::LossGradient, 3), "{∂L|∂a^(3)} = −{y|a^(3)}");
    EXPECT_EQ(formula_of(Operation::LocalSlope, 3), "{∂a^(3)|∂z^(3)} = diag(a^(3)) − a^(3) a^(3)⊤");
    EXPECT_EQ(formula_of(Operation::GradientZ, 3), "δ^(3) = {∂a^(3)|∂z^(3)} {∂L|∂a^(3)} = ŷ − y");
    EXPECT_EQ(formula_of(Operation::LocalSlope, 2), "f′(z^(2)) = [z^(2) > 0]");
    EXPECT_EQ(formula_of(Operation::GradientZ, 2), "δ^(2) = {∂L|∂a^(2)} ⊙ f′(z^(2))");
    EXPECT_EQ(formula_of(Operation::GradientW, 2), "{∂L|∂W^(2)} = δ^(2) a^(1)⊤");
    EXPECT_EQ(formula_of(Operation::GradientB, 2), "{∂L|∂b^(2)} = δ^(2)");
    EXPECT_EQ(formula_of(Operation::GradientX, 2), "{∂L|∂a^(1)} = W^(2)⊤ δ^(2)");
    EXPECT_EQ(formula_of(Operation::GradientX, 1), "{∂L|∂x} = W^(1)⊤ δ^(1)");
    EXPECT_EQ(formula_of(Operation::UpdateW, 1), "W^(1)_next = W^(1) − η {∂L|∂W^(1)}");
}

TEST_F(Notation, FollowsTheConvention) {
    EXPECT_EQ(equation_of(Operation::AddBias, 1, Convention::Row), "z1 = x W1 + b1");
    EXPECT_EQ(equation_of(Operation::AddBias, 1, Convention::Torch), "z1 = x W1^T + b1");
    EXPECT_EQ(equation_of(Operation::GradientW, 1, Convention::Column), "dL/dW1 = dL/dz1 x^T");
    EXPECT_EQ(equation_of(Operation::GradientW, 1, Convention::Row), "dL/dW1 = x^T dL/dz1");
    EXPECT_EQ(equation_of(Operation::GradientW, 1, Convention::Torch), "dL/dW1 = dL/dz1^T x");
    EXPECT_EQ(equation_of(Operation::GradientX, 1, Convention::Row), "dL/dx = dL/dz1 W1^T");
    EXPECT_EQ(equation_of(Operation::GradientX, 1, Convention::Torch), "dL/dx = dL/dz1 W1");
    EXPECT_EQ(equation_of(Operation::GradientZ, 3, Convention::Row),
              "dL/dz3 = dL/da3 da3/dz3 = a3 - y");
}

TEST_F(Notation, WritesOneLineOfText) {
    EXPECT_EQ(equation_of(Operation::WeightedSum, 1), "Wx1 = W1 x");
    EXPECT_EQ(equation_of(Operation::AddBias, 2), "z2 = W2 a1 + b2");
    EXPECT_EQ(equation_of(Operation::Loss, 0), "L = -Σ y log a3");
    EXPECT_EQ(equation_of(Operation::LocalSlope, 1), "f'(z1) = [z1 > 0]");
    EXPECT_EQ(equation_of(Operation::GradientX, 2), "dL/da1 = W2^T dL/dz2");
    EXPECT_EQ(equation_of(Operation::UpdateB, 3), "b3_next = b3 - η dL/db3");
}

TEST_F(Notation, WritesTex) {
    EXPECT_EQ(tex_of(Operation::AddBias, 1), "z^{(1)} = W^{(1)} x + b^{(1)}");
    EXPECT_EQ(tex_of(Operation::Activate, 1), R"(a^{(1)} = \mathrm{ReLU}(z^{(1)}))");
    EXPECT_EQ(tex_of(Operation::GradientW, 2),
              R"(\frac{\partial L}{\partial W^{(2)}} = \delta^{(2)} a^{(1)\top})");
    EXPECT_EQ(tex_of(Operation::GradientW, 1, Convention::Row),
              R"(\frac{\partial L}{\partial W^{(1)}} = x^{\top} \delta^{(1)})");
    EXPECT_EQ(tex_of(Operation::UpdateW, 1),
              R"(W^{(1)}_{\mathrm{next}} = W^{(1)} - \eta \frac{\partial L}{\partial W^{(1)}})");
}

TEST_F(Notation, NamesTensors) {
    const auto index = [&](Symbol symbol, int layer) { return find_index(trace_, symbol, layer); };
    EXPECT_EQ(symbol_text(trace_, index(Symbol::GradW, 1)), "dL/dW1");
    EXPECT_EQ(symbol_text(trace_, index(Symbol::GradX, 3)), "dL/da2");
    EXPECT_EQ(symbol_tex(trace_, index(Symbol::GradZ, 1)), R"(\delta^{(1)})");
    EXPECT_EQ(plain(symbol_formula(trace_, index(Symbol::Slope, 1), Convention::Row)), "f′(z^(1))");
    EXPECT_EQ(plain(symbol_formula(trace_, index(Symbol::Wx, 2), Convention::Torch)),
              "a^(1) W^(2)⊤");
}

// The screen lights a glyph by the tensor it stands for.
TEST_F(Notation, GlyphsKnowTheirTensors) {
    const Formula f = formula(trace_, step_of(trace_, Operation::AddBias, 2), Convention::Column);
    std::vector<std::string> names;
    for (const Glyph& glyph : f) {
        if (glyph.tensor >= 0) {
            names.push_back(trace_.tensors[static_cast<std::size_t>(glyph.tensor)].name);
        }
    }
    EXPECT_EQ(names, (std::vector<std::string>{"z2", "W2", "a1", "b2"}));
}

TEST_F(Notation, EveryFormulaShowsItsResultAndOperands) {
    for (int step = 0; step < step_count(trace_); ++step) {
        const Step& s = step_at(trace_, step);
        std::set<int> shown;
        for (const Glyph& glyph : formula(trace_, step, Convention::Row)) {
            shown.insert(glyph.tensor);
            for (const Formula* part : {&glyph.numerator, &glyph.denominator}) {
                for (const Glyph& inner : *part) {
                    shown.insert(inner.tensor);
                }
            }
        }
        for (const int operand : s.operands) {
            const bool is_product =
                trace_.tensors[static_cast<std::size_t>(operand)].symbol == Symbol::Wx;
            EXPECT_TRUE(is_product || shown.contains(operand)) << equation(trace_, step, {});
        }
        EXPECT_TRUE(s.operation == Operation::WeightedSum || shown.contains(s.result));
    }
}

TEST(NotationOfBatches, HasCapitalsAndSpeaksOfSamples) {
    const Trace t = digit_trace(5);
    const auto written = [&](Operation operation, int layer) {
        return plain(formula(t, step_of(t, operation, layer), Convention::Row));
    };
    EXPECT_EQ(written(Operation::AddBias, 1), "Z^(1) = X W^(1) + b^(1)");
    EXPECT_EQ(written(Operation::GradientW, 1), "{∂L|∂W^(1)} = X^⊤ δ^(1)");
    EXPECT_EQ(written(Operation::GradientB, 1), "{∂L|∂b^(1)} = Σ_n δ^(1)_n");
    EXPECT_EQ(written(Operation::Loss, 0), "L = −{1|5} Σ Y log Ŷ, Ŷ = A^(3)");
    EXPECT_EQ(equation(t, step_of(t, Operation::LossGradient, 3), Convention::Row),
              "dL/dA3 = -1/5 Y/A3");
    EXPECT_EQ(equation(t, step_of(t, Operation::GradientZ, 3), Convention::Column),
              "dL/dz3_n = da3/dz3_n dL/da3_n = 1/5 (a3_n - y_n)");
}

TEST(NotationOfOneLayer, LeavesOutLayerNumbers) {
    const Trace t = trace_of(
        problem({3, 2}, Activation::Sigmoid, Activation::Sigmoid, Loss::BinaryCrossEntropy, 1));
    const auto written = [&](Operation operation, int layer) {
        return plain(formula(t, step_of(t, operation, layer), Convention::Column));
    };
    EXPECT_EQ(written(Operation::AddBias, 1), "z = W x + b");
    EXPECT_EQ(written(Operation::Activate, 1), "a = σ(z)");
    EXPECT_EQ(written(Operation::Loss, 0), "L = −{1|2} Σ(y log ŷ + (1 − y) log(1 − ŷ)), ŷ = a");
    EXPECT_EQ(written(Operation::LossGradient, 1), "{∂L|∂a} = {1|2} {a − y|a ⊙ (1 − a)}");
    EXPECT_EQ(written(Operation::LocalSlope, 1), "f′(z) = σ(z) ⊙ (1 − σ(z))");
    EXPECT_EQ(written(Operation::GradientZ, 1), "δ = {∂L|∂a} ⊙ f′(z) = {1|2} (ŷ − y)");
}

// Softmax with cross-entropy comes to ŷ − y only for targets that sum to 1.
TEST(NotationOfFusedGradients, ClaimsOnlyWhatIsTrue) {
    Problem p = problem({3, 2}, Activation::Relu, Activation::Softmax, Loss::CrossEntropy, 1);
    p.y << 1, 1;
    const Trace t = trace_of(p);
    EXPECT_EQ(equation(t, step_of(t, Operation::GradientZ, 1), Convention::Column),
              "dL/dz1 = da1/dz1 dL/da1");
}

}  // namespace
}  // namespace layerwise
