#include "core/training/background.h"

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace layerwise {

void lower_priority_of_this_thread() {
#ifdef __linux__
    // Linux gives every thread a nice value of its own. Failing to be nice is no failure.
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 10);
#endif
}

void keep_freed_memory() {
#ifdef __GLIBC__
    constexpr int kBytes = 32 << 20;  // the most that every glibc takes
    // Not while another thread sets options too: that is why it runs before there are any.
    mallopt(M_MMAP_THRESHOLD, kBytes);  // NOLINT(concurrency-mt-unsafe)
    mallopt(M_TRIM_THRESHOLD, kBytes);  // NOLINT(concurrency-mt-unsafe)
#endif
}

void Stopwatch::start() {
    started_ = Clock::now();
    running_ = true;
}

void Stopwatch::stop() {
    before_ += running_ ? Clock::now() - started_ : Clock::duration{};
    running_ = false;
}

double Stopwatch::seconds() const {
    const auto now = running_ ? Clock::now() - started_ : Clock::duration{};
    return std::chrono::duration<double>(before_ + now).count();
}

}  // namespace layerwise
