// One trace written three ways: in each the written matrices obey the written equation.
#include "core/trace/convention.h"

#include <gtest/gtest.h>

#include "core/trace/expression.h"
#include "tests/core/trace/small_networks.h"

namespace layerwise {
namespace {

using Kind = Expression::Kind;

constexpr std::array kAll = {Convention::Column, Convention::Row, Convention::Torch};

class ConventionTest : public testing::TestWithParam<Convention> {
protected:
    Matrix<double> value(const Expression& e) const {
        if (e.kind == Kind::Transpose) {
            return value(e.parts[0]).transpose();
        }
        return written(trace_.tensors[static_cast<std::size_t>(e.tensor)], GetParam());
    }

    Trace trace_ = trace_of(
        problem({3, 4, 2}, Activation::Tanh, Activation::Sigmoid, Loss::BinaryCrossEntropy, 5));
};

TEST_P(ConventionTest, ProductsOfWrittenMatricesFitAndAgree) {
    int products = 0;
    for (int step = 0; step < step_count(trace_); ++step) {
        const StepEquation equation = step_equation(trace_, step, GetParam());
        if (equation.right.kind == Kind::Product) {
            const Matrix<double> left = value(equation.right.parts[0]);
            const Matrix<double> right = value(equation.right.parts[1]);
            ASSERT_EQ(left.cols(), right.rows());
            EXPECT_TRUE((left * right).isApprox(value(equation.result), 1e-13));
            ++products;
        }
    }
    EXPECT_EQ(products, 6);  // W x, δ xᵀ and Wᵀ δ of two layers
}

TEST_P(ConventionTest, OperandsAreListedAsTheEquationReads) {
    for (int step = 0; step < step_count(trace_); ++step) {
        const StepEquation equation = step_equation(trace_, step, GetParam());
        if (equation.right.kind != Kind::Product) {
            continue;
        }
        std::vector<int> read;
        for (const Expression& part : equation.right.parts) {
            read.push_back(part.kind == Kind::Transpose ? part.parts[0].tensor : part.tensor);
        }
        EXPECT_EQ(
            operands_as_written(trace_, trace_.steps[static_cast<std::size_t>(step)], GetParam()),
            read);
    }
}

TEST_P(ConventionTest, ShapesAreThoseOfWrittenMatrices) {
    for (const Tensor& tensor : trace_.tensors) {
        const Matrix<double> matrix = written(tensor, GetParam());
        EXPECT_EQ(shape(tensor, trace_.samples, GetParam()),
                  (Shape{1, matrix.rows(), matrix.cols()}));
        EXPECT_EQ(at(tensor, matrix.rows() - 1, 0, GetParam()), matrix(matrix.rows() - 1, 0));
    }
}

INSTANTIATE_TEST_SUITE_P(Every, ConventionTest, testing::ValuesIn(kAll),
                         [](const auto& tested) { return std::string(name(tested.param)); });

TEST(Convention, RowIsTheLessonsXWPlusB) {
    const Trace t = trace_of(
        problem({3, 4, 1}, Activation::Sigmoid, Activation::Sigmoid, Loss::MeanSquaredError, 5));
    const Matrix<double> X = written(find(t, Symbol::X, 1), Convention::Row);
    const Matrix<double> W = written(find(t, Symbol::W, 1), Convention::Row);
    const Matrix<double> b = written(find(t, Symbol::B, 1), Convention::Row);
    const Matrix<double> Z = written(find(t, Symbol::Z, 1), Convention::Row);
    EXPECT_EQ(text(shape(find(t, Symbol::W, 1), 5, Convention::Row)), "3 × 4");
    EXPECT_TRUE(((X * W).rowwise() + b.row(0)).isApprox(Z, 1e-14));
}

TEST(Convention, WritesShapesAsText) {
    const Trace t =
        trace_of(problem({7, 3}, Activation::Relu, Activation::Softmax, Loss::CrossEntropy, 5));
    const auto shape_of = [&](Symbol symbol, int layer, Convention convention) {
        return text(shape(find(t, symbol, layer), 5, convention));
    };
    EXPECT_EQ(shape_of(Symbol::W, 1, Convention::Column), "3 × 7");
    EXPECT_EQ(shape_of(Symbol::W, 1, Convention::Torch), "3 × 7");
    EXPECT_EQ(shape_of(Symbol::X, 1, Convention::Column), "7 × 5");
    EXPECT_EQ(shape_of(Symbol::X, 1, Convention::Torch), "5 × 7");
    EXPECT_EQ(shape_of(Symbol::B, 1, Convention::Row), "1 × 3");
    EXPECT_EQ(shape_of(Symbol::Slope, 1, Convention::Row), "5 × 3 × 3");
    EXPECT_EQ(ascii({1, 128, 784}), "128x784");
}

TEST(Convention, IsKnownByName) {
    for (const Convention convention : kAll) {
        EXPECT_EQ(convention_from_name(name(convention)), convention);
    }
    EXPECT_FALSE(convention_from_name("rows"));
}

}  // namespace
}  // namespace layerwise
