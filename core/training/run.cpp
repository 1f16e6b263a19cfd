#include "core/training/run.h"

#include <algorithm>
#include <chrono>
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
                         TrainingOptions options, std::function<void()> published,
                         TrainingStart from)
    : train_(std::move(train)),
      held_out_(std::move(held_out)),
      options_(options),
      from_(std::move(from)),
      published_(std::move(published)) {
    one_epoch_wanted_ = options_.one_epoch;
    const Index updates_an_epoch = (train_.count + options_.batch - 1) / options_.batch;
    now_.state = TrainingState::Running;
    now_.updates = static_cast<std::int64_t>(options_.epochs) * updates_an_epoch;
    now_.update = from_.update;
    now_.evaluations = from_.evaluations;
    now_.timeline = Timeline(options_.timeline_bytes);
    now_.network = std::make_shared<const Network<float>>(network);
    newest_ = std::make_shared<const TrainingSnapshot>(now_);
    thread_ = std::jthread(
        [this, initial = std::move(network)](const std::stop_token& stop) { run(initial, stop); });
}

void TrainingRun::pause() {
    {
        const std::scoped_lock lock(mutex_);
        pause_wanted_ = true;
    }
    pause_over_.notify_all();  // it may be keeping its pace
}

void TrainingRun::resume() {
    go_on(false);
}

void TrainingRun::step_epoch() {
    go_on(true);
}

void TrainingRun::go_on(bool one_epoch) {
    {
        const std::scoped_lock lock(mutex_);
        one_epoch_wanted_ = one_epoch;
        pause_wanted_ = false;
        if (newest_->state == TrainingState::Paused) {
            // At once: whoever waits for the pause to come must not find the one before.
            auto running = std::make_shared<TrainingSnapshot>(*newest_);
            running->state = TrainingState::Running;
            newest_ = std::move(running);
        }
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

void TrainingRun::run(const Network<float>& initial, const std::stop_token& stop) {
    if (options_.yielding) {
        lower_priority_of_this_thread();
    }
    Descent<float> descent(initial, {.optimizer = options_.optimizer,
                                     .dropout = options_.dropout,
                                     .seed = options_.seed,
                                     .batch = std::min(options_.batch, train_.count),
                                     .threads = options_.threads});
    if (from_.update > 0) {
        descent.restore(from_.optimizer);
    }
    running_.start();
    const std::int64_t updates_an_epoch = now_.updates / options_.epochs;
    keep_moment(static_cast<double>(now_.update) / static_cast<double>(updates_an_epoch), descent);
    const TrainingState end = train_until_end(descent, stop);
    curve_.close();
    if (!curve_.points().empty()) {
        now_.timeline.add_end(moment(curve_.points().back().epoch, descent));
    }
    publish(end, descent);
}

TrainingState TrainingRun::train_until_end(Descent<float>& descent, const std::stop_token& stop) {
    const int epochs_an_evaluation = (options_.epochs + kMostEvaluations - 1) / kMostEvaluations;
    const std::int64_t updates_an_epoch = now_.updates / options_.epochs;
    auto first_epoch = static_cast<int>(now_.update / updates_an_epoch);
    if (first_epoch > 0 && now_.update % updates_an_epoch == 0 &&
        (now_.evaluations.empty() || now_.evaluations.back().update < now_.update)) {
        --first_epoch;  // it was stopped before it was evaluated
    }
    for (int epoch = first_epoch; epoch < options_.epochs; ++epoch) {
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
            point->seconds = running_.seconds();
            now_.evaluations.push_back(*point);
            if (may_stop_early()) {
                return TrainingState::Finished;
            }
        }
        publish_now_and_then(descent);
        if (!last) {
            end_epoch(stop);
        }
    }
    return TrainingState::Finished;
}

// Keeps the pace, and the promise to pause after one epoch.
void TrainingRun::end_epoch(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    if (one_epoch_wanted_) {
        one_epoch_wanted_ = false;
        pause_wanted_ = true;
    } else if (options_.pace > 0) {
        const std::chrono::duration<double> rest(1 / options_.pace);
        pause_over_.wait_for(lock, stop, rest, [this] { return pause_wanted_; });
    }
}

// Whether the held-out loss has not fallen for as many epochs as the options' patience.
bool TrainingRun::may_stop_early() {
    if (options_.patience == 0) {
        return false;
    }
    const auto best = std::ranges::min_element(now_.evaluations, {}, &EvaluationPoint::loss);
    if (now_.evaluations.back().epoch - best->epoch < options_.patience) {
        return false;
    }
    now_.message =
        fmt::format("stopped after epoch {}: the held-out loss was lowest after epoch {}",
                    now_.evaluations.back().epoch, best->epoch);
    return true;
}

// Running when the epoch is done. A run that goes on from elsewhere may begin in the middle.
TrainingState TrainingRun::train_epoch(int epoch, Descent<float>& descent,
                                       const std::stop_token& stop) {
    const std::vector<Index> order = sample_order(train_.count, options_.seed, epoch);
    const std::int64_t done = now_.update - epoch * (now_.updates / options_.epochs);
    for (Index first = done * options_.batch; first < train_.count; first += options_.batch) {
        if (!may_go_on(descent, stop)) {
            return TrainingState::Stopped;
        }
        const Index count = std::min(options_.batch, train_.count - first);
        const auto samples = std::span(order).subspan(static_cast<std::size_t>(first),
                                                      static_cast<std::size_t>(count));
        if (!learn_from(samples, epoch, first + count, descent)) {
            return TrainingState::Failed;
        }
        publish_now_and_then(descent);
    }
    return TrainingState::Running;
}

// One update; false when it would have led out of the numbers. `seen`: samples of this epoch so
// far, with these.
bool TrainingRun::learn_from(std::span<const Index> samples, int epoch, Index seen,
                             Descent<float>& descent) {
    learning_.start();
    const double eta = learning_rate_at(now_.update, now_.updates, options_);
    const auto fill = [&](Index first, Eigen::Ref<Matrix<float>> X, Eigen::Ref<Matrix<float>> Y) {
        const auto columns =
            samples.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(X.cols()));
        train_.gather(columns, epoch, X, Y);
    };
    const Update update = descent.update(static_cast<Index>(samples.size()), fill, eta);
    learning_.stop();
    if (!update.problem.empty()) {
        now_.message = fmt::format("update {}: {}", now_.update + 1, update.problem);
        return false;
    }
    ++now_.update;
    samples_learned_ += static_cast<double>(samples.size());
    const double part = static_cast<double>(seen) / static_cast<double>(train_.count);
    curve_.add(now_.update, epoch + part, update.loss, update.right,
               static_cast<Index>(samples.size()), running_.seconds());
    keep_moment(epoch + part, descent);
    return true;
}

// Waits out a pause; false when the run is to stop.
bool TrainingRun::may_go_on(const Descent<float>& descent, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    if (pause_wanted_ && !stop.stop_requested()) {
        lock.unlock();
        running_.stop();
        publish(TrainingState::Paused, descent);
        lock.lock();
        const bool resumed = pause_over_.wait(lock, stop, [this] { return !pause_wanted_; });
        lock.unlock();
        running_.start();
        if (resumed) {
            publish(TrainingState::Running, descent);
        }
    }
    return !stop.stop_requested();
}

Keyframe TrainingRun::moment(double epoch, const Descent<float>& descent) const {
    return {now_.update, epoch, std::make_shared<const Network<float>>(descent.network()),
            std::make_shared<const OptimizerState<float>>(descent.state())};
}

void TrainingRun::keep_moment(double epoch, const Descent<float>& descent) {
    if (now_.timeline.wants(now_.update)) {
        now_.timeline.add(moment(epoch, descent));
    }
}

void TrainingRun::publish_now_and_then(const Descent<float>& descent) {
    if (running_.seconds() - published_at_ > kSecondsBetweenSnapshots) {
        publish(TrainingState::Running, descent);
    }
}

void TrainingRun::publish(TrainingState state, const Descent<float>& descent) {
    auto snapshot = std::make_shared<TrainingSnapshot>(now_);
    snapshot->state = state;
    snapshot->network = std::make_shared<const Network<float>>(descent.network());
    if (state != TrainingState::Failed) {
        snapshot->optimizer = std::make_shared<const OptimizerState<float>>(descent.state());
    }
    snapshot->curve = curve_.points();
    snapshot->seconds = running_.seconds();
    published_at_ = snapshot->seconds;
    if (now_.update > 0) {
        const auto done =
            static_cast<double>(std::max(now_.update - from_.update, std::int64_t{1}));
        const auto left = static_cast<double>(now_.updates - now_.update);
        const double seconds = learning_.seconds();
        snapshot->samples_per_second = seconds > 0 ? samples_learned_ / seconds : 0;
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
