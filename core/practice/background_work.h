// Work on a thread of its own, whose newest finding anybody may look at.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace layerwise {

// Owned by the thread that looks, such as the window's. Destroying it asks the work to stop and
// waits until it has. Compare pointers to see whether there is news.
template <class Finding>
class BackgroundWork {
public:
    using Publish = std::function<void(Finding)>;
    using Work = std::function<void(const std::stop_token&, const Publish&)>;

    // Starts at once. `work` runs on the other thread and calls its Publish as often as it likes;
    // it must own whatever it reads.
    explicit BackgroundWork(Work work)
        : thread_([this, work = std::move(work)](const std::stop_token& stop) {
              work(stop, [this](Finding finding) {
                  auto newest = std::make_shared<const Finding>(std::move(finding));
                  const std::scoped_lock lock(mutex_);
                  newest_ = std::move(newest);
              });
              const std::scoped_lock lock(mutex_);
              finished_ = true;
          }) {}

    // The newest finding, or nullptr before the first.
    std::shared_ptr<const Finding> newest() const {
        const std::scoped_lock lock(mutex_);
        return newest_;
    }
    bool finished() const {
        const std::scoped_lock lock(mutex_);
        return finished_;
    }
    void stop() { thread_.request_stop(); }
    // Until the work is done or has stopped.
    void wait() { thread_.join(); }

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const Finding> newest_;
    bool finished_ = false;
    std::jthread thread_;  // last: it uses what stands above
};

}  // namespace layerwise
