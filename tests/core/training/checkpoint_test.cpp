#include "core/training/checkpoint.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/network/model_file.h"
#include "core/training/schedule.h"
#include "tests/core/temp_folder.h"
#include "tests/core/training/examples.h"

namespace layerwise {
namespace {

// 300 samples in minibatches of 64: 5 updates an epoch.
TrainingOptions options_with(Optimizer kind) {
    TrainingOptions options{.epochs = 6, .learning_rate = 0.05, .final_learning_rate = 0.01};
    options.optimizer.kind = kind;
    options.dropout = 0.1;
    return options;
}

// The snapshot of a run that was stopped in the middle of an epoch.
TrainingSnapshot interrupted_after(std::int64_t updates, const TrainingOptions& options) {
    const Batches wheel = wheel_batches();
    Descent<float> descent(
        wheel_network(0),
        {.optimizer = options.optimizer, .dropout = options.dropout, .seed = options.seed});
    TrainingSnapshot snapshot;
    snapshot.updates = 30;
    for (; snapshot.update < updates; ++snapshot.update) {
        const int epoch = static_cast<int>(snapshot.update / 5);
        const Index first = snapshot.update % 5 * 64, count = std::min(Index{64}, 300 - first);
        const std::vector<Index> order = sample_order(300, options.seed, epoch);
        const std::vector<Index> samples(order.begin() + first, order.begin() + first + count);
        descent.update(count, fill_from(wheel, samples, epoch),
                       learning_rate_at(snapshot.update, snapshot.updates, options));
    }
    snapshot.network = std::make_shared<const Network<float>>(descent.network());
    snapshot.optimizer = std::make_shared<const OptimizerState<float>>(descent.state());
    return snapshot;
}

TEST(Checkpoint, GoesOnExactlyWhereARunWasStopped) {
    const TempFolder folder;
    const auto file = folder / "run.npz";
    for (const Optimizer kind : all_optimizers()) {
        const TrainingOptions options = options_with(kind);
        ASSERT_TRUE(save_checkpoint(file, interrupted_after(13, options), options));
        Result<Checkpoint> checkpoint = load_checkpoint(file, options, 300);
        ASSERT_TRUE(checkpoint) << checkpoint.error().message;
        EXPECT_EQ(checkpoint->start.update, 13);

        Trainer trainer;
        trainer.start(checkpoint->network, wheel_batches(), wheel_batches(), options, {},
                      checkpoint->start);
        trainer.wait();
        const Snapshot straight = finished_run(wheel_network(0), wheel_batches(), options);
        EXPECT_EQ(trainer.snapshot()->update, 30);
        EXPECT_TRUE(same_parameters(*trainer.snapshot()->network, *straight->network))
            << name(kind);
        EXPECT_EQ(trainer.snapshot()->evaluations.back().loss, straight->evaluations.back().loss);
    }
}

TEST(Checkpoint, KeepsTheEvaluations) {
    const TempFolder folder;
    const TrainingOptions options = options_with(Optimizer::Sgd);
    TrainingSnapshot snapshot = interrupted_after(10, options);
    snapshot.evaluations = {{5, 1, 0.5, 0.75}, {10, 2, 0.25, 0.875}};
    ASSERT_TRUE(save_checkpoint(folder / "run.npz", snapshot, options));
    const auto checkpoint = load_checkpoint(folder / "run.npz", options, 300);
    ASSERT_TRUE(checkpoint);
    ASSERT_EQ(checkpoint->start.evaluations.size(), 2U);
    EXPECT_EQ(checkpoint->start.evaluations[1].update, 10);
    EXPECT_EQ(checkpoint->start.evaluations[1].loss, 0.25);
    EXPECT_TRUE(load_model(folder / "run.npz"));
}

TEST(Checkpoint, SaysWhyItCannotGoOn) {
    const TempFolder folder;
    const auto file = folder / "run.npz";
    const TrainingOptions adam = options_with(Optimizer::Adam);
    const auto error = [&](const TrainingOptions& options, Index count) {
        const auto checkpoint = load_checkpoint(file, options, count);
        return checkpoint ? "" : checkpoint.error().message.substr(file.string().size());
    };
    ASSERT_TRUE(save_model(file, wheel_network(0)));
    EXPECT_EQ(error(adam, 300),
              ": expected a file that train wrote, found a model without its training");
    ASSERT_TRUE(save_checkpoint(file, interrupted_after(3, adam), adam));
    EXPECT_EQ(error(options_with(Optimizer::Sgd), 300),
              ": expected the optimizer adam that it was trained with, found sgd");
    EXPECT_EQ(error(adam, 1000),
              ": expected a batch size and data of 5 updates an epoch as when it was written, "
              "found 16");
}

TEST(History, HasARowForEveryPointAndEvaluation) {
    TrainingSnapshot snapshot;
    snapshot.update = 4;
    snapshot.curve = {{1, 0.5, 2, 0.25}, {2, 1, 1.5, 0.5}};
    snapshot.evaluations = {{2, 1, 1.25, 0.75}, {4, 2, 1, 1}};
    EXPECT_EQ(history_csv(snapshot),
              "update,epoch,train_loss,train_accuracy,test_loss,test_accuracy\n"
              "1,0.5,2,0.25,,\n"
              "2,1,1.5,0.5,1.25,0.75\n"
              "4,2,,,1,1\n");
}

TEST(EarlyStop, EndsTheRunWhenTheHeldOutLossNoLongerFalls) {
    // Held-out samples that contradict the training samples: the better, the worse.
    Batches contrary = wheel_batches();
    contrary.gather = [gather = contrary.gather](auto samples, int epoch, auto X, auto Y) {
        gather(samples, epoch, X, Y);
        const Matrix<float> turned = Y.colwise().reverse();
        Y = turned;
    };
    TrainingOptions options{.epochs = 500, .learning_rate = 0.3, .final_learning_rate = 0.3};
    options.patience = 3;
    Trainer trainer;
    trainer.start(wheel_network(0), wheel_batches(), contrary, options, {});
    trainer.wait();
    const Snapshot end = trainer.snapshot();
    EXPECT_EQ(end->state, TrainingState::Finished);
    EXPECT_LT(end->evaluations.size(), 100U);
    const auto best = std::ranges::min_element(end->evaluations, {}, &EvaluationPoint::loss);
    EXPECT_EQ(end->evaluations.back().epoch - best->epoch, 3);
    EXPECT_NE(end->message.find("the held-out loss was lowest after epoch"), std::string::npos);
}

}  // namespace
}  // namespace layerwise
