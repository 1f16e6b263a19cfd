// The forward and the backward pass over some samples of a minibatch, in float, in place.
#pragma once

#include <vector>

#include "core/network/network.h"

namespace layerwise {

// What one layer computes on the way forward and back, N samples in the columns.
struct LayerPass {
    Matrix<float> z, a;          // out × N
    Matrix<float> dL_da, dL_dz;  // out × N
    Matrix<float> dL_dW;         // out × in, summed over the samples
    Vector<float> dL_db;         // out
};

// A chunk of a minibatch: its samples, and the buffers of its pass, which are allocated the first
// time and used again for every chunk of the same size.
struct ChunkPass {
    Matrix<float> X, Y;  // in × N, out × N
    std::vector<LayerPass> layers;
    double loss = 0;  // mean over the chunk
    Index right = 0;  // predictions that name the target
};

// Every z and a, the loss and the right predictions for the samples in pass.X and pass.Y.
void forward(const Network<float>& network, ChunkPass& pass);

// Every dL_dW and dL_db, where L is the chunk's share of a minibatch's mean: the chunk's mean loss
// times its samples over `minibatch`, so that the gradients of all chunks simply add up.
// REQUIRES: forward() ran on this pass with this network.
void backward(const Network<float>& network, Index minibatch, ChunkPass& pass);

}  // namespace layerwise
