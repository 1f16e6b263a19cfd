#include "core/training/gradients.h"

#include "core/training/evaluate.h"

namespace layerwise {
namespace {

// Each operation is followed by what it passes back: read a pair at a time.

// z = W x + b
void affine(const Dense<float>& layer, const Matrix<float>& x, LayerPass& pass) {
    pass.z.noalias() = layer.W * x;
    pass.z.colwise() += layer.b;
}

// z = W x + b  ⇒  dL_dW = dL_dz xᵀ,  dL_db = Σₙ dL_dz
void affine_parameters_backward(const Matrix<float>& x, LayerPass& pass) {
    pass.dL_dW.noalias() = pass.dL_dz * x.transpose();
    pass.dL_db = pass.dL_dz.rowwise().sum();
}

// z = W x + b  ⇒  dL_dx = Wᵀ dL_dz, and x is the a of the layer before.
void affine_input_backward(const Dense<float>& layer, const LayerPass& pass, LayerPass& before) {
    before.dL_da.noalias() = layer.W.transpose() * pass.dL_dz;
}

// a = f(z)
void activation(Activation f, LayerPass& pass) {
    pass.a = activate(f, pass.z);
}

// a = f(z)  ⇒  dL_dz = f′(z) ⊙ dL_da
void activation_backward(Activation f, LayerPass& pass) {
    if (f == Activation::Relu) {
        // f′ is 1 or 0: select, without a matrix of ones and zeros.
        pass.dL_dz = (pass.z.array() > 0).select(pass.dL_da, 0.0F);
        return;
    }
    pass.dL_dz = activation_derivative(f, pass.z).cwiseProduct(pass.dL_da);
}

// L = loss(f(z), y)
float last(const Network<float>& network, const LayerPass& pass, const Matrix<float>& y) {
    return loss_value(network.loss, network.layers.back().f, pass.z, pass.a, y);
}

// L = loss(f(z), y)  ⇒  dL_dz, here of the chunk's `share` of the minibatch's mean
void last_backward(const Network<float>& network, const Matrix<float>& y, float share,
                   LayerPass& pass) {
    pass.dL_dz = share * dL_dz(network.loss, network.layers.back().f, pass.z, pass.a, y);
}

}  // namespace

void forward(const Network<float>& network, ChunkPass& pass) {
    pass.layers.resize(network.layers.size());
    const Matrix<float>* x = &pass.X;
    for (std::size_t l = 0; l < pass.layers.size(); ++l) {
        affine(network.layers[l], *x, pass.layers[l]);
        activation(network.layers[l].f, pass.layers[l]);
        x = &pass.layers[l].a;
    }
    pass.loss = last(network, pass.layers.back(), pass.Y);
    pass.right = right_predictions(pass.layers.back().a, pass.Y);
}

void backward(const Network<float>& network, Index minibatch, ChunkPass& pass) {
    const float share = static_cast<float>(pass.X.cols()) / static_cast<float>(minibatch);
    last_backward(network, pass.Y, share, pass.layers.back());
    for (std::size_t l = pass.layers.size() - 1; l > 0; --l) {
        LayerPass& before = pass.layers[l - 1];
        affine_parameters_backward(before.a, pass.layers[l]);
        affine_input_backward(network.layers[l], pass.layers[l], before);
        activation_backward(network.layers[l - 1].f, before);
    }
    affine_parameters_backward(pass.X, pass.layers.front());
}

}  // namespace layerwise
