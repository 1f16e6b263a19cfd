// The four readings take a product apart differently and come to the same numbers.
#include "core/trace/reading.h"

#include <array>
#include <set>

#include <gtest/gtest.h>

#include "tests/core/trace/small_networks.h"

namespace layerwise {
namespace {

constexpr std::array kReadings{Reading::Dots, Reading::Columns, Reading::Outer, Reading::Blocks};

Trace a_trace(Index samples) {
    return trace_of(
        problem({7, 9, 3}, Activation::Tanh, Activation::Sigmoid, Loss::MeanSquaredError, samples));
}

template <class Visit>
void each_product(const Visit& visit) {
    for (const Index samples : {1, 5}) {
        const Trace t = a_trace(samples);
        for (int step = 0; step < step_count(t); ++step) {
            if (const auto product = product_of(t, step)) {
                SCOPED_TRACE(testing::Message() << samples << " samples, step " << step);
                visit(t, step, *product);
            }
        }
    }
}

TEST(Reading, StepsThatMultiplyMatricesHaveAProduct) {
    const Trace t = a_trace(1);
    std::multiset<Operation> found;
    for (int step = 0; step < step_count(t); ++step) {
        if (product_of(t, step)) {
            found.insert(t.steps[static_cast<std::size_t>(step)].operation);
        }
    }
    EXPECT_EQ(found, (std::multiset<Operation>{Operation::WeightedSum, Operation::WeightedSum,
                                               Operation::AddBias, Operation::AddBias,
                                               Operation::GradientW, Operation::GradientW,
                                               Operation::GradientX, Operation::GradientX}));
}

TEST(Reading, AllPartsTogetherAreTheStepsResult) {
    each_product([](const Trace& t, int step, const Product& p) {
        const Matrix<double>& result = t.result(t.steps[static_cast<std::size_t>(step)]).value;
        for (const Reading reading : kReadings) {
            SCOPED_TRACE(name(reading));
            const Matrix<double> C =
                partial_product(t, p, reading, p.rows - 1, p.cols - 1, part_count(p, reading));
            ASSERT_EQ(C.rows(), result.rows());
            ASSERT_EQ(C.cols(), result.cols());
            EXPECT_TRUE(C.isApprox(result, 1e-12));
        }
    });
}

TEST(Reading, EachPartAddsItsContribution) {
    each_product([](const Trace& t, int, const Product& p) {
        for (const Reading reading : kReadings) {
            SCOPED_TRACE(name(reading));
            const Index row = p.rows / 2, col = p.cols / 2;
            Product bare = p;
            bare.addend = -1;
            for (Index part = 0; part < part_count(p, reading); ++part) {
                const ReadingPart at = reading_part(p, reading, row, col, part);
                const Matrix<double> before = partial_product(t, bare, reading, row, col, part);
                const Matrix<double> after = partial_product(t, bare, reading, row, col, part + 1);
                const Matrix<double> added = contribution(t, p, at);
                for (Index j = 0; j < p.cols; ++j) {
                    for (Index i = 0; i < p.rows; ++i) {
                        if (at.result.contains(i, j)) {
                            const double was = std::isnan(before(i, j)) ? 0 : before(i, j);
                            const double add =
                                added(i - at.result.row_begin, j - at.result.col_begin);
                            EXPECT_NEAR(after(i, j), was + add, 1e-12);
                        } else {
                            EXPECT_EQ(std::isnan(after(i, j)), std::isnan(before(i, j)));
                        }
                    }
                }
            }
        }
    });
}

TEST(Reading, WhatIsNotBegunIsNotANumber) {
    const Trace t = a_trace(5);
    const Product p = *product_of(t, 0);
    EXPECT_TRUE(partial_product(t, p, Reading::Outer, 0, 0, 0).array().isNaN().all());
    const Matrix<double> dots = partial_product(t, p, Reading::Dots, 2, 1, 3);
    const Matrix<double>& result = t.result(t.steps[0]).value;
    EXPECT_TRUE(dots.col(0).isApprox(result.col(0)));
    EXPECT_TRUE(dots.col(1).head(2).isApprox(result.col(1).head(2)));
    EXPECT_NE(dots(2, 1), result(2, 1)) << "three of seven products";
    EXPECT_TRUE(dots.col(1).tail(6).array().isNaN().all());
    EXPECT_TRUE(dots.rightCols(3).array().isNaN().all());
}

TEST(Reading, ColumnsOfWAreMixedByTheInput) {
    const Trace t = a_trace(1);
    const Product p = *product_of(t, 0);
    const Matrix<double>& W = find(t, Symbol::W, 1).value;
    const Matrix<double>& x = find(t, Symbol::X, 0).value;
    for (Index k = 0; k < 7; ++k) {
        const ReadingPart at = reading_part(p, Reading::Columns, 0, 0, k);
        EXPECT_TRUE(contribution(t, p, at).isApprox(W.col(k) * x(k)));
        EXPECT_EQ(at.left, (CellRange{0, 9, k, k + 1}));
        EXPECT_EQ(at.right, CellRange::cell(k, 0));
    }
}

TEST(Reading, BlocksTileTheProduct) {
    each_product([](const Trace&, int, const Product& p) {
        Matrix<double> covered = Matrix<double>::Zero(p.rows, p.cols);
        for (Index part = 0; part < part_count(p, Reading::Blocks); ++part) {
            const ReadingPart at = reading_part(p, Reading::Blocks, 0, 0, part);
            EXPECT_EQ(at.left.cols(), at.right.rows());
            covered
                .block(at.result.row_begin, at.result.col_begin, at.result.rows(), at.result.cols())
                .array() += static_cast<double>(at.left.cols());
        }
        EXPECT_TRUE((covered.array() == static_cast<double>(p.inner)).all())
            << "every element of C meets all of the inner dimension, once";
    });
}

TEST(Reading, HasANameEach) {
    for (const Reading reading : kReadings) {
        EXPECT_EQ(reading_from_name(name(reading)), reading);
    }
    EXPECT_EQ(reading_from_name("rows"), std::nullopt);
}

}  // namespace
}  // namespace layerwise
