// Undo and redo: edits one by one, drags and training runs as one, bounded in bytes.
#include "core/session/history.h"

#include <utility>

#include "tests/core/session/sessions.h"

namespace layerwise {
namespace {

EditValue weight(double value) {
    return {Symbol::W, 1, 0, 0, value};
}

double weight_of(const History& history) {
    return history.current().example.network->layers[0].W(0, 0);
}

std::shared_ptr<const Network<double>> network_with(double weight) {
    Network<double> network = *opened("three-to-two").example.network;
    network.layers[0].W(0, 0) = weight;
    return std::make_shared<const Network<double>>(network);
}

class Undoing : public testing::Test {
protected:
    void apply(const SessionCommand& command, bool merge = false) {
        const Status applied = history_.apply(command, merge);
        EXPECT_TRUE(applied.ok()) << (applied ? "" : applied.error().message);
    }

    History history_{opened("three-to-two")};
};

TEST_F(Undoing, StartsWithNothingToUndo) {
    EXPECT_EQ(history_.undo_depth(), 0U);
    EXPECT_EQ(history_.redo_depth(), 0U);
    EXPECT_FALSE(history_.undo());
    EXPECT_FALSE(history_.redo());
    EXPECT_EQ(history_.bytes(), 0U);
}

TEST_F(Undoing, GoesBackAndForthThroughEdits) {
    for (const double value : {1.0, 2.0, 3.0}) {
        apply(weight(value));
    }
    EXPECT_EQ(history_.undo_depth(), 3U);
    for (const double value : {2.0, 1.0, 0.2}) {
        EXPECT_TRUE(history_.undo());
        EXPECT_EQ(weight_of(history_), value);
        const double z = find(*history_.current().trace, Symbol::Z, 1).value(0, 0);
        EXPECT_NEAR(z, value - 1.0 + 0.5 + 0.1, 1e-15) << "the trace follows";
    }
    EXPECT_EQ(history_.redo_depth(), 3U);
    for (const double value : {1.0, 2.0, 3.0}) {
        EXPECT_TRUE(history_.redo());
        EXPECT_EQ(weight_of(history_), value);
    }
    EXPECT_FALSE(history_.redo());
}

TEST_F(Undoing, AnEditAfterUndoForgetsWhatWasUndone) {
    apply(weight(1));
    apply(weight(2));
    history_.undo();
    apply(weight(7));
    EXPECT_EQ(history_.redo_depth(), 0U);
    history_.undo();
    EXPECT_EQ(weight_of(history_), 1);
}

TEST_F(Undoing, LookingIsNoEdit) {
    apply(weight(1));
    history_.undo();
    const std::uint64_t version = history_.version();
    apply(Go{Go::Where::Last});
    apply(SetConvention{Convention::Row});
    apply(SetGranularity{Granularity::Layer});
    EXPECT_EQ(history_.undo_depth(), 0U);
    EXPECT_EQ(history_.redo_depth(), 1U);
    EXPECT_EQ(history_.version(), version);
}

TEST_F(Undoing, TakesBackNumbersAndNotThePlace) {
    apply(weight(1));
    apply(JumpTo{{4, 0}});
    apply(SetConvention{Convention::Torch});
    history_.undo();
    EXPECT_EQ(history_.current().cursor.step, 4);
    EXPECT_EQ(history_.current().convention, Convention::Torch);
}

TEST_F(Undoing, ThePlaceIsKeptAsFarAsItExists) {
    apply(SetShape{{4, 4, 4}, Activation::Tanh, 0});
    apply(Go{Go::Where::Last});
    history_.undo();
    EXPECT_EQ(history_.current().cursor.step, step_count(history_.current()) - 1);
    apply(OpenExample{"numpy-case"});
    apply(SetGranularity{Granularity::Element});
    apply(JumpTo{{0, 19}});
    history_.undo();
    EXPECT_EQ(history_.current().cursor, (Cursor{0, 1}));
}

TEST_F(Undoing, TheVersionCountsEveryChange) {
    std::uint64_t version = history_.version();
    const auto counted = [&] {
        return history_.version() > std::exchange(version, history_.version());
    };
    apply(weight(1));
    EXPECT_TRUE(counted());
    apply(weight(2), true);
    EXPECT_TRUE(counted());
    history_.undo();
    EXPECT_TRUE(counted());
    history_.redo();
    EXPECT_TRUE(counted());
}

TEST_F(Undoing, ADragIsOneEdit) {
    apply(weight(1));
    apply(weight(2));
    apply(weight(2.5), true);
    apply(weight(3), true);
    EXPECT_EQ(history_.undo_depth(), 2U);
    history_.undo();
    EXPECT_EQ(weight_of(history_), 1);
    history_.redo();
    EXPECT_EQ(weight_of(history_), 3);
}

TEST_F(Undoing, ADragWithNothingBeforeItCanBeUndone) {
    apply(weight(2), true);
    EXPECT_TRUE(history_.undo());
    EXPECT_EQ(weight_of(history_), 0.2);
}

TEST_F(Undoing, AnErrorLeavesAllAsItWas) {
    apply(weight(1));
    apply(weight(2));
    history_.undo();
    const std::uint64_t version = history_.version();
    const auto trace = history_.current().trace;
    const std::vector<SessionCommand> wrong{OpenExample{"xor"},  OpenModel{"none.npz"},
                                            ShowImage{0},        ShowFile{"none.png"},
                                            OpenData{"none"},    Draw{},
                                            SetTarget{2},        EditValue{Symbol::Z, 1, 0, 0, 0},
                                            SetLearningRate{-1}, SetShape{{0}, Activation::Relu, 0},
                                            JumpTo{{99, 0}}};
    for (const SessionCommand& command : wrong) {
        EXPECT_FALSE(history_.apply(command).ok()) << command.index();
        EXPECT_EQ(history_.current().trace, trace);
        EXPECT_EQ(history_.undo_depth(), 1U);
        EXPECT_EQ(history_.redo_depth(), 1U);
        EXPECT_EQ(history_.version(), version);
    }
}

TEST_F(Undoing, ATrainingRunIsOneEdit) {
    apply(SetNetwork{history_.current().example.network});  // as the run begins
    for (const double trained : {0.3, 0.4, 0.5}) {
        EXPECT_TRUE(history_.follow(network_with(trained)).ok());
        EXPECT_EQ(weight_of(history_), trained);
    }
    EXPECT_EQ(history_.undo_depth(), 1U);
    history_.undo();
    EXPECT_EQ(weight_of(history_), 0.2);
}

TEST_F(Undoing, TrainingGoesOnUnderAnotherEdit) {
    apply(SetNetwork{history_.current().example.network});
    EXPECT_TRUE(history_.follow(network_with(0.3)).ok());
    apply(EditValue{Symbol::X, 0, 0, 0, 2.0});
    EXPECT_TRUE(history_.follow(network_with(0.4)).ok());
    EXPECT_EQ(history_.current().example.input.x(0, 0), 2.0);
    EXPECT_EQ(weight_of(history_), 0.4);
    history_.undo();
    EXPECT_EQ(history_.current().example.input.x(0, 0), 1.0);
}

TEST_F(Undoing, ASnapshotOfAnotherNetworkIsRefused) {
    apply(OpenExample{"numpy-case"});
    EXPECT_FALSE(history_.follow(network_with(1)).ok());
    EXPECT_EQ(history_.current().example.id, "numpy-case");
}

TEST(UndoBound, ForgetsTheOldestWhenThereAreTooManyBytes) {
    // Each edit of W keeps a network of 784 · 16 + 16 + 16 · 10 + 10 doubles, about 100 kB.
    const Session session = done(opened("digits"), SetShape{{16}, Activation::Relu, 0});
    const std::size_t images = session.example.images->pixels.size();
    History history(session, images + 450'000);
    for (int k = 0; k < 20; ++k) {
        EXPECT_TRUE(history.apply(weight(k)).ok());
        EXPECT_LE(history.bytes(), images + 450'000);
    }
    EXPECT_EQ(history.undo_depth(), 4U);
    while (history.undo()) {
    }
    EXPECT_EQ(weight_of(history), 15);
}

TEST(UndoBound, TheLastEditCanAlwaysBeUndone) {
    History history(opened("digits"), 1);
    EXPECT_TRUE(history.apply(weight(1)).ok());
    EXPECT_TRUE(history.apply(weight(2)).ok());
    EXPECT_EQ(history.undo_depth(), 1U);
    EXPECT_TRUE(history.undo());
    EXPECT_EQ(weight_of(history), 1);
}

TEST(UndoBound, NetworksThatAreSharedCountOnce) {
    History history(opened("digits"));
    EXPECT_TRUE(history.apply(ShowImage{1}).ok());
    const std::size_t one = history.bytes();
    EXPECT_TRUE(history.apply(ShowImage{2}).ok());
    EXPECT_LT(history.bytes() - one, 10'000U) << "only the input's numbers came on top";
}

}  // namespace
}  // namespace layerwise
