#include "core/training/team.h"

namespace layerwise {

Team::Team(int threads) : threads_(threads), begun_(threads), done_(threads) {
    for (int member = 1; member < threads; ++member) {
        helpers_.emplace_back([this, member] {
            while (true) {
                begun_.arrive_and_wait();
                if (work_ == nullptr) {
                    return;
                }
                do_parts_of(member);
                done_.arrive_and_wait();
            }
        });
    }
}

Team::~Team() {
    work_ = nullptr;
    begun_.arrive_and_wait();
}

void Team::share(Index count, const std::function<void(Index)>& work) {
    work_ = &work;
    count_ = count;
    begun_.arrive_and_wait();
    do_parts_of(0);
    done_.arrive_and_wait();
}

void Team::do_parts_of(int member) const {
    for (Index part = member; part < count_; part += threads_) {
        (*work_)(part);
    }
}

}  // namespace layerwise
