// A few threads that do one job together, thousands of times a second.
#pragma once

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "core/base/matrix.h"

namespace layerwise {

// Some of the whole numbers from 0 on: a member's share of rows or of samples.
struct Part {
    Index first = 0, count = 0;
};

class Team {
public:
    // The thread that calls run() and members − 1 helpers, which sleep between jobs.
    explicit Team(int members);
    ~Team();
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;
    Team(Team&&) = delete;
    Team& operator=(Team&&) = delete;

    [[nodiscard]] int members() const { return members_; }

    // Calls job(0) … job(members − 1), each on a thread of its own, job(0) on the caller's; returns
    // when all are done. What they write is seen by the caller afterwards. All calls from one
    // thread.
    void run(const std::function<void(int member)>& job);

    // Within a job: waits for all members. What any wrote before, all see after.
    // REQUIRES: every member calls it equally often.
    void meet();

    // A member's even share of `count`, cut at multiples of `unit`.
    [[nodiscard]] Part part(int member, Index count, Index unit = 1) const;

private:
    int members_;
    std::atomic<unsigned> meeting_ = 0;  // how many there have been
    std::atomic<int> present_ = 0;       // at the next
    // Written by the caller before a meeting, read by the helpers after it.
    const std::function<void(int)>* job_ = nullptr;  // null ends the helpers
    std::vector<std::jthread> helpers_;              // last: they use everything above
};

}  // namespace layerwise
