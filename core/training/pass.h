// The forward and the backward pass over a minibatch, on a team: what each member computes.
#pragma once

#include <string>
#include <vector>

#include "core/training/dropout.h"
#include "core/training/padded.h"
#include "core/training/product.h"
#include "core/training/team.h"
#include "core/training/terms.h"

namespace layerwise {

// What a layer computes on the way forward and back: padded rows × samples.
template <class Scalar>
struct LayerPass {
    Matrix<Scalar> z, a;  // z only where f′ needs it
    Matrix<Scalar> dL_dz;
    Matrix<Scalar> kept;  // of dropout: 0 or 1 / (1 − p)
};

// The buffers of a minibatch, and its passes cut into parts.
//
// The wide first layer is cut by neurons: each member reads only its own rows of W. What follows is
// cut by samples, as every neuron needs all of the layer before. So members meet twice on the way:
//
//     forward_first · meet · forward_rest, loss, backward_rest · meet · backward_first, gradients
//
// No number depends on how the work was cut.
template <class Scalar>
class Pass {
public:
    // For at most `most` samples at a time; `drops`: there will be dropout. Of the layers the
    // shapes count, not the numbers.
    Pass(const PaddedLayers<Scalar>& layers, Loss loss, Index most, int members, bool drops);

    Matrix<Scalar> X, Y;  // in × most, out × most: the caller fills in the samples

    // Samples in use, of a minibatch of so many, from its sample number `offset` on.
    struct Size {
        Index count = 0, minibatch = 0, offset = 0;
    };

    // Notes which inputs of these samples are not 0 (see terms.h); then, after a meeting, which
    // samples of all have these inputs.
    void find_inputs(const Size& size, Part samples);
    void find_samples(const Size& size, Part inputs);

    // z = W x + b, a = f(z): of some rows of layer 1; of all other layers for some samples.
    void forward_first(const PaddedLayers<Scalar>& layers, const Size& size, Part rows,
                       const Dropout& dropout);
    void forward_rest(const PaddedLayers<Scalar>& layers, const Size& size, Part samples,
                      const Dropout& dropout);

    // dL_dz of the last layer, L the minibatch's mean; and each sample's own loss and prediction.
    void loss(const PaddedLayers<Scalar>& layers, const Size& size, Part samples);

    // dL_dz = f′(z) ⊙ Wᵀ dL_dz of the layer after: down to layer 2, then of some rows of layer 1.
    void backward_rest(const PaddedLayers<Scalar>& layers, Part samples, int member);
    void backward_first(const PaddedLayers<Scalar>& layers, const Size& size, Part rows,
                        int member);

    // next.W = start.W − η dL_dz xᵀ and next.b = start.b − η Σₙ dL_dz, for some rows of layer l.
    // Returns whether all of it is finite. start and next may be the same.
    bool step_down(std::size_t l, const Size& size, Part rows, Scalar eta,
                   const PaddedDense<Scalar>& start, PaddedDense<Scalar>& next);

    [[nodiscard]] double total_loss(const Size& size) const;  // Σ over the samples
    [[nodiscard]] Index right_predictions(const Size& size) const;
    // "layer 2 became non-finite", where the loss has stopped being a number.
    [[nodiscard]] std::string problem(const Size& size) const;
    [[nodiscard]] const LayerPass<Scalar>& layer(std::size_t l) const { return layers_[l]; }

private:
    void forward(const PaddedDense<Scalar>& layer, std::size_t l, const Size& size, Part rows,
                 Part samples, const Dropout& dropout);
    void activate_block(Activation f, std::size_t l, Part rows, Part samples);
    void drop(std::size_t l, const Size& size, Part rows, Part samples, const Dropout& dropout);
    void backward(const PaddedLayers<Scalar>& layers, std::size_t l, Part rows, Part samples,
                  int member);

    Loss loss_;
    std::vector<LayerPass<Scalar>> layers_;
    Terms inputs_, samples_;           // of layer 1
    std::vector<std::int32_t> every_;  // 0, 1, 2, …: the terms of the other layers
    std::vector<double> losses_;       // of each sample
    std::vector<std::int32_t> rights_;
    std::vector<Matrix<Scalar>> panels_;  // a member's own: some rows of Wᵀ
    bool drops_;
    const Multiplier* multiplier_;
};

}  // namespace layerwise
