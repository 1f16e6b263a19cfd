// Passes taken one after another: what the optimiser remembers, and when it forgets.
#include "core/session/passes.h"

#include <gmock/gmock.h>

#include "core/session/history.h"
#include "tests/core/session/sessions.h"

namespace layerwise {
namespace {

const OptimizerOptions kAdam{.kind = Optimizer::Adam};

TEST(Passes, TenAtOnceAreTenOneByOne) {
    for (const std::string_view example : example_ids()) {
        Session one = opened(example);
        for (int pass = 0; pass < 10; ++pass) {
            one = done(one, TakeUpdate{kAdam});
        }
        const Session ten = done(opened(example), TakeUpdate{kAdam, 10});
        EXPECT_EQ(memory_of(ten, Optimizer::Adam).updates, 10);
        for (std::size_t l = 0; l < one.example.network->layers.size(); ++l) {
            EXPECT_EQ(one.example.network->layers[l].W, ten.example.network->layers[l].W);
        }
        EXPECT_EQ(loss_of(one), loss_of(ten)) << example;
    }
}

TEST(Passes, TheFirstOfAdamMovesEveryNumberByEta) {
    const Session& before = opened("three-to-two");
    const Session after_one = done(before, TakeUpdate{kAdam});
    const Matrix<double> change =
        after_one.example.network->layers[0].W - before.example.network->layers[0].W;
    EXPECT_NEAR(change.cwiseAbs().maxCoeff(), before.example.learning_rate, 1e-6);
}

TEST(Passes, OperationsAreOfTheUpdateThatIsTaken) {
    Session session = done(opened("two-two-one"), TakeUpdate{kAdam, 4});
    const int step = step_of(*session.trace, Operation::UpdateW, 1);
    const auto list = operations_at(session, kAdam, 0, step, 1, 0);
    const Session next = done(session, TakeUpdate{kAdam});
    EXPECT_EQ(list.back().value, next.example.network->layers[0].W(1, 0));
    EXPECT_THAT(list[3].numbers, testing::HasSubstr("0.9^5"));
}

TEST(Passes, AnotherNetworkOrOptimiserBeginsAnew) {
    const Session trained = done(opened("two-two-one"), TakeUpdate{kAdam, 3});
    EXPECT_EQ(memory_of(trained, Optimizer::Adam).updates, 3);
    EXPECT_EQ(memory_of(trained, Optimizer::Sgd).updates, 0);
    EXPECT_EQ(memory_of(done(trained, Initialize{Initializer::He, 0}), Optimizer::Adam).updates, 0);
    EXPECT_EQ(memory_of(done(trained, SetLearningRate{0.01}), Optimizer::Adam).updates, 3)
        << "another η is no other network";
    EXPECT_EQ(memory_of(done(trained, TakeUpdate{}), Optimizer::Sgd).updates, 1);
}

TEST(Passes, CanBeTakenBackWithTheirMemory) {
    History history(opened("two-two-one"));
    ASSERT_TRUE(history.apply(TakeUpdate{kAdam, 5}).ok());
    const double loss = loss_of(history.current());
    ASSERT_TRUE(history.apply(TakeUpdate{kAdam}).ok());
    EXPECT_EQ(memory_of(history.current(), Optimizer::Adam).updates, 6);
    ASSERT_TRUE(history.undo());
    EXPECT_EQ(memory_of(history.current(), Optimizer::Adam).updates, 5);
    EXPECT_EQ(loss_of(history.current()), loss);
    ASSERT_TRUE(history.redo());
    EXPECT_EQ(memory_of(history.current(), Optimizer::Adam).updates, 6);
}

TEST(Passes, GoOnToTheNextSample) {
    const Session digits = done(opened("digits"), TakeUpdate{{}, 3, true});
    EXPECT_EQ(digits.example.input.image, 3);
    EXPECT_EQ(digits.example.input.label, opened("digits").example.images->labels[3]);
    const Index last = digits.example.images->count() - 1;
    EXPECT_EQ(done(done(digits, ShowImage{last}), TakeUpdate{{}, 1, true}).example.input.image, 0);
    const Session points = done(opened("playground"), TakeUpdate{{}, 2, true});
    EXPECT_EQ(points.example.input.raw, points.example.set->raw.train.X.col(2));
    const Session vector = done(opened("three-to-two"), TakeUpdate{{}, 2, true});
    EXPECT_EQ(vector.example.input.x, opened("three-to-two").example.input.x);
}

TEST(Passes, WhatLeadsOutOfTheNumbersIsAnError) {
    const Session wild = done(opened("three-to-two"), SetLearningRate{1e200});
    EXPECT_THAT(error_of(wild, TakeUpdate{{}, 10}), testing::HasSubstr("became non-finite"));
    EXPECT_EQ(error_of(wild, TakeUpdate{{}, 0}), "passes: expected from 1 to 100000, found 0");
}

}  // namespace
}  // namespace layerwise
