#include "core/training/team.h"

#include <algorithm>

namespace layerwise {
namespace {

// How long to look for the others before going to sleep: about 50 µs. Waking a thread takes about
// as long, and one that looks for longer would keep a window from its processor.
constexpr int kLooks = 1500;

void rest_a_little() {
#ifdef __x86_64__
    __builtin_ia32_pause();
#else
    std::this_thread::yield();
#endif
}

}  // namespace

Team::Team(int members) : members_(members) {
    for (int member = 1; member < members; ++member) {
        helpers_.emplace_back([this, member] {
            while (true) {
                meet();
                if (job_ == nullptr) {
                    return;
                }
                (*job_)(member);
                meet();
            }
        });
    }
}

Team::~Team() {
    job_ = nullptr;
    meet();
}

void Team::run(const std::function<void(int)>& job) {
    job_ = &job;
    meet();
    job(0);
    meet();
}

void Team::meet() {
    const unsigned meeting = meeting_.load(std::memory_order_acquire);
    if (present_.fetch_add(1, std::memory_order_acq_rel) + 1 == members_) {
        present_.store(0, std::memory_order_relaxed);
        meeting_.store(meeting + 1, std::memory_order_release);
        meeting_.notify_all();
        return;
    }
    for (int look = 0; look < kLooks; ++look) {
        if (meeting_.load(std::memory_order_acquire) != meeting) {
            return;
        }
        rest_a_little();
    }
    meeting_.wait(meeting, std::memory_order_acquire);
}

Part Team::part(int member, Index count, Index unit) const {
    const Index units = (count + unit - 1) / unit;
    const auto cut = [&](int k) { return std::min(count, units * k / members_ * unit); };
    return {cut(member), cut(member + 1) - cut(member)};
}

}  // namespace layerwise
