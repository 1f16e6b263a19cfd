// A network's parameters as the product wants them: in whole cache lines of rows.
#pragma once

#include <vector>

#include "core/network/network.h"
#include "core/training/product.h"

namespace layerwise {

// The rows that a layer of `outputs` gets. What is beyond `outputs` is 0 in W and b, and stays 0.
template <class Scalar>
Index padded_rows(Index outputs) {
    constexpr Index kLine = kLineBytes / static_cast<Index>(sizeof(Scalar));
    return (outputs + kLine - 1) / kLine * kLine;
}

template <class Scalar>
struct PaddedDense {
    Matrix<Scalar> W;  // padded_rows(outputs) × in
    Vector<Scalar> b;
    Index outputs = 0;
    Activation f = Activation::Identity;
};

template <class Scalar>
using PaddedLayers = std::vector<PaddedDense<Scalar>>;

template <class Scalar>
PaddedLayers<Scalar> padded(const Network<Scalar>& network) {
    PaddedLayers<Scalar> layers;
    for (const Dense<Scalar>& layer : network.layers) {
        const Index rows = padded_rows<Scalar>(layer.outputs());
        PaddedDense<Scalar> wide{Matrix<Scalar>::Zero(rows, layer.inputs()),
                                 Vector<Scalar>::Zero(rows), layer.outputs(), layer.f};
        wide.W.topRows(layer.outputs()) = layer.W;
        wide.b.head(layer.outputs()) = layer.b;
        layers.push_back(std::move(wide));
    }
    return layers;
}

template <class Scalar>
Network<Scalar> unpadded(const PaddedLayers<Scalar>& layers, Loss loss) {
    Network<Scalar> network{{}, loss};
    for (const PaddedDense<Scalar>& layer : layers) {
        network.layers.push_back(
            {layer.W.topRows(layer.outputs), layer.b.head(layer.outputs), layer.f});
    }
    return network;
}

// The same shapes, all 0: for gradients and the optimiser's m and v.
template <class Scalar>
PaddedLayers<Scalar> zeros_like(const PaddedLayers<Scalar>& layers) {
    PaddedLayers<Scalar> zeros = layers;
    for (PaddedDense<Scalar>& layer : zeros) {
        layer.W.setZero();
        layer.b.setZero();
    }
    return zeros;
}

}  // namespace layerwise
