// The commands that only look: they move the cursor and never change a number.
#include <gmock/gmock.h>

#include "tests/core/session/sessions.h"

namespace layerwise {
namespace {

using testing::HasSubstr;

TEST(Looking, OpensAtTheFirstStopOfTheFirstOperation) {
    const Session& session = opened("digits");
    EXPECT_EQ(session.cursor, Cursor{});
    EXPECT_EQ(session.granularity, Granularity::Operation);
    EXPECT_EQ(session.convention, Convention::Column);
    EXPECT_EQ(step_count(session), 32);
    EXPECT_TRUE(session.data.empty());
}

TEST(Looking, AnUnknownExampleIsAnError) {
    EXPECT_FALSE(open_session("xor", {}).ok());
}

TEST(Looking, GoesThroughEveryStepAndBack) {
    Session session = opened("three-to-two");
    for (int step = 1; step < step_count(session); ++step) {
        session = done(session, Go{Go::Where::Next});
        EXPECT_EQ(session.cursor.step, step);
    }
    EXPECT_EQ(done(session, Go{Go::Where::Next}).cursor, session.cursor) << "stays at the end";
    EXPECT_EQ(done(opened("three-to-two"), Go{Go::Where::Last}).cursor, session.cursor);
    for (int step = step_count(session) - 2; step >= 0; --step) {
        session = done(session, Go{Go::Where::Previous});
        EXPECT_EQ(session.cursor.step, step);
    }
    EXPECT_EQ(done(session, Go{Go::Where::Previous}).cursor, session.cursor);
    session = done(done(session, Go{Go::Where::Last}), Go{Go::Where::First});
    EXPECT_EQ(session.cursor, Cursor{});
}

TEST(Looking, ElementsAreStoppedAtOneByOne) {
    Session session = done(opened("three-to-two"), SetGranularity{Granularity::Element});
    session = done(session, Go{Go::Where::Next});
    EXPECT_EQ(session.cursor, (Cursor{0, 1}));
    session = done(session, Go{Go::Where::Next});
    EXPECT_EQ(session.cursor, (Cursor{1, 0})) << "W x has two elements";
}

TEST(Looking, JumpsToAStepAndSnapsToAStop) {
    const Session& digits = opened("digits");
    EXPECT_EQ(done(digits, JumpTo{{17, 0}}).cursor, (Cursor{17, 0}));
    EXPECT_EQ(done(digits, JumpTo{{17, 5}}).cursor, (Cursor{17, 0}));
    const Session layers = done(digits, SetGranularity{Granularity::Layer});
    EXPECT_EQ(layers.cursor.step, 2) << "layer 1 is W x, + b and its activation";
    EXPECT_EQ(done(layers, JumpTo{{4, 0}}).cursor.step, 5);
    const Session elements = done(digits, SetGranularity{Granularity::Element});
    EXPECT_EQ(done(elements, JumpTo{{0, 127}}).cursor, (Cursor{0, 127}));
    EXPECT_EQ(done(elements, JumpTo{{0, 9999}}).cursor, (Cursor{0, 127}));
}

TEST(Looking, JumpOutsideOfThePassIsAnError) {
    const Session& digits = opened("digits");
    EXPECT_EQ(error_of(digits, JumpTo{{-1, 0}}), "expected a step from 1 to 32, found 0");
    EXPECT_EQ(error_of(digits, JumpTo{{32, 0}}), "expected a step from 1 to 32, found 33");
}

TEST(Looking, KeepsTheTrace) {
    const Session& digits = opened("digits");
    const std::vector<SessionCommand> looks{Go{Go::Where::Last}, JumpTo{{3, 0}},
                                            SetGranularity{Granularity::Layer},
                                            SetConvention{Convention::Row}};
    for (const SessionCommand& look : looks) {
        EXPECT_FALSE(is_edit(look));
        EXPECT_EQ(done(digits, look).trace, digits.trace);
    }
    EXPECT_EQ(done(digits, looks.back()).convention, Convention::Row);
}

TEST(Looking, EverythingElseIsAnEdit) {
    const std::vector<SessionCommand> edits{
        OpenExample{},  OpenModel{},     ShowImage{},  ShowFile{},        OpenData{},
        Draw{},         SetTarget{},     EditValue{},  SetLearningRate{}, Initialize{},
        SetShape{},     SetNetwork{},    TakeUpdate{}, SetPreparation{},  PaintInput{},
        SetHidden{},    SetActivation{}, SetPoints{},  SetFeatures{},     ChoosePoint{},
        ChooseSample{}, OpenTable{},     ShowExample{}};
    for (const SessionCommand& edit : edits) {
        EXPECT_TRUE(is_edit(edit)) << edit.index();
    }
    EXPECT_EQ(edits.size() + 4, std::variant_size_v<SessionCommand>);
}

TEST(Looking, ReadsAClassAndItsProbabilities) {
    const Session& digits = opened("digits");
    EXPECT_EQ(prediction(digits), 7) << "MNIST's first test image";
    EXPECT_EQ(probabilities(digits).size(), 10);
    EXPECT_NEAR(probabilities(digits).sum(), 1, 1e-12);
    EXPECT_EQ(prediction(opened("numpy-case")), -1) << "one output names no class";
    EXPECT_EQ(prediction(opened("three-to-two")), 1) << "z = (-0.2, 0.9)";
}

}  // namespace
}  // namespace layerwise
