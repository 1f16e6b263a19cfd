#include "core/training/run.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/training/evaluate.h"
#include "core/training/schedule.h"

namespace layerwise {
namespace {

constexpr double kSecondsBetweenSnapshots = 0.05;
constexpr int kMostEvaluations = 1000;

}  // namespace

TrainingRun::TrainingRun(Network<float> network, Batches train, Batches held_out,
                         TrainingOptions options, std::function<void()> published)
    : train_(std::move(train)),
      held_out_(std::move(held_out)),
      options_(options),
      published_(std::move(published)) {
    const Index updates_an_epoch = (train_.count + options_.batch - 1) / options_.batch;
    now_.state = TrainingState::Running;
    now_.updates = static_cast<std::int64_t>(options_.epochs) * updates_an_epoch;
    now_.network = std::make_shared<const Network<float>>(network);
    newest_ = std::make_shared<const TrainingSnapshot>(now_);
    thread_ = std::jthread(
        [this, initial = std::move(network)](const std::stop_token& stop) { run(initial, stop); });
}

void TrainingRun::pause() {
    const std::scoped_lock lock(mutex_);
    pause_wanted_ = true;
}

void TrainingRun::resume() {
    {
        const std::scoped_lock lock(mutex_);
        pause_wanted_ = false;
    }
    pause_over_.notify_all();
}

void TrainingRun::stop() {
    thread_.request_stop();
    wait();
}

void TrainingRun::wait() {
    if (thread_.joinable()) {
        thread_.join();
    }
}

std::shared_ptr<const TrainingSnapshot> TrainingRun::snapshot() const {
    const std::scoped_lock lock(mutex_);
    return newest_;
}

void TrainingRun::run(Network<float> initial, const std::stop_token& stop) {
    if (options_.yielding) {
        lower_priority_of_this_thread();
    }
    Descent descent(std::move(initial), train_, options_.batch, options_.threads);
    running_.start();
    const TrainingState end = train_until_end(descent, stop);
    curve_.close();
    publish(end, descent.network());
}

TrainingState TrainingRun::train_until_end(Descent& descent, const std::stop_token& stop) {
    const int epochs_an_evaluation = (options_.epochs + kMostEvaluations - 1) / kMostEvaluations;
    for (int epoch = 0; epoch < options_.epochs; ++epoch) {
        const TrainingState state = train_epoch(epoch, descent, stop);
        if (state != TrainingState::Running) {
            return state;
        }
        const bool last = epoch + 1 == options_.epochs;
        if (held_out_.count > 0 && (last || (epoch + 1) % epochs_an_evaluation == 0)) {
            std::optional<EvaluationPoint> point = evaluate_while(
                descent.network(), held_out_, [&] { return may_go_on(descent, stop); });
            if (!point) {
                return TrainingState::Stopped;
            }
            point->update = now_.update;
            point->epoch = epoch + 1;
            now_.evaluations.push_back(*point);
        }
        publish_now_and_then(descent.network());
    }
    return TrainingState::Finished;
}

// Running when the epoch is done.
TrainingState TrainingRun::train_epoch(int epoch, Descent& descent, const std::stop_token& stop) {
    const std::vector<Index> order = sample_order(train_.count, options_.seed, epoch);
    for (Index first = 0; first < train_.count; first += options_.batch) {
        if (!may_go_on(descent, stop)) {
            return TrainingState::Stopped;
        }
        const Index count = std::min(options_.batch, train_.count - first);
        const auto samples = std::span(order).subspan(static_cast<std::size_t>(first),
                                                      static_cast<std::size_t>(count));
        if (!learn_from(samples, epoch, first + count, descent)) {
            return TrainingState::Failed;
        }
        publish_now_and_then(descent.network());
    }
    return TrainingState::Running;
}

// One update; false when it would have led out of the numbers. `seen`: samples of this epoch so
// far, with these.
bool TrainingRun::learn_from(std::span<const Index> samples, int epoch, Index seen,
                             Descent& descent) {
    learning_.start();
    const double eta = learning_rate_at(now_.update, now_.updates, options_);
    const Update update = descent.update(samples, epoch, eta);
    learning_.stop();
    if (!update.problem.empty()) {
        now_.message = fmt::format("update {}: {}", now_.update + 1, update.problem);
        return false;
    }
    ++now_.update;
    samples_learned_ += static_cast<double>(samples.size());
    const double part = static_cast<double>(seen) / static_cast<double>(train_.count);
    curve_.add(now_.update, epoch + part, update.loss, update.right,
               static_cast<Index>(samples.size()));
    return true;
}

// Waits out a pause; false when the run is to stop.
bool TrainingRun::may_go_on(const Descent& descent, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    if (pause_wanted_ && !stop.stop_requested()) {
        lock.unlock();
        running_.stop();
        publish(TrainingState::Paused, descent.network());
        lock.lock();
        const bool resumed = pause_over_.wait(lock, stop, [this] { return !pause_wanted_; });
        lock.unlock();
        running_.start();
        if (resumed) {
            publish(TrainingState::Running, descent.network());
        }
    }
    return !stop.stop_requested();
}

void TrainingRun::publish_now_and_then(const Network<float>& network) {
    if (running_.seconds() - published_at_ > kSecondsBetweenSnapshots) {
        publish(TrainingState::Running, network);
    }
}

void TrainingRun::publish(TrainingState state, const Network<float>& network) {
    auto snapshot = std::make_shared<TrainingSnapshot>(now_);
    snapshot->state = state;
    snapshot->network = std::make_shared<const Network<float>>(network);
    snapshot->curve = curve_.points();
    snapshot->seconds = running_.seconds();
    published_at_ = snapshot->seconds;
    if (now_.update > 0) {
        const auto done = static_cast<double>(now_.update);
        const auto left = static_cast<double>(now_.updates - now_.update);
        snapshot->samples_per_second = samples_learned_ / learning_.seconds();
        snapshot->seconds_left = snapshot->seconds * left / done;
    }
    {
        const std::scoped_lock lock(mutex_);
        newest_ = std::move(snapshot);
    }
    if (published_) {
        published_();
    }
}

}  // namespace layerwise
