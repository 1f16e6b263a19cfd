// What the plane view needs of a whole set of samples: computed in the background, newest first.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "app/commands/latest.h"
#include "core/examples/learning_set.h"
#include "core/explain/loss_line.h"

namespace layerwise {

// What was asked, and what it came to.
struct PlaneFacts {
    std::shared_ptr<const Network<double>> network;
    std::shared_ptr<const LearningSet> set;
    double eta = 0, zoom = 1;

    LossLine line;
    Network<double> gradient;  // ∂L/∂W and ∂L/∂b in the places of W and b
    double loss_after = 0;     // L(W − η ∇L)
    SetLoss train, test;
    Index samples = 0;  // of the training share that the line is of
};

// REQUIRES: all calls from one thread.
class PlaneControl {
public:
    // `wake` is called from another thread when there is something new to poll.
    explicit PlaneControl(std::function<void()> wake) : latest_(std::move(wake)) {}

    // The facts asked for, or while they are computed the newest of the same set, or null.
    std::shared_ptr<const PlaneFacts> of(const std::shared_ptr<const Network<double>>& network,
                                         const std::shared_ptr<const LearningSet>& set, double eta,
                                         double zoom);

    // Once a frame: takes in what has been computed; true when there is news.
    bool poll() { return latest_.poll(); }

    std::shared_ptr<const PlaneFacts> newest() const { return latest_.newest(); }
    bool busy() const { return latest_.busy(); }

private:
    Latest<PlaneFacts> latest_;
};

}  // namespace layerwise
