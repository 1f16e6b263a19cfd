#include "core/trace/element.h"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/core/trace/small_networks.h"

namespace layerwise {
namespace {

bool is_function(Operation operation) {
    return operation == Operation::Activate || operation == Operation::LossGradient ||
           operation == Operation::LocalSlope;
}

void expect_sum(const Trace& t, int step, Index row, Index col) {
    const Element e = element(t, step, row, col);
    EXPECT_EQ(e.result, t.result(step_at(t, step)).value(row, col));
    if (is_function(step_at(t, step).operation)) {
        EXPECT_TRUE(e.terms.empty());
        return;
    }
    double sum = e.has_offset ? e.offset : 0;
    double size = std::abs(sum);
    for (const Term& term : e.terms) {
        sum += term.product();
        size += std::abs(term.product());
    }
    EXPECT_NEAR(sum, e.result, 1e-12 * (1 + size))
        << "step " << step << " at " << row << ',' << col;
    EXPECT_NEAR(e.positive + e.negative + e.offset, e.result, 1e-12 * (1 + size));
    EXPECT_GE(e.positive, 0);
    EXPECT_LE(e.negative, 0);
}

void expect_all_sums(const Trace& t) {
    for (int step = 0; step < step_count(t); ++step) {
        const Matrix<double>& value = t.result(step_at(t, step)).value;
        for (Index j = 0; j < value.cols(); ++j) {
            for (Index i = 0; i < value.rows(); ++i) {
                expect_sum(t, step, i, j);
            }
        }
    }
}

TEST(Element, TermsAddUpToTheResultForEveryActivationAndLoss) {
    for (const Activation f : all_activations()) {
        for (const Loss loss : all_losses()) {
            for (const Index samples : {1, 3}) {
                if (fits(f, loss)) {
                    expect_all_sums(
                        trace_of(problem({3, 4, 2}, Activation::Silu, f, loss, samples)));
                }
            }
        }
    }
}

TEST(Element, TermsAddUpToTheResultInABigNetwork) {
    const Trace t = digit_trace();
    NumpyRandom random(5);
    for (int step = 0; step < step_count(t); ++step) {
        const Matrix<double>& value = t.result(step_at(t, step)).value;
        for (int k = 0; k < 20; ++k) {
            const auto i = static_cast<Index>(random.rand() * static_cast<double>(value.rows()));
            const auto j = static_cast<Index>(random.rand() * static_cast<double>(value.cols()));
            expect_sum(t, step, i, j);
        }
    }
}

TEST(Element, TermsPointAtTheirNumbers) {
    const Trace t = digit_trace(2);
    for (const Operation operation : {Operation::WeightedSum, Operation::GradientW,
                                      Operation::GradientX, Operation::GradientZ}) {
        const Element e = element(t, step_of(t, operation, 3), 1, 1);
        ASSERT_FALSE(e.terms.empty());
        for (const Term& term : e.terms) {
            const auto& left = t.tensors[static_cast<std::size_t>(term.left_tensor)].value;
            const auto& right = t.tensors[static_cast<std::size_t>(term.right_tensor)].value;
            EXPECT_EQ(term.left, left(term.left_row, term.left_col));
            EXPECT_EQ(term.right, right(term.right_row, term.right_col));
        }
    }
}

}  // namespace
}  // namespace layerwise
