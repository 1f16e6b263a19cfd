// Quantities: the small formulas of lesson files.
#include "core/lessons/quantity.h"

#include <cmath>

#include <gmock/gmock.h>

#include "core/lessons/answer.h"
#include "tests/core/lessons/lessons.h"

namespace layerwise {
namespace {

using testing::HasSubstr;

class Quantity : public testing::Test {
protected:
    double number(std::string_view text) {
        const auto value = evaluate(trace_, text);
        EXPECT_TRUE(value) << value.error().message;
        EXPECT_EQ(value->size(), 1) << text;
        return (*value)(0, 0);
    }
    std::string error(std::string_view text) {
        const auto value = evaluate(trace_, text);
        return value ? "no error" : value.error().message;
    }

    Trace trace_ = trace_of("two-two-one");  // W1 = [0.5 0.5; 1 −1], W2 = [0.5 −0.5], x = (1, 2)
};

TEST_F(Quantity, ReadsElementsRowsAndColumns) {
    EXPECT_EQ(number("W1[2,2]"), -1);
    EXPECT_EQ(number("x[2]"), 2);
    EXPECT_EQ(number("sum(W1[:,1])"), 1.5);
    EXPECT_EQ(number("sum(W1[2,:])"), 0);
    EXPECT_EQ(number("W2[2]"), -0.5);
    EXPECT_EQ(number("dL_da1[2]"), -0.5);  // kept as dL_dx2
    EXPECT_EQ(number("eta"), 0.1);
}

TEST_F(Quantity, ComputesAsOnPaper) {
    EXPECT_EQ(number("1 + 2*3 - 4/8"), 6.5);
    EXPECT_EQ(number("-(1 - 3)*2"), 4);
    EXPECT_EQ(number("(W2*W1)[1,1]"), -0.25);
    EXPECT_EQ(number("(W2*W1)[1,2]"), 0.75);
    EXPECT_EQ(number("W2*relu(W1*x + b1) + b2"), number("a2"));
    EXPECT_EQ(number("sum(x .* x)"), 5);
    EXPECT_EQ(number("x'*x"), 5);
    EXPECT_EQ(number("sum(dL_dz2*a1')"), number("sum(dL_dW2)"));
}

TEST_F(Quantity, KnowsFunctionsAndComparisons) {
    EXPECT_EQ(number("rank(W1)"), 2);
    EXPECT_EQ(number("rank(W1) == 2"), 1);
    EXPECT_EQ(number("rows(W2) + cols(W2)"), 3);
    EXPECT_EQ(number("argmax(z1)"), 1);
    EXPECT_EQ(number("zeros(a1)"), 1);
    EXPECT_EQ(number("max(W1) > 1"), 0);
    EXPECT_EQ(number("max(W2) <= 0.5"), 1);
    EXPECT_NEAR(number("sigmoid(0)"), 0.5, 1e-15);
    EXPECT_NEAR(number("loss_after(0.1, 1)"), 0.0081, 1e-12);  // worked out by hand
    EXPECT_NEAR(number("loss_after(0.1, 0)"), 0.25, 1e-15);
}

TEST_F(Quantity, ErrorsSayWhereAndWhatWasExpected) {
    EXPECT_THAT(error("W3"), HasSubstr("character 1: expected a name of this pass, of 2 layers, "
                                       "found \"W3\""));
    EXPECT_THAT(error("W1*W2"), HasSubstr("inner sizes agree, found (2 × 2)(1 × 2)"));
    EXPECT_THAT(error("W1[3,1]"), HasSubstr("expected an index from 1 to 2, found \"3,1]\""));
    EXPECT_THAT(error("W1[1]"), HasSubstr("a row and a column"));
    EXPECT_THAT(error("W1 W2"), HasSubstr("expected an operator or the end"));
    EXPECT_THAT(error("1 +"), HasSubstr("expected a name or a number, found the end"));
    EXPECT_THAT(error("(1"), HasSubstr("expected )"));
    EXPECT_THAT(error("rang(W1)"), HasSubstr("found \"rang\""));
    EXPECT_THAT(error("rank(W1, W2)"), HasSubstr("expected one argument"));
    EXPECT_THAT(error("loss_after(1)"), HasSubstr("expected loss_after(eta, updates)"));
    EXPECT_THAT(error(""), HasSubstr("expected a name or a number"));
}

TEST_F(Quantity, NumbersArePutIntoTexts) {
    const auto said = [&](std::string_view text) {
        const auto full = with_numbers(text, trace_, Convention::Row, 2);
        return full ? *full : full.error().message;
    };
    EXPECT_EQ(said("z is {z1}, L {loss|3}, W {shape W1}."), "z is (2, −1), L 0.250, W 2 × 2.");
    EXPECT_EQ(said("{W1}"), "[0.50, 0.50; 1, −1]");
    EXPECT_EQ(said("{shape a1}"), "1 × 2");
    EXPECT_THAT(said("{shape W9}"), HasSubstr("found \"W9\""));
    EXPECT_THAT(said("{z1"), HasSubstr("expected }"));
}

TEST(Answers, AreReadAsPeopleTypeThem) {
    EXPECT_EQ(typed_number("1.04")->value, 1.04);
    EXPECT_EQ(typed_number("−0,5")->value, -0.5);
    EXPECT_EQ(typed_number(" +3/4 ")->value, 0.75);
    EXPECT_EQ(typed_number("1.0")->rounding, 0.05);
    EXPECT_EQ(typed_number("7")->rounding, 0);
    for (const char* const text : {"", "a", "1.2.3", "1/0", "1 2", "nan"}) {
        EXPECT_FALSE(typed_number(text)) << text;
    }
    EXPECT_EQ(typed_numbers("(0.9, -0.4)")->size(), 2U);
    EXPECT_EQ(typed_numbers("[1 2 3]")->at(2).value, 3);
    EXPECT_FALSE(typed_numbers("1, two"));
    for (const char* const text : {"2x3", "2 X 3", "2×3", "(2, 3)", "[2 3]", "2 by 3", "2*3"}) {
        EXPECT_EQ(typed_shape(text), (std::vector<Index>{2, 3})) << text;
    }
    EXPECT_EQ(typed_shape("5"), std::vector<Index>{5});
    for (const char* const text : {"", "0 x 3", "2.5 x 3", "wide", "1x2x3x4"}) {
        EXPECT_FALSE(typed_shape(text)) << text;
    }
}

}  // namespace
}  // namespace layerwise
