// One training run on a thread of its own: from the first parameters to the last snapshot.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>
#include <thread>

#include "core/training/background.h"
#include "core/training/curve.h"
#include "core/training/descent.h"
#include "core/training/trainer.h"

namespace layerwise {

// What Trainer promises, for a single run; all public calls from the thread that owns it.
class TrainingRun {
public:
    TrainingRun() = default;  // idle, for ever
    TrainingRun(Network<float> network, Batches train, Batches held_out, TrainingOptions options,
                std::function<void()> published, TrainingStart from);
    ~TrainingRun() = default;  // stops and joins
    TrainingRun(const TrainingRun&) = delete;
    TrainingRun& operator=(const TrainingRun&) = delete;
    TrainingRun(TrainingRun&&) = delete;
    TrainingRun& operator=(TrainingRun&&) = delete;

    void pause();
    void resume();
    void step_epoch();
    void stop();
    void wait();
    [[nodiscard]] std::shared_ptr<const TrainingSnapshot> snapshot() const;

private:
    // On the training thread.
    void run(const Network<float>& initial, const std::stop_token& stop);
    TrainingState train_until_end(Descent<float>& descent, const std::stop_token& stop);
    TrainingState train_epoch(int epoch, Descent<float>& descent, const std::stop_token& stop);
    bool learn_from(std::span<const Index> samples, int epoch, Index seen, Descent<float>& descent);
    bool may_go_on(const Descent<float>& descent, const std::stop_token& stop);
    void go_on(bool one_epoch);
    bool may_stop_early();
    void end_epoch(const std::stop_token& stop);
    [[nodiscard]] Keyframe moment(double epoch, const Descent<float>& descent) const;
    void keep_moment(double epoch, const Descent<float>& descent);
    void publish_now_and_then(const Descent<float>& descent);
    void publish(TrainingState state, const Descent<float>& descent);

    // Shared between the two threads, behind the mutex.
    mutable std::mutex mutex_;
    std::condition_variable_any pause_over_;
    bool pause_wanted_ = false;
    bool one_epoch_wanted_ = false;  // then a pause
    std::shared_ptr<const TrainingSnapshot> newest_ = std::make_shared<const TrainingSnapshot>();

    // The training thread's own.
    Batches train_, held_out_;
    TrainingOptions options_;
    TrainingStart from_;
    std::function<void()> published_;
    // What publish() doesn't fill in: evaluations, counts, message, timeline.
    TrainingSnapshot now_;
    Curve curve_;
    double samples_learned_ = 0;
    Stopwatch running_;        // without pauses
    Stopwatch learning_;       // without pauses and evaluations
    double published_at_ = 0;  // seconds of running_

    std::jthread thread_;  // last: it uses everything above
};

}  // namespace layerwise
