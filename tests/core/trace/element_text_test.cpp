// Elements written out, in symbols and in numbers.
#include <gtest/gtest.h>

#include "core/trace/element.h"
#include "tests/core/trace/small_networks.h"

namespace layerwise {
namespace {

// 3 → 2 by hand: round numbers, so that what is written can be checked by eye.
Trace three_to_two(Activation f, Loss loss, Index samples = 1) {
    Problem p = problem({3, 2}, f, f, loss, samples);
    p.network.layers[0].W << 0.5, -0.25, 1, -1, 0.75, 0.2;
    p.network.layers[0].b << 0.1, -0.2;
    p.x.col(0) << 1, 2, 0.5;
    p.y.col(0) << 1, 0;
    return trace_of(p);
}

struct Lines {
    std::string symbols, numbers;
};

Lines lines(const Trace& t, Operation operation, Index row, Index col,
            Convention convention = Convention::Column, std::size_t max_terms = 4) {
    const int layer = operation == Operation::Loss ? 0 : 1;
    const int step = step_of(t, operation, layer);
    const Element e = element(t, step, row, col);
    return {symbols_text(t, step, e, convention, max_terms),
            numbers_text(t, step, e, max_terms, 2, convention)};
}

TEST(ElementText, WritesTheLessonsDotProduct) {
    const Trace t = three_to_two(Activation::Identity, Loss::MeanSquaredError);
    const Lines z = lines(t, Operation::AddBias, 0, 0);
    EXPECT_EQ(z.symbols, "z1 = w11·x1 + w12·x2 + w13·x3 + b1");
    EXPECT_EQ(z.numbers, "0.50·1.00 + (−0.25)·2.00 + 1.00·0.50 + 0.10 = 0.60");
    EXPECT_EQ(lines(t, Operation::AddBias, 1, 0).numbers,
              "(−1.00)·1.00 + 0.75·2.00 + 0.20·0.50 − 0.20 = 0.40");
    EXPECT_EQ(lines(t, Operation::WeightedSum, 1, 0).symbols, "(Wx)2 = w21·x1 + w22·x2 + w23·x3");
}

TEST(ElementText, FollowsTheConvention) {
    const Trace t = three_to_two(Activation::Identity, Loss::MeanSquaredError);
    const Lines row = lines(t, Operation::AddBias, 1, 0, Convention::Row);
    EXPECT_EQ(row.symbols, "z2 = x1·w12 + x2·w22 + x3·w32 + b2");
    EXPECT_EQ(row.numbers, "1.00·(−1.00) + 2.00·0.75 + 0.50·0.20 − 0.20 = 0.40");
    EXPECT_EQ(lines(t, Operation::AddBias, 1, 0, Convention::Torch).symbols,
              "z2 = x1·w21 + x2·w22 + x3·w23 + b2");
    EXPECT_EQ(lines(t, Operation::GradientX, 2, 0, Convention::Column).symbols,
              "dL/dx3 = w13·δ1 + w23·δ2");
    EXPECT_EQ(lines(t, Operation::GradientX, 2, 0, Convention::Row).symbols,
              "dL/dx3 = δ1·w31 + δ2·w32");
    EXPECT_EQ(lines(t, Operation::GradientW, 1, 2, Convention::Row).symbols, "dL/dw32 = x3·δ2");
}

TEST(ElementText, NamesTheSampleInABatch) {
    const Trace t = three_to_two(Activation::Identity, Loss::MeanSquaredError, 2);
    EXPECT_EQ(lines(t, Operation::AddBias, 0, 1, Convention::Column, 1).symbols,
              "z[1,2] = w11·x[1,2] + … + b1");
    EXPECT_EQ(lines(t, Operation::AddBias, 0, 1, Convention::Row, 1).symbols,
              "z[2,1] = x[2,1]·w11 + … + b1");
    EXPECT_EQ(lines(t, Operation::GradientB, 1, 0).symbols, "dL/db2 = δ[2,1] + δ[2,2]");
}

TEST(ElementText, SetsBigIndicesApart) {
    const Trace t = digit_trace();
    const int step = step_of(t, Operation::WeightedSum, 1);
    const Element e = element(t, step, 11, 0);
    EXPECT_EQ(symbols_text(t, step, e, Convention::Column, 2), "(Wx)12 = w12,1·x1 + w12,2·x2 + …");
}

TEST(ElementText, WorksOutActivations) {
    const auto written = [](Activation f) {
        const Trace t = three_to_two(f, Loss::MeanSquaredError);
        return lines(t, Operation::Activate, 0, 0);
    };
    EXPECT_EQ(written(Activation::Identity).numbers, "0.60");
    EXPECT_EQ(written(Activation::Relu).numbers, "ReLU(0.60) = 0.60");
    EXPECT_EQ(written(Activation::Sigmoid).symbols, "a1 = σ(z1) = 1/(1 + e^−z1)");
    EXPECT_EQ(written(Activation::Sigmoid).numbers, "σ(0.60) = 1/(1 + e^−0.60) = 0.65");
    EXPECT_EQ(written(Activation::Tanh).numbers, "tanh(0.60) = 0.54");
    EXPECT_EQ(written(Activation::Softplus).numbers, "softplus(0.60) = log(1 + e^0.60) = 1.04");
    EXPECT_EQ(written(Activation::Gelu).numbers, "GELU(0.60) = 0.60·0.73 = 0.44");
    EXPECT_EQ(written(Activation::Silu).numbers, "SiLU(0.60) = 0.60·0.65 = 0.39");
    EXPECT_EQ(written(Activation::Softmax).symbols, "a1 = e^z1/(e^z1 + e^z2)");
    EXPECT_EQ(written(Activation::Softmax).numbers, "e^0.60/(e^0.60 + e^0.40) = 0.55");
}

TEST(ElementText, WorksOutSlopes) {
    const auto written = [](Activation f) {
        const Trace t = three_to_two(f, Loss::MeanSquaredError);
        return lines(t, Operation::LocalSlope, 0, 0);
    };
    EXPECT_EQ(written(Activation::Identity).numbers, "f′(0.60) = 1.00");
    EXPECT_EQ(written(Activation::Relu).numbers, "f′(0.60) = [0.60 > 0] = 1.00");
    EXPECT_EQ(written(Activation::Sigmoid).symbols, "f′(z1) = a1·(1 − a1)");
    EXPECT_EQ(written(Activation::Sigmoid).numbers, "f′(0.60) = 0.65·(1 − 0.65) = 0.23");
    EXPECT_EQ(written(Activation::Tanh).numbers, "f′(0.60) = 1 − 0.54² = 0.71");
    EXPECT_EQ(written(Activation::Gelu).numbers, "f′(0.60) = 0.73 + 0.60·0.33 = 0.93");
    EXPECT_EQ(written(Activation::Softmax).symbols, "da1/dz1 = a1·(1 − a1)");
    const Trace t = three_to_two(Activation::Softmax, Loss::CrossEntropy);
    EXPECT_EQ(lines(t, Operation::LocalSlope, 1, 0).symbols, "da2/dz1 = −a2·a1");
}

TEST(ElementText, WorksOutLossesAndTheirSlopes) {
    const Trace mse = three_to_two(Activation::Identity, Loss::MeanSquaredError);
    EXPECT_EQ(lines(mse, Operation::Loss, 0, 0).symbols, "L = 1/2·((a1 − y1)² + (a2 − y2)²)");
    EXPECT_EQ(lines(mse, Operation::Loss, 0, 0).numbers,
              "1/2·((0.60 − 1.00)² + (0.40 − 0.00)²) = 0.16");
    EXPECT_EQ(lines(mse, Operation::LossGradient, 0, 0).numbers, "0.60 − 1.00 = −0.40");
    const Trace ce = three_to_two(Activation::Softmax, Loss::CrossEntropy);
    EXPECT_EQ(lines(ce, Operation::Loss, 0, 0).symbols, "L = y1·(−log a1)");
    EXPECT_EQ(lines(ce, Operation::Loss, 0, 0).numbers, "1.00·(−log 0.55) = 0.60");
    EXPECT_EQ(lines(ce, Operation::LossGradient, 0, 0).symbols, "dL/da1 = −y1/a1");
    const Trace bce = three_to_two(Activation::Sigmoid, Loss::BinaryCrossEntropy);
    EXPECT_EQ(lines(bce, Operation::Loss, 0, 0).symbols,
              "L = 1/2·(y1·(−log a1) + (1 − y2)·(−log(1 − a2)))");
    EXPECT_EQ(lines(bce, Operation::LossGradient, 0, 0).symbols,
              "dL/da1 = 1/2·(a1 − y1)/(a1·(1 − a1))");
}

TEST(ElementText, WorksOutTheChainRuleAndUpdates) {
    const Trace t = three_to_two(Activation::Softmax, Loss::CrossEntropy);
    EXPECT_EQ(lines(t, Operation::GradientZ, 0, 0).symbols, "δ1 = da1/dz1·dL/da1 + da2/dz1·dL/da2");
    EXPECT_EQ(lines(t, Operation::GradientZ, 0, 0).numbers, "0.25·(−1.82) + (−0.25)·0.00 = −0.45");
    EXPECT_EQ(lines(t, Operation::GradientB, 0, 0).numbers, "−0.45");
    EXPECT_EQ(lines(t, Operation::UpdateW, 0, 1).symbols, "w12_next = w12 − η·dL/dw12");
    EXPECT_EQ(lines(t, Operation::UpdateW, 0, 1).numbers, "−0.25 − 0.1·(−0.90) = −0.16");
}

TEST(ElementText, SaysTheFusedFormWhereProbabilitiesHaveVanished) {
    Problem p = problem({3, 2}, Activation::Relu, Activation::Softmax, Loss::CrossEntropy, 1);
    p.network.layers[0].b << 1000, -1000;
    p.y << 0, 1;
    const Trace t = trace_of(p);
    EXPECT_EQ(lines(t, Operation::GradientZ, 1, 0).symbols, "δ2 = a2 − y2");
    EXPECT_EQ(lines(t, Operation::GradientZ, 1, 0).numbers, "0.00 − 1.00 = −1.00");
}

TEST(NumberText, HasFixedDecimalsAndATrueMinus) {
    EXPECT_EQ(number_text(-0.07134, 4), "−0.0713");
    EXPECT_EQ(number_text(-0.0004, 3), "0.000");
    EXPECT_EQ(number_text(2, 0), "2");
    EXPECT_EQ(number_text(1.25e12, 2), "1.25e+12");
    EXPECT_EQ(number_text(-0.00000127, 8), "−1.270e−6");
    EXPECT_EQ(number_text(0.48882949, 8), "0.4888");
    EXPECT_EQ(number_text(0, 8), "0");
}

}  // namespace
}  // namespace layerwise
