// Facts of something that keeps changing, computed in the background: one after another, the newest
// kept.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <stop_token>
#include <thread>
#include <utility>

namespace layerwise {

// REQUIRES: all calls from one thread.
template <class Facts>
class Latest {
public:
    // `wake` is called from another thread when there is something new to poll.
    explicit Latest(std::function<void()> wake) : wake_(std::move(wake)) {}

    // Runs on a thread of its own, so it must own what it reads. Null: it was stopped.
    using Compute = std::function<std::shared_ptr<const Facts>(const std::stop_token&)>;

    // Begins to compute, unless something is being computed: then whoever wants it asks again in
    // the frame that follows. Facts are computed at most every so many seconds.
    void begin(Compute compute, double seconds_between = 0) {
        if (computing_.valid()) {
            return;
        }
        std::promise<std::shared_ptr<const Facts>> promise;
        computing_ = promise.get_future();
        const auto due = began_ + std::chrono::duration_cast<Clock::duration>(
                                      std::chrono::duration<double>(seconds_between));
        began_ = std::max(Clock::now(), due);
        // Woken after the result is there: the poll that follows must find it.
        worker_ = std::jthread([compute = std::move(compute), wake = wake_, due,
                                made = std::move(promise)](const std::stop_token& stop) mutable {
            while (Clock::now() < due && !stop.stop_requested()) {
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            }
            made.set_value(stop.stop_requested() ? nullptr : compute(stop));
            wake();
        });
    }

    // Once a frame: takes in what has been computed; true when there is news.
    bool poll() {
        if (!computing_.valid() ||
            computing_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
            return false;
        }
        if (std::shared_ptr<const Facts> facts = computing_.get()) {
            newest_ = std::move(facts);
        }
        return true;  // where it is stale, the frame that follows asks anew
    }

    const std::shared_ptr<const Facts>& newest() const { return newest_; }
    bool busy() const { return computing_.valid(); }

private:
    using Clock = std::chrono::steady_clock;

    std::function<void()> wake_;
    std::shared_ptr<const Facts> newest_;
    std::future<std::shared_ptr<const Facts>> computing_;
    Clock::time_point began_{};
    std::jthread worker_;  // last: it ends first
};

}  // namespace layerwise
