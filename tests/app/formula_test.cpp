// Formulas are set like a textbook's: judged by their boxes, with metrics that are easy to add up.
#include "app/draw/formula.h"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

using Kind = Glyph::Kind;

constexpr float kSize = 30, kScript = 20;
constexpr float kAdvance = 12, kScriptAdvance = 8;

// Every letter is as wide as any other; scripts are two thirds of it.
const FormulaMetrics kMetrics{
    [](const std::string& text, Face /*face*/, bool script) {
        const auto letters = std::ranges::count_if(
            text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
        return static_cast<float>(letters) * (script ? kScriptAdvance : kAdvance);
    },
    kSize, kScript};

Glyph glyph(Kind kind, std::string base, std::string superscript = {}, std::string subscript = {}) {
    Glyph g;
    g.kind = kind;
    g.base = std::move(base);
    g.superscript = std::move(superscript);
    g.subscript = std::move(subscript);
    return g;
}

Glyph bold(std::string base, std::string superscript = {}) {
    Glyph g = glyph(Kind::Symbol, std::move(base), std::move(superscript));
    g.bold = true;
    return g;
}

Glyph fraction(Formula numerator, Formula denominator) {
    Glyph g;
    g.kind = Kind::Fraction;
    g.numerator = std::move(numerator);
    g.denominator = std::move(denominator);
    return g;
}

const SetRun& run(const SetFormula& set, const std::string& text) {
    const auto found = std::ranges::find(set.runs, text, &SetRun::text);
    EXPECT_NE(found, set.runs.end()) << text;
    return found == set.runs.end() ? set.runs.front() : *found;
}

float end(const SetRun& r) {
    return r.x + r.width;
}

TEST(Formula, OneLetterIsItsOwnWidth) {
    const SetFormula set = set_formula({bold("W")}, kMetrics);
    ASSERT_EQ(set.runs.size(), 1U);
    EXPECT_EQ(set.runs[0].x, 0);
    EXPECT_EQ(set.runs[0].y, 0);
    EXPECT_EQ(set.width, kAdvance);
    EXPECT_GT(set.ascent, 0);
    EXPECT_GT(set.descent, 0);
    EXPECT_NEAR(set.ascent + set.descent, kSize, 0.1 * kSize);
}

TEST(Formula, SuperscriptsStandAboveAndToTheRight) {
    const SetFormula set = set_formula({bold("W", "(1)")}, kMetrics);
    const SetRun& base = run(set, "W");
    const SetRun& script = run(set, "(1)");
    EXPECT_LT(script.y, -0.2F * kSize);
    EXPECT_GT(script.y, -kSize);
    EXPECT_NEAR(script.x, end(base), 0.1F * kSize);
    EXPECT_TRUE(script.script);
    EXPECT_EQ(set.width, end(script));
    EXPECT_GT(set.ascent, set_formula({bold("W")}, kMetrics).ascent);
}

TEST(Formula, SubscriptsStandBelow) {
    const SetFormula set = set_formula({glyph(Kind::Symbol, "x", {}, "n")}, kMetrics);
    EXPECT_GT(run(set, "n").y, 0);
    EXPECT_GT(set.descent, set_formula({glyph(Kind::Symbol, "x")}, kMetrics).descent);
}

TEST(Formula, BothScriptsStandOverEachOther) {
    const SetFormula set = set_formula({glyph(Kind::Symbol, "x", "(12)", "n")}, kMetrics);
    EXPECT_EQ(run(set, "n").x, run(set, "(12)").x);
    EXPECT_EQ(set.width, end(run(set, "(12)"))) << "as wide as the wider one";
}

TEST(Formula, OperatorsHaveTheSameRoomOnBothSides) {
    const SetFormula set =
        set_formula({bold("a"), glyph(Kind::Operator, "="), bold("b")}, kMetrics);
    const float before = run(set, "=").x - end(run(set, "a"));
    const float after = run(set, "b").x - end(run(set, "="));
    EXPECT_GT(before, 0.1F * kSize);
    EXPECT_NEAR(before, after, 1e-4F);
    EXPECT_NEAR(set.width, 3 * kAdvance + before + after, 1e-4F);
}

TEST(Formula, FactorsStandApartAndBracketsHug) {
    const SetFormula product = set_formula({bold("W"), bold("x")}, kMetrics);
    EXPECT_GT(run(product, "x").x, end(run(product, "W")));
    const SetFormula call = set_formula(
        {glyph(Kind::Text, "ReLU"), glyph(Kind::Text, "("), bold("z"), glyph(Kind::Text, ")")},
        kMetrics);
    EXPECT_EQ(run(call, "(").x, end(run(call, "ReLU")));
    EXPECT_EQ(run(call, "z").x, end(run(call, "(")));
    EXPECT_EQ(run(call, ")").x, end(run(call, "z")));
}

TEST(Formula, EachKindHasItsFace) {
    const SetFormula set =
        set_formula({bold("W", "(1)"), glyph(Kind::Symbol, "x"), glyph(Kind::Operator, "⊙"),
                     glyph(Kind::Text, "log"), glyph(Kind::Symbol, "∂L"), bold("ŷ"), bold("δ")},
                    kMetrics);
    EXPECT_EQ(run(set, "W").face, Face::BoldItalic);
    EXPECT_EQ(run(set, "x").face, Face::Italic);
    EXPECT_EQ(run(set, "⊙").face, Face::Upright);
    EXPECT_EQ(run(set, "log").face, Face::Upright);
    EXPECT_EQ(run(set, "(1)").face, Face::Upright);
    EXPECT_EQ(run(set, "∂").face, Face::Upright);
    EXPECT_EQ(run(set, "L").face, Face::Italic);
    EXPECT_EQ(run(set, "δ").face, Face::BoldItalic);
    EXPECT_EQ(run(set, "L").x, end(run(set, "∂"))) << "∂L is one symbol";
}

TEST(Formula, FractionsAreCentredOnTheirRule) {
    const SetFormula set = set_formula(
        {fraction({glyph(Kind::Symbol, "∂L")}, {glyph(Kind::Symbol, "∂"), bold("W", "(1)")})},
        kMetrics);
    ASSERT_EQ(set.rules.size(), 1U);
    const SetRule& rule = set.rules[0];
    EXPECT_LT(rule.y, 0) << "on the axis of the operators";
    const auto middle_of = [&](bool above) {
        float x0 = 1e9F;
        float x1 = 0;
        for (const SetRun& r : set.runs) {
            if ((r.y < rule.y) == above) {
                x0 = std::min(x0, r.x);
                x1 = std::max(x1, end(r));
            }
        }
        return (x0 + x1) / 2;
    };
    const float middle = (rule.x0 + rule.x1) / 2;
    EXPECT_NEAR(middle_of(true), middle, 0.5F);
    EXPECT_NEAR(middle_of(false), middle, 0.5F);
    EXPECT_LT(run(set, "L").y, rule.y) << "the numerator's baseline is above the rule";
    EXPECT_GT(run(set, "W").y - 0.5F * kSize, rule.y) << "the denominator is below it";
    EXPECT_GE(rule.x1 - rule.x0, 2 * kAdvance + 3 * kScriptAdvance - 2);
    EXPECT_GT(set.ascent + set.descent, 1.6F * kSize);
}

TEST(Formula, AFractionsRunsBelongToItsTensor) {
    Glyph g = fraction({glyph(Kind::Symbol, "∂L")}, {bold("W")});
    g.tensor = 5;
    for (const SetRun& r : set_formula({g}, kMetrics).runs) {
        EXPECT_EQ(r.tensor, 5);
    }
}

TEST(Formula, NothingOverlapsInAnyFormulaOfTheExamples) {
    for (const std::string_view example : example_ids()) {
        const Trace& trace = *opened(example).trace;
        for (int step = 0; step < static_cast<int>(trace.steps.size()); ++step) {
            for (const Convention convention :
                 {Convention::Column, Convention::Row, Convention::Torch}) {
                const SetFormula set = set_formula(formula(trace, step, convention), kMetrics);
                SCOPED_TRACE(testing::Message() << example << ", step " << step + 1);
                for (std::size_t i = 0; i < set.runs.size(); ++i) {
                    const SetRun& a = set.runs[i];
                    EXPECT_GE(a.x, -0.1F);
                    EXPECT_LE(end(a), set.width + 0.1F);
                    EXPECT_GE(a.y, -set.ascent);
                    EXPECT_LE(a.y, set.descent);
                    for (std::size_t j = i + 1; j < set.runs.size(); ++j) {
                        const SetRun& b = set.runs[j];
                        const bool side_by_side = end(a) <= b.x + 0.1F || end(b) <= a.x + 0.1F;
                        EXPECT_TRUE(a.y != b.y || side_by_side) << a.text << " " << b.text;
                    }
                }
            }
        }
    }
}

}  // namespace
}  // namespace layerwise
