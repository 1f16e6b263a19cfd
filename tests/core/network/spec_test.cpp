#include "core/network/spec.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace layerwise {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

std::string error_of(const std::string& text) {
    const auto sizes = parse_sizes(text);
    return sizes ? "no error" : sizes.error().message;
}

std::string repeated(int count, const std::string& size) {
    std::string text = size;
    for (int k = 1; k < count; ++k) {
        text += "-" + size;
    }
    return text;
}

TEST(Spec, ReadsSizes) {
    EXPECT_THAT(parse_sizes("784-128-64-10").value(), ElementsAre(784, 128, 64, 10));
    EXPECT_THAT(parse_sizes("1-65536").value(), ElementsAre(1, 65536));
}

TEST(Spec, WritesSizesAsTyped) {
    const NetworkSpec spec = {parse_sizes("5-4-3").value(), Activation::Relu, Activation::Softmax,
                              Loss::CrossEntropy};
    EXPECT_EQ(sizes_text(initialize(spec, Initializer::Zeros, 0)), "5-4-3");
}

TEST(Spec, ErrorsSayWhatWasFoundAndWhere) {
    EXPECT_EQ(error_of("784-0-10"),
              "network \"784-0-10\": expected whole numbers from 1 to 65536 joined by \"-\", found "
              "\"0\" as number 2");
    for (const char* text : {"", "-", "784-", "-10", "784--10", "784-65537", "784-12.5", "784-1e2",
                             "784 -10", "784-+5", "a-b", "784-99999999999999999999", "784x10"}) {
        EXPECT_THAT(error_of(text), HasSubstr("expected whole numbers from 1 to 65536")) << text;
    }
}

TEST(Spec, RefusesTooFewOrTooMany) {
    EXPECT_EQ(error_of("784"),
              "network \"784\": expected inputs and outputs, as in \"784-128-10\", found 1 size");
    EXPECT_EQ(error_of(repeated(33, "2")), "no error");
    EXPECT_THAT(error_of(repeated(34, "2")), HasSubstr("expected at most 32 layers, found 33"));
    EXPECT_EQ(error_of("4095-65536"), "no error");
    EXPECT_THAT(error_of("4096-65536"),
                HasSubstr("expected at most 268435456 parameters, found 268500992"));
}

TEST(Spec, ErrorsAreOneLineWhateverWasTyped) {
    for (const std::string& text : {std::string("3-\n-2"), std::string(10000, '7')}) {
        const std::string error = error_of(text);
        EXPECT_EQ(std::count(error.begin(), error.end(), '\n'), 0);
        EXPECT_LT(error.size(), 300U);
    }
}

TEST(Spec, RefusesSoftmaxInHiddenLayers) {
    NetworkSpec spec = {{4, 3, 2}, Activation::Relu, Activation::Softmax, Loss::CrossEntropy};
    EXPECT_FALSE(problem_with(spec));
    spec.hidden = Activation::Softmax;
    EXPECT_THAT(problem_with(spec).value_or(""),
                AllOf(HasSubstr("hidden activation"), HasSubstr("found softmax")));
    spec = {{4, 0}, Activation::Relu, Activation::Softmax, Loss::CrossEntropy};
    EXPECT_THAT(problem_with(spec).value_or(""), HasSubstr("found 0"));
    spec.sizes = {};
    EXPECT_THAT(problem_with(spec).value_or(""), HasSubstr("found 0 sizes"));
}

}  // namespace
}  // namespace layerwise
