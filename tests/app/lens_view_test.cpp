// The lens: what it says of an element is what the trace holds.
#include "app/views/lens_view.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "app/views/trace_facts.h"
#include "tests/app/headless.h"

namespace layerwise {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// A number as the lens writes it, with its true minus sign.
double number_in(std::string text) {
    for (auto minus = text.find("−"); minus != std::string::npos; minus = text.find("−")) {
        text.replace(minus, std::string_view("−").size(), "-");
    }
    return std::stod(text);
}

double line_of(const LensView& view, const std::string& label) {
    const auto found = std::ranges::find(view.lines, label, &LensLine::label);
    EXPECT_NE(found, view.lines.end()) << label;
    return found == view.lines.end() ? 0 : number_in(found->value);
}

LensView view_of(const Session& session, Operation operation, int layer, Cell cell,
                 bool by_weight = true, const std::optional<Index>& terms_done = std::nullopt) {
    return lens_view(session, 1, step_of(*session.trace, operation, layer), cell, by_weight,
                     terms_done);
}

TEST(LensView, GradientsHaveTheirOwnColoursAndFactorsTheirs) {
    const Session& session = opened("digits");
    const LensView delta = view_of(session, Operation::GradientZ, 2, {10, 0});
    ASSERT_EQ(delta.lines.size(), 3U);
    EXPECT_EQ(delta.lines[0].palette, Palette::Gradients) << "∂L/∂a";
    EXPECT_EQ(delta.lines[1].palette, Palette::Values) << "f′(z) is none";
    EXPECT_EQ(delta.lines[2].palette, Palette::Gradients);
    EXPECT_EQ(view_of(session, Operation::AddBias, 1, {3, 0}).palette, Palette::Values);
    const LensView update = view_of(session, Operation::UpdateB, 1, {3, 0});
    EXPECT_EQ(update.lines[0].palette, Palette::Values);
    EXPECT_EQ(update.lines[1].palette, Palette::Gradients);
}

TEST(LensView, EndsWithTheTracesOwnNumber) {
    for (const char* example : {"three-to-two", "numpy-case"}) {
        const Session& session = opened(example);
        for (int step = 0; step < static_cast<int>(session.trace->steps.size()); ++step) {
            const Matrix<double>& result =
                session.trace->result(session.trace->steps[static_cast<std::size_t>(step)]).value;
            for (Index k = 0; k < result.size(); ++k) {
                const Cell cell{k % result.rows(), k / result.rows()};
                const LensView view = lens_view(session, 1, step, cell);
                SCOPED_TRACE(testing::Message() << example << ", step " << step + 1);
                ASSERT_FALSE(view.lines.empty());
                EXPECT_TRUE(view.lines.back().strong);
                EXPECT_THAT(view.lines.back().label, StartsWith("= "));
                const double value = result(cell.row, cell.col);
                EXPECT_NEAR(number_in(view.lines.back().value), value, 6e-5);
                EXPECT_EQ(view.lines.back().sign, (value > 0) - (value < 0));
                EXPECT_NE(view.heading, "");
                EXPECT_NE(view.symbols, "");
                EXPECT_NE(view.numbers, "");
            }
        }
    }
}

TEST(LensView, TheSumsAddUp) {
    const Session& session = opened("digits");
    for (const Index row : {0, 17, 109}) {
        const LensView view = view_of(session, Operation::AddBias, 1, {row, 0});
        const double product = line_of(view, "w · x");
        EXPECT_NEAR(line_of(view, "Σ positive") + line_of(view, "Σ negative"), product, 2e-4);
        EXPECT_NEAR(product + line_of(view, "+ b"), number_in(view.lines.back().value), 2e-4);
        EXPECT_GE(line_of(view, "Σ positive"), 0);
        EXPECT_LE(line_of(view, "Σ negative"), 0);
    }
}

TEST(LensView, AnUpdateAddsUp) {
    const LensView view = view_of(opened("three-to-two"), Operation::UpdateW, 1, {1, 2});
    ASSERT_EQ(view.lines.size(), 3U);
    EXPECT_NEAR(number_in(view.lines[0].value), -0.4, 1e-9);
    EXPECT_NEAR(number_in(view.lines[0].value) + number_in(view.lines[1].value),
                number_in(view.lines[2].value), 1e-4);
}

TEST(LensView, ALayerOfOneInputHasABiasToo) {
    Session session = opened("three-to-two");
    session = after(session, SetShape{{1}, Activation::Tanh, 1}).value();
    session = after(session, EditValue{Symbol::B, 2, 0, 0, 0.5}).value();
    const LensView view = view_of(session, Operation::AddBias, 2, {0, 0});
    EXPECT_EQ(line_of(view, "+ b"), 0.5);
}

TEST(LensView, TheLessonsSymbols) {
    const LensView view = view_of(opened("three-to-two"), Operation::AddBias, 1, {0, 0});
    EXPECT_THAT(view.symbols, HasSubstr("w11·x1 + w12·x2 + w13·x3 + b1"));
    EXPECT_THAT(view.numbers, HasSubstr("= −0.2"));
    EXPECT_EQ(view.heading, "ROW 1 OF W AS A DOT PRODUCT");
}

TEST(LensView, TheHeadingFollowsTheConvention) {
    Session session = opened("three-to-two");
    session.convention = Convention::Row;
    EXPECT_EQ(view_of(session, Operation::WeightedSum, 1, {1, 0}).heading,
              "COLUMN 2 OF W AS A DOT PRODUCT");
}

TEST(LensView, TermsComeInOrderOrTheWeightiestFirst) {
    const LensView view = view_of(opened("digits"), Operation::WeightedSum, 1, {3, 0}, true);
    EXPECT_EQ(view.term_count, 784U);
    ASSERT_EQ(view.terms.size(), 784U);
    for (std::size_t k = 1; k < view.terms.size(); ++k) {
        EXPECT_GE(std::abs(view.terms[k - 1].product()), std::abs(view.terms[k].product()));
    }
    const LensView plain = view_of(opened("digits"), Operation::WeightedSum, 1, {3, 0}, false);
    EXPECT_EQ(plain.terms[500].left_col, 500);
    for (const LensView& each : {view, plain}) {
        ASSERT_EQ(each.running.size(), 784U);
        EXPECT_EQ(each.running[0], each.terms[0].product());
        EXPECT_NEAR(each.running.back(), line_of(each, "= Wx1[4]"), 1e-3);
    }
    const LensView small = view_of(opened("three-to-two"), Operation::WeightedSum, 1, {0, 0});
    ASSERT_EQ(small.terms.size(), 3U);
    EXPECT_EQ(small.terms[0].left, 0.2) << "few terms keep their order";
}

TEST(LensView, ASumUnderWayHasOnlyItsFirstTerms) {
    const Session& session = opened("digits");
    const Matrix<double>& W = session.example.network->layers[0].W;
    const Matrix<double>& x = find(*session.trace, Symbol::X, 0).value;
    const LensView view = view_of(session, Operation::WeightedSum, 1, {109, 0}, true, Index{300});
    EXPECT_EQ(view.term_count, 300U);
    EXPECT_NEAR(line_of(view, "so far"), W.row(109).head(300).dot(x.col(0).head(300)), 1e-4);
    const Matrix<double>& products = view.pictures.at(2).values;
    EXPECT_FALSE(std::isnan(products(299 / 28, 299 % 28)));
    EXPECT_TRUE(std::isnan(products(300 / 28, 300 % 28)));
}

TEST(LensView, ARowOfWeightsMeetsTheImage) {
    const Session& session = opened("digits");
    const LensView view = view_of(session, Operation::WeightedSum, 1, {109, 0});
    ASSERT_EQ(view.pictures.size(), 3U);
    for (const LensPicture& picture : view.pictures) {
        EXPECT_EQ(picture.values.rows(), 28);
        EXPECT_EQ(picture.values.cols(), 28);
    }
    const Matrix<double>& W = session.example.network->layers[0].W;
    EXPECT_EQ(view.pictures[0].values(3, 5), W(109, 3 * 28 + 5)) << "row by row";
    EXPECT_EQ(view.pictures[1].palette, Palette::Grey);
    EXPECT_EQ(view.pictures[2].values,
              view.pictures[0].values.cwiseProduct(view.pictures[1].values));
    EXPECT_NEAR(view.pictures[2].values.sum(), find(*session.trace, Symbol::Wx, 1).value(109, 0),
                1e-10);
    EXPECT_NE(view.pictures[0].key,
              view_of(session, Operation::WeightedSum, 1, {1, 0}).pictures[0].key);
}

TEST(LensView, GradientsOfTheFirstLayerArePicturesToo) {
    const Session& session = opened("digits");
    EXPECT_EQ(view_of(session, Operation::GradientX, 1, {300, 0}).pictures.size(), 1U);
    const LensView update = view_of(session, Operation::UpdateW, 1, {5, 300});
    ASSERT_EQ(update.pictures.size(), 3U);
    EXPECT_LT(
        (update.pictures[0].values - 0.1 * update.pictures[1].values - update.pictures[2].values)
            .norm(),
        1e-12);
    const LensView gradient = view_of(session, Operation::GradientW, 1, {5, 300});
    ASSERT_EQ(gradient.pictures.size(), 2U);
    EXPECT_EQ(gradient.pictures[1].palette, Palette::Gradients);
}

TEST(LensView, OnlyTheFirstLayerReadsPictures) {
    EXPECT_TRUE(view_of(opened("digits"), Operation::WeightedSum, 2, {0, 0}).pictures.empty());
    EXPECT_TRUE(view_of(opened("numpy-case"), Operation::WeightedSum, 1, {0, 0}).pictures.empty());
}

TEST(TraceFacts, AreOfTheTrace) {
    const Trace& trace = *opened("digits").trace;
    const TraceFacts facts = facts_of(trace, 7, Convention::Row);
    EXPECT_EQ(facts.version, 7U);
    EXPECT_EQ(facts.convention, Convention::Row);
    EXPECT_EQ(facts.parameters, 784 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10);
    ASSERT_EQ(facts.ranges.size(), trace.tensors.size());
    for (std::size_t k = 0; k < facts.ranges.size(); ++k) {
        EXPECT_FLOAT_EQ(facts.ranges[k],
                        static_cast<float>(trace.tensors[k].value.cwiseAbs().maxCoeff()));
    }
    ASSERT_EQ(facts.norms.size(), 3U);
    EXPECT_DOUBLE_EQ(facts.norms[1], find(trace, Symbol::GradW, 2).value.norm());
    ASSERT_EQ(facts.log.size(), trace.steps.size());
    EXPECT_EQ(facts.log[0].result.shape, (Shape{1, 1, 128})) << "samples are rows";
}

}  // namespace
}  // namespace layerwise
