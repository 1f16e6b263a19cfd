// The moments of a run that are kept: its parameters every so many updates, within so many bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/training/optimizer.h"

namespace layerwise {

// A run after some update: enough to show the network as it was, and to go on from there.
struct Keyframe {
    std::int64_t update = 0;  // updates done
    double epoch = 0;
    std::shared_ptr<const Network<float>> network;
    std::shared_ptr<const OptimizerState<float>> optimizer;
};

// Keeps the updates 0, 1, 2, 4, 8, … for good, as most happens early, and between them every
// stride-th. The stride begins at 1 and doubles, half of the others going, when there are too many
// bytes or moments. So what is kept depends on the number of updates alone: the moments of two runs
// of the same network stand at the same updates, or at every second of them.
//
// A value: copies share the parameters.
class Timeline {
public:
    static constexpr std::size_t kMostMoments = 512;

    Timeline() = default;  // keeps nothing
    explicit Timeline(std::size_t most_bytes, std::size_t most_moments = kMostMoments)
        : most_bytes_(most_bytes), most_moments_(most_moments) {}

    // Whether the moment after this update is one to be kept.
    bool wants(std::int64_t update) const;
    // REQUIRES: later than all so far.
    void add(Keyframe moment);
    // The end of a run, which is kept at whichever update it comes; another end gives way to it.
    void add_end(Keyframe moment);
    // Doubles the stride. Nothing happens where only what is kept for good is left.
    void thin();

    const std::vector<Keyframe>& moments() const { return moments_; }
    bool empty() const { return moments_.empty(); }
    std::int64_t stride() const { return stride_; }
    std::size_t bytes() const { return bytes_; }

    // The last moment that is not later, or the first. REQUIRES: not empty.
    const Keyframe& at(std::int64_t update) const;

private:
    bool stays(std::int64_t update) const;
    void fit();

    std::size_t most_bytes_ = 0, most_moments_ = 0;
    std::int64_t stride_ = 1;
    std::size_t bytes_ = 0;
    std::vector<Keyframe> moments_;
    std::int64_t end_ = -1;  // the update of a moment that is kept as the end
};

}  // namespace layerwise
