// What the training view's pages say of the network on screen: computed in the background, newest
// kept, so that watching a run never holds it up, nor the window.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "app/commands/latest.h"
#include "core/examples/example.h"
#include "core/explain/layer_report.h"
#include "core/training/mistakes.h"
#include "core/training/optimizer.h"

namespace layerwise {

// Samples of an example for a closer look, and what they are.
struct Probe {
    enum class Kind { Images, Test, Train, Input } kind = Kind::Input;
    std::shared_ptr<const ImageSet> images;
    std::shared_ptr<const LearningSet> set;
    Matrix<double> x, y;  // of the input alone

    Index count() const;
    Matrix<double> X(Index most) const;  // (in × N) of the first samples
    Matrix<double> Y(Index most, Index outputs) const;
    Batches batches(Index outputs) const;
    bool same_as(const Probe& other) const;
};
// The held-out images; the held-out samples of a set, or where it has none its others; else the
// samples on screen.
Probe probe_of(const Example& example);

// The optimiser and its η, of the next update.
struct NextUpdate {
    OptimizerOptions options;
    double eta = 0.1;
    std::shared_ptr<const OptimizerState<float>> state;  // null: its first
};

struct LayersFacts {
    std::uint64_t serial = 0;  // no other facts have it
    std::shared_ptr<const Network<double>> network;
    Probe probe;
    NextUpdate next;
    NetworkReport report;
    // ‖ΔW‖ / ‖W‖ of each layer: how far the next update moves it, for its size.
    std::vector<double> update_to_weight;
};

struct MistakeFacts {
    std::uint64_t serial = 0;
    std::shared_ptr<const Network<double>> network;
    Probe probe;
    Mistakes mistakes;
};

// REQUIRES: all calls from one thread.
class WatchControl {
public:
    // `wake` is called from another thread when there is something new to poll.
    explicit WatchControl(const std::function<void()>& wake) : layers_(wake), mistakes_(wake) {}

    // The facts of the example's network, or while they are computed the newest of another of the
    // same sizes on the same data, or null. `training`: not too often, to leave it the processor.
    std::shared_ptr<const LayersFacts> layers(const Example& example, const NextUpdate& next,
                                              bool training);
    std::shared_ptr<const MistakeFacts> mistakes(const Example& example, bool training);

    bool poll();
    bool busy() const { return layers_.busy() || mistakes_.busy(); }

    // What was computed last, whatever is on screen now; null before the first.
    const std::shared_ptr<const LayersFacts>& newest_layers() const { return layers_.newest(); }
    const std::shared_ptr<const MistakeFacts>& newest_mistakes() const {
        return mistakes_.newest();
    }

private:
    std::uint64_t serial_ = 0;
    Latest<LayersFacts> layers_;
    Latest<MistakeFacts> mistakes_;
};

}  // namespace layerwise
