#include "core/training/timeline.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace layerwise {
namespace {

std::size_t bytes_of(const Network<float>& network) {
    return static_cast<std::size_t>(parameter_count(network)) * sizeof(float);
}

std::size_t bytes_of(const Keyframe& moment) {
    std::size_t bytes = sizeof(Keyframe) + bytes_of(*moment.network);
    if (moment.optimizer != nullptr) {
        bytes += bytes_of(moment.optimizer->m) + bytes_of(moment.optimizer->v);
    }
    return bytes;
}

bool is_power_of_two(std::int64_t n) {
    return n > 0 && (n & (n - 1)) == 0;
}

}  // namespace

bool Timeline::stays(std::int64_t update) const {
    return update % stride_ == 0 || is_power_of_two(update) || update == end_;
}

bool Timeline::wants(std::int64_t update) const {
    return most_bytes_ > 0 && stays(update);
}

void Timeline::add(Keyframe moment) {
    assert(moments_.empty() || moments_.back().update < moment.update);
    bytes_ += bytes_of(moment);
    moments_.push_back(std::move(moment));
    fit();
}

void Timeline::add_end(Keyframe moment) {
    if (most_bytes_ == 0) {
        return;
    }
    const std::int64_t before = std::exchange(end_, moment.update);
    if (!moments_.empty() && moments_.back().update == before && !stays(before)) {
        bytes_ -= bytes_of(moments_.back());
        moments_.pop_back();
    }
    if (moments_.empty() || moments_.back().update < moment.update) {
        add(std::move(moment));
    }
}

void Timeline::fit() {
    while (bytes_ > most_bytes_ || moments_.size() > most_moments_) {
        const std::size_t before = moments_.size();
        thin();
        if (moments_.size() == before && stride_ > moments_.back().update) {
            break;  // all that is left is kept for good
        }
    }
}

void Timeline::thin() {
    if (moments_.empty() || stride_ > moments_.back().update) {
        return;
    }
    stride_ *= 2;
    std::erase_if(moments_, [this](const Keyframe& moment) { return !stays(moment.update); });
    bytes_ = 0;
    for (const Keyframe& moment : moments_) {
        bytes_ += bytes_of(moment);
    }
}

const Keyframe& Timeline::at(std::int64_t update) const {
    assert(!empty());
    const auto later = std::ranges::upper_bound(moments_, update, {}, &Keyframe::update);
    return later == moments_.begin() ? *later : *(later - 1);
}

}  // namespace layerwise
