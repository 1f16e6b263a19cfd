// Switching the stages of a picture's preparation, and painting pixels.
#include "core/session/preparation.h"

#include <gmock/gmock.h>

#include "core/session/history.h"
#include "tests/core/session/sessions.h"

namespace layerwise {
namespace {

Strokes corner_seven() {
    return {{{0.05F, 0.08F}, {0.3F, 0.08F}, {0.16F, 0.38F}}};
}

const Input& input(const Session& session) {
    return session.example.input;
}

TEST(SetPreparation, TheProbabilitiesAnswer) {
    const Session drawn = done(opened("digits"), Draw{corner_seven()});
    EXPECT_EQ(prediction(drawn), 7);
    const Session raw = done(drawn, SetPreparation{{false, false, false}});
    EXPECT_FALSE(value(raw, Symbol::X, 0).isApprox(value(drawn, Symbol::X, 0)));
    EXPECT_LT(probabilities(raw)(7), 0.5) << "in the corner nobody reads a seven";
    EXPECT_EQ(input(raw).strokes.size(), 1U) << "what was drawn stays";
    const Session back = done(raw, SetPreparation{{}});
    EXPECT_EQ(value(back, Symbol::X, 0), value(drawn, Symbol::X, 0));
}

TEST(SetPreparation, HoldsForTheNextStrokes) {
    const Session off =
        done(done(opened("digits"), Draw{corner_seven()}), SetPreparation{{true, true, false}});
    const Session more = done(off, Draw{corner_seven()});
    EXPECT_EQ(input(more).preparation, (Preparation{true, true, false}));
    EXPECT_EQ(value(more, Symbol::X, 0), value(off, Symbol::X, 0));
}

TEST(SetPreparation, ATestImageComesBackToTheLastBit) {
    const Session& before = opened("digits");
    const Session off = done(before, SetPreparation{{true, false, true}});
    EXPECT_NE(value(off, Symbol::X, 0), value(before, Symbol::X, 0));
    EXPECT_EQ(input(off).label, input(before).label) << "the image's own label is no guess";
    const Session back = done(off, SetPreparation{{}});
    EXPECT_EQ(value(back, Symbol::X, 0), value(before, Symbol::X, 0));
}

TEST(SetPreparation, AChosenTargetStays) {
    const Session drawn = done(done(opened("digits"), Draw{corner_seven()}), SetTarget{3});
    EXPECT_EQ(input(done(drawn, SetPreparation{{false, false, false}})).label, 3);
}

TEST(SetPreparation, IsUndone) {
    History history(done(opened("digits"), Draw{corner_seven()}));
    const Matrix<double> x = input(history.current()).x;
    ASSERT_TRUE(history.apply(SetPreparation{{false, true, true}}));
    EXPECT_NE(input(history.current()).x, x);
    ASSERT_TRUE(history.undo());
    EXPECT_EQ(input(history.current()).x, x);
    EXPECT_TRUE(input(history.current()).preparation.is_complete());
}

TEST(SetPreparation, NeedsAPicture) {
    EXPECT_THAT(error_of(opened("three-to-two"), SetPreparation{}),
                testing::HasSubstr("reads pictures"));
    const Session painted =
        done(opened("digits"), PaintInput{Vector<double>::Constant(784, 0.5), 2});
    EXPECT_THAT(error_of(painted, SetPreparation{}), testing::HasSubstr("painted"));
    EXPECT_FALSE(digit_stages(painted, {}).has_value());
}

TEST(PaintInput, BecomesTheInputWithItsTarget) {
    const Vector<double> x = Vector<double>::LinSpaced(784, 0, 1);
    const Session painted = done(opened("digits"), PaintInput{x, 2});
    EXPECT_EQ(value(painted, Symbol::X, 0), Matrix<double>(x));
    EXPECT_EQ(input(painted).source, Input::Source::Painted);
    EXPECT_EQ(input(painted).label, 2);
    EXPECT_EQ(value(painted, Symbol::Y, 0)(2, 0), 1);
    EXPECT_EQ(value(painted, Symbol::Y, 0).sum(), 1);
}

TEST(PaintInput, SaysWhatIsWrong) {
    const Session& digits = opened("digits");
    EXPECT_THAT(error_of(digits, PaintInput{Vector<double>::Zero(10), 2}),
                testing::HasSubstr("784 pixels"));
    EXPECT_THAT(error_of(digits, PaintInput{Vector<double>::Constant(784, 1.5), 2}),
                testing::HasSubstr("from 0 to 1"));
    EXPECT_THAT(error_of(digits, PaintInput{Vector<double>::Zero(784), 10}),
                testing::HasSubstr("from 0 to 9"));
    EXPECT_THAT(error_of(opened("numpy-case"), PaintInput{Vector<double>::Zero(3), 0}),
                testing::HasSubstr("reads pictures"));
}

}  // namespace
}  // namespace layerwise
