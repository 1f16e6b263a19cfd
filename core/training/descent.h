// Stochastic gradient descent: one minibatch, one step down.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/network/network.h"
#include "core/training/batches.h"
#include "core/training/gradients.h"
#include "core/training/team.h"

namespace layerwise {

// What one update saw.
struct Update {
    double loss = 0;      // mean over the minibatch, before the update
    Index right = 0;      // predictions that named the target
    std::string problem;  // "layer 2 became non-finite": then the parameters stayed as they were
};

// Owns the parameters while they are trained.
//
// The numbers don't depend on the number of threads: a minibatch is cut into chunks by its size
// alone, and the chunks' gradients are summed in the chunks' order, whoever computed them.
class Descent {
public:
    // REQUIRES: batch ≥ 1, threads ≥ 1; the network fits the samples.
    Descent(Network<float> network, Batches samples, Index batch, int threads);

    // W ← W − η dL_dW and b ← b − η dL_db in every layer, L the mean loss of the given samples.
    // REQUIRES: 1 ≤ samples.size() ≤ batch.
    Update update(std::span<const Index> samples, int epoch, double learning_rate);

    [[nodiscard]] const Network<float>& network() const { return network_; }

private:
    // Some columns of a layer's W: one part of the work of stepping down.
    struct Columns {
        std::size_t layer = 0;
        Index first = 0, count = 0;
        bool finite = true;
    };

    Index compute_gradients(std::span<const Index> samples, int epoch);  // chunks in use
    void step(Columns& columns, Index chunks, float eta);
    [[nodiscard]] std::string problem_of_step() const;

    Network<float> network_;
    Network<float> next_;  // takes network_'s place once it is known to be finite
    Batches samples_;
    std::vector<ChunkPass> chunks_;
    std::vector<Columns> columns_;
    Team team_;
};

}  // namespace layerwise
