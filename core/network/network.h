// A network: dense layers, one after the other, and the loss at its end.
#pragma once

#include <vector>

#include "core/base/matrix.h"
#include "core/network/activation.h"
#include "core/network/loss.h"

namespace layerwise {

// One dense layer:  z = W x + b,  a = f(z).
template <class Scalar>
struct Dense {
    Matrix<Scalar> W;  // out × in: row i holds the weights into output i
    Vector<Scalar> b;  // out
    Activation f = Activation::Identity;

    Index inputs() const { return W.cols(); }
    Index outputs() const { return W.rows(); }
};

// REQUIRES everywhere: at least one layer; each layer's inputs are the outputs of the one before;
// softmax only in the last.
template <class Scalar>
struct Network {
    std::vector<Dense<Scalar>> layers;
    Loss loss = Loss::MeanSquaredError;

    Index inputs() const { return layers.front().inputs(); }
    Index outputs() const { return layers.back().outputs(); }
};

// ŷ, (out × N): the last layer's activations for the samples in the columns of x (in × N).
template <class Scalar>
Matrix<Scalar> predict(const Network<Scalar>& network, const Matrix<Scalar>& x);

// Σₗ out·in + out.
template <class Scalar>
Index parameter_count(const Network<Scalar>& network);

// The same network in another precision: float for training, double for tracing.
template <class To, class From>
Network<To> cast(const Network<From>& network) {
    Network<To> result;
    result.loss = network.loss;
    for (const Dense<From>& layer : network.layers) {
        result.layers.push_back(
            {layer.W.template cast<To>(), layer.b.template cast<To>(), layer.f});
    }
    return result;
}

}  // namespace layerwise
