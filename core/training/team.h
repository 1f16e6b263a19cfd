// A few threads that do the parts of one job together, thousands of times a second.
#pragma once

#include <barrier>
#include <functional>
#include <thread>
#include <vector>

#include "core/base/matrix.h"

namespace layerwise {

class Team {
public:
    // The thread that calls share() and threads − 1 helpers, which sleep between jobs.
    explicit Team(int threads);
    ~Team();
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;
    Team(Team&&) = delete;
    Team& operator=(Team&&) = delete;

    // Calls work(0) … work(count − 1), each once, part k on member k mod threads; returns when all
    // are done. What a part writes is seen by the caller afterwards. All calls from one thread.
    void share(Index count, const std::function<void(Index)>& work);

private:
    void do_parts_of(int member) const;

    int threads_;
    std::barrier<> begun_, done_;
    // The job: written by the caller before begun_, read by the helpers until done_.
    const std::function<void(Index)>* work_ = nullptr;  // null ends the helpers
    Index count_ = 0;
    std::vector<std::jthread> helpers_;  // last: they use everything above
};

}  // namespace layerwise
