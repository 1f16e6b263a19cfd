// Pausing, stopping and closing: what the person at the window does to a run.
#include <atomic>
#include <chrono>
#include <latch>
#include <thread>

#include <gtest/gtest.h>

#include "core/training/trainer.h"
#include "tests/core/training/examples.h"

namespace layerwise {
namespace {

// A run that would take hours.
const TrainingOptions kLong{.epochs = 1'000'000, .batch = 32, .learning_rate = 0.01};

// Waits for snapshots until one has the state; the test's own time limit ends a wait in vain.
class Watcher {
public:
    std::function<void()> callback() {
        return [this] {
            ++published_;
            published_.notify_all();
        };
    }
    // The first snapshot that is as wanted.
    template <class Wanted>
    Snapshot wait_until(const Trainer& trainer, const Wanted& wanted) const {
        while (true) {
            const unsigned seen = published_;
            Snapshot snapshot = trainer.snapshot();
            if (wanted(*snapshot)) {
                return snapshot;
            }
            published_.wait(seen);
        }
    }

    Snapshot wait_for(const Trainer& trainer, TrainingState state) const {
        return wait_until(trainer, [state](const auto& s) { return s.state == state; });
    }

private:
    std::atomic<unsigned> published_ = 0;
};

// The wheel, whose samples come only when the gate is open.
Batches gated_batches(std::latch& gate) {
    Batches batches = wheel_batches();
    batches.gather = [&gate, gather = batches.gather](auto samples, int epoch, auto X, auto Y) {
        gate.wait();
        gather(samples, epoch, X, Y);
    };
    return batches;
}

TEST(TrainerControl, GoesOnForAnEpochAtATime) {
    const TrainingOptions options{.epochs = 5, .batch = 32, .one_epoch = true};
    Watcher watcher;
    Trainer trainer;
    trainer.start(wheel_network(1), wheel_batches(), wheel_batches(), options, watcher.callback());
    for (int epoch = 1; epoch < 4; ++epoch) {
        const Snapshot paused = watcher.wait_for(trainer, TrainingState::Paused);
        EXPECT_EQ(paused->update, 10 * epoch);
        EXPECT_EQ(paused->evaluations.size(), static_cast<std::size_t>(epoch));
        trainer.step_epoch();
        const Snapshot next = trainer.snapshot();
        EXPECT_TRUE(next->state == TrainingState::Running || next->update > paused->update)
            << "at once, or it has paused again since";
    }
    watcher.wait_for(trainer, TrainingState::Paused);
    trainer.resume();
    trainer.wait();
    EXPECT_EQ(trainer.snapshot()->update, 50);
    TrainingOptions whole = options;
    whole.one_epoch = false;
    EXPECT_TRUE(same_parameters(*trainer.snapshot()->network,
                                *finished_run(wheel_network(1), wheel_batches(), whole)->network));
}

TEST(TrainerControl, KeepsAPaceButStopsAtOnce) {
    using Clock = std::chrono::steady_clock;
    TrainingOptions options{.epochs = 4, .batch = 300, .pace = 50};
    const Clock::time_point began = Clock::now();
    finished_run(wheel_network(1), wheel_batches(), options);
    EXPECT_GE(Clock::now() - began, std::chrono::milliseconds(60)) << "three rests of 20 ms";
    options.pace = 0.01;
    Watcher watcher;
    Trainer trainer;
    trainer.start(wheel_network(1), wheel_batches(), {}, options, watcher.callback());
    watcher.wait_until(
        trainer, [](const auto& s) { return s.update >= 1 || s.state == TrainingState::Running; });
    trainer.pause();
    const Clock::time_point asked = Clock::now();
    watcher.wait_for(trainer, TrainingState::Paused);
    trainer.stop();
    EXPECT_LT(Clock::now() - asked, std::chrono::seconds(10)) << "a rest would have been 100 s";
    EXPECT_EQ(trainer.snapshot()->state, TrainingState::Stopped);
}

TEST(TrainerControl, StandsStillWhilePausedAndEndsAsIfItHadNot) {
    const TrainingOptions options{.epochs = 10, .batch = 32};
    std::latch gate(1);
    Watcher watcher;
    Trainer trainer;
    trainer.start(wheel_network(0), gated_batches(gate), {}, options, watcher.callback());
    trainer.pause();
    gate.count_down();
    const Snapshot paused = watcher.wait_for(trainer, TrainingState::Paused);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    EXPECT_EQ(trainer.snapshot(), paused);
    EXPECT_LE(paused->update, 1);

    trainer.resume();
    trainer.wait();
    EXPECT_EQ(trainer.snapshot()->state, TrainingState::Finished);
    const Snapshot uninterrupted = finished_run(wheel_network(0), wheel_batches(), options);
    EXPECT_TRUE(same_parameters(*trainer.snapshot()->network, *uninterrupted->network));
}

TEST(TrainerControl, StopsAndKeepsWhatItHas) {
    Watcher watcher;
    Trainer trainer;
    trainer.start(wheel_network(0), wheel_batches(), {}, kLong, watcher.callback());
    watcher.wait_until(trainer, [](const auto& s) { return s.update > 0; });
    trainer.stop();
    const Snapshot end = trainer.snapshot();
    EXPECT_EQ(end->state, TrainingState::Stopped);
    EXPECT_GT(end->update, 0);
    EXPECT_LT(end->update, end->updates);
    EXPECT_EQ(end->curve.back().update, end->update);
    EXPECT_FALSE(same_parameters(*end->network, wheel_network(0)));
}

TEST(TrainerControl, StopsWhilePaused) {
    Watcher watcher;
    Trainer trainer;
    trainer.start(wheel_network(0), wheel_batches(), {}, kLong, watcher.callback());
    trainer.pause();
    watcher.wait_for(trainer, TrainingState::Paused);
    trainer.stop();
    EXPECT_EQ(trainer.snapshot()->state, TrainingState::Stopped);
}

TEST(TrainerControl, ClosesWhileItRunsAndWhileItIsPaused) {
    for (const bool paused : {false, true}) {
        Watcher watcher;
        Trainer trainer;
        TrainingOptions options = kLong;
        options.threads = 3;
        trainer.start(wheel_network(0), wheel_batches(), wheel_batches(), options,
                      watcher.callback());
        if (paused) {
            trainer.pause();
            watcher.wait_for(trainer, TrainingState::Paused);
        }
    }
}

TEST(TrainerControl, StartsAnewWhileItRuns) {
    Trainer trainer;
    trainer.start(wheel_network(0), wheel_batches(), {}, kLong, {});
    trainer.start(xor_network(0), xor_batches(), {}, {.epochs = 2}, {});
    EXPECT_EQ(trainer.snapshot()->network->inputs(), 2);
    trainer.wait();
    EXPECT_EQ(trainer.snapshot()->state, TrainingState::Finished);
    EXPECT_EQ(trainer.snapshot()->updates, 2);
}

}  // namespace
}  // namespace layerwise
