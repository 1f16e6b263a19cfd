#include "core/training/pass.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "core/training/sample_loss.h"

namespace layerwise {
namespace {

constexpr Index kPanelRows = 64;  // of Wᵀ at a time: with a few columns it stays in the cache

constexpr Index ceil_divide(Index a, Index b) {
    return (a + b - 1) / b;
}

// A ReLU is part of its layer's product, and its derivative can be told from a.
bool is_fused(Activation f) {
    return f == Activation::Relu;
}

template <class Values>
bool is_finite(const Values& values) {
    return (typename Values::Scalar(0) * values).sum() == 0;
}

}  // namespace

template <class Scalar>
Pass<Scalar>::Pass(const PaddedLayers<Scalar>& layers, Loss loss, Index most, int members,
                   bool drops)
    : X(layers.front().W.cols(), most),
      Y(layers.back().outputs, most),
      loss_(loss),
      layers_(layers.size()),
      inputs_(ceil_divide(most, kTileColumns), X.rows()),
      samples_(ceil_divide(X.rows(), kTileColumns), most),
      losses_(static_cast<std::size_t>(most)),
      rights_(static_cast<std::size_t>(most)),
      panels_(static_cast<std::size_t>(members)),
      drops_(drops),
      multiplier_(&best_multiplier()) {
    Index widest = most;
    for (std::size_t l = 0; l < layers.size(); ++l) {
        const Index rows = layers[l].W.rows();
        widest = std::max(widest, rows);
        const auto zeros = Matrix<Scalar>::Zero(rows, most);
        layers_[l].a = zeros;
        layers_[l].dL_dz = zeros;
        if (!is_fused(layers[l].f)) {
            layers_[l].z = zeros;
        }
        if (drops) {
            layers_[l].kept = zeros;
        }
    }
    every_.resize(static_cast<std::size_t>(widest));
    std::iota(every_.begin(), every_.end(), 0);
    for (Matrix<Scalar>& panel : panels_) {
        panel.resize(kPanelRows, widest);
    }
}

template <class Scalar>
void Pass<Scalar>::find_inputs(const Size& size, Part samples) {
    layerwise::find_inputs(X, size.count, samples, inputs_);
}

template <class Scalar>
void Pass<Scalar>::find_samples(const Size& size, Part inputs) {
    layerwise::find_samples(X, size.count, inputs, samples_);
}

template <class Scalar>
void Pass<Scalar>::forward_first(const PaddedLayers<Scalar>& layers, const Size& size, Part rows,
                                 const Dropout& dropout) {
    forward(layers.front(), 0, size, rows, {0, size.count}, dropout);
}

template <class Scalar>
void Pass<Scalar>::forward_rest(const PaddedLayers<Scalar>& layers, const Size& size, Part samples,
                                const Dropout& dropout) {
    for (std::size_t l = 1; l < layers.size(); ++l) {
        forward(layers[l], l, size, {0, layers[l].W.rows()}, samples, dropout);
    }
}

// z = W x + b, a = f(z)
template <class Scalar>
void Pass<Scalar>::forward(const PaddedDense<Scalar>& layer, std::size_t l, const Size& size,
                           Part rows, Part samples, const Dropout& dropout) {
    if (rows.count == 0 || samples.count == 0) {
        return;
    }
    const Matrix<Scalar>& x = l == 0 ? X : layers_[l - 1].a;
    const auto terms = static_cast<std::int32_t>(layer.W.cols());
    Matrix<Scalar>& result = is_fused(layer.f) ? layers_[l].a : layers_[l].z;
    Product<Scalar> product;
    product.rows = rows.count;
    product.cols = samples.count;
    product.A = layer.W.data() + rows.first;
    product.a_next = layer.W.rows();
    product.B = x.data() + samples.first * x.rows();
    product.b_next_term = 1;
    product.b_next = x.rows();
    product.terms = l == 0 ? inputs_.list(0) : every_.data();
    product.terms_next = l == 0 ? inputs_.next() : 0;
    product.term_counts = l == 0 ? inputs_.counts() : &terms;
    product.counts_next = l == 0 ? 1 : 0;
    product.finish = is_fused(layer.f) ? Finish::AffineRelu : Finish::Affine;
    product.C = &result(rows.first, samples.first);
    product.c_next = result.rows();
    product.other = layer.b.data() + rows.first;
    multiply(*multiplier_, product);

    // The last activation is the loss's, which may be one formula with it.
    if (l + 1 < layers_.size()) {
        if (!is_fused(layer.f)) {
            activate_block(layer.f, l, rows, samples);
        }
        drop(l, size, rows, samples, dropout);
    }
}

template <class Scalar>
void Pass<Scalar>::activate_block(Activation f, std::size_t l, Part rows, Part samples) {
    const Matrix<Scalar> z =
        layers_[l].z.block(rows.first, samples.first, rows.count, samples.count);
    layers_[l].a.block(rows.first, samples.first, rows.count, samples.count) = activate(f, z);
}

template <class Scalar>
void Pass<Scalar>::drop(std::size_t l, const Size& size, Part rows, Part samples,
                        const Dropout& dropout) {
    if (!drops_) {
        return;
    }
    const auto larger = static_cast<Scalar>(1 / (1 - dropout.p));
    for (Index n = samples.first; n < samples.first + samples.count; ++n) {
        for (Index i = rows.first; i < rows.first + rows.count; ++i) {
            const bool kept = is_kept(dropout, l, static_cast<std::uint64_t>(i),
                                      static_cast<std::uint64_t>(size.offset + n));
            layers_[l].kept(i, n) = kept ? larger : Scalar(0);
            layers_[l].a(i, n) *= layers_[l].kept(i, n);
        }
    }
}

template <class Scalar>
void Pass<Scalar>::loss(const PaddedLayers<Scalar>& layers, const Size& size, Part samples) {
    const PaddedDense<Scalar>& layer = layers.back();
    LayerPass<Scalar>& pass = layers_.back();
    const Scalar share = Scalar(1) / static_cast<Scalar>(size.minibatch);
    for (Index n = samples.first; n < samples.first + samples.count; ++n) {
        // A fused ReLU has no z of its own, and f(a) = a, f′(a) = f′(z).
        const Matrix<Scalar>& z = is_fused(layer.f) ? pass.a : pass.z;
        const SampleLoss sample = sample_loss<Scalar>(
            loss_, layer.f, z.col(n).head(layer.outputs), Y.col(n), share,
            pass.a.col(n).head(layer.outputs), pass.dL_dz.col(n).head(layer.outputs));
        losses_[static_cast<std::size_t>(n)] = sample.value;
        rights_[static_cast<std::size_t>(n)] = sample.right ? 1 : 0;
    }
}

template <class Scalar>
void Pass<Scalar>::backward_rest(const PaddedLayers<Scalar>& layers, Part samples, int member) {
    for (std::size_t l = layers.size() - 1; l > 1; --l) {
        backward(layers, l, {0, layers[l - 1].W.rows()}, samples, member);
    }
}

template <class Scalar>
void Pass<Scalar>::backward_first(const PaddedLayers<Scalar>& layers, const Size& size, Part rows,
                                  int member) {
    if (layers.size() > 1) {
        backward(layers, 1, rows, {0, size.count}, member);
    }
}

// z = W a + b, a = f(z of the layer before)  ⇒  dL_da = Wᵀ dL_dz,  dL_dz = f′(z) ⊙ dL_da
template <class Scalar>
void Pass<Scalar>::backward(const PaddedLayers<Scalar>& layers, std::size_t l, Part rows,
                            Part samples, int member) {
    if (rows.count == 0 || samples.count == 0) {
        return;
    }
    const PaddedDense<Scalar>& layer = layers[l];
    const LayerPass<Scalar>& pass = layers_[l];
    LayerPass<Scalar>& before = layers_[l - 1];
    const Activation f = layers[l - 1].f;
    const auto terms = static_cast<std::int32_t>(layer.outputs);
    Matrix<Scalar>& panel = panels_[static_cast<std::size_t>(member)];

    const Index end = rows.first + rows.count;
    for (Index first = rows.first; first < end; first += kPanelRows) {
        // Some rows of Wᵀ; those beyond the layer's inputs are 0.
        const Index count = std::min(kPanelRows, end - first);
        const Index inputs = std::clamp(layer.W.cols() - first, Index{0}, count);
        panel.block(inputs, 0, count - inputs, terms).setZero();
        panel.block(0, 0, inputs, terms) = layer.W.block(0, first, terms, inputs).transpose();

        Product<Scalar> product;
        product.rows = count;
        product.cols = samples.count;
        product.A = panel.data();
        product.a_next = panel.rows();
        product.B = pass.dL_dz.data() + samples.first * pass.dL_dz.rows();
        product.b_next_term = 1;
        product.b_next = pass.dL_dz.rows();
        product.terms = every_.data();
        product.term_counts = &terms;
        product.finish = is_fused(f) ? Finish::WhereActive : Finish::Sum;
        product.C = &before.dL_dz(first, samples.first);
        product.c_next = before.dL_dz.rows();
        product.other = &before.a(first, samples.first);
        product.other_next = before.a.rows();
        multiply(*multiplier_, product);
    }

    auto dL_dz = before.dL_dz.block(rows.first, samples.first, rows.count, samples.count);
    if (drops_) {
        dL_dz.array() *=
            before.kept.block(rows.first, samples.first, rows.count, samples.count).array();
    }
    if (!is_fused(f) && f != Activation::Identity) {
        const Matrix<Scalar> z =
            before.z.block(rows.first, samples.first, rows.count, samples.count);
        dL_dz.array() *= activation_derivative(f, z).array();
    }
}

// z = W x + b  ⇒  dL_dW = dL_dz xᵀ,  dL_db = Σₙ dL_dz
template <class Scalar>
bool Pass<Scalar>::step_down(std::size_t l, const Size& size, Part rows, Scalar eta,
                             const PaddedDense<Scalar>& start, PaddedDense<Scalar>& next) {
    if (rows.count == 0) {
        return true;
    }
    const Matrix<Scalar>& x = l == 0 ? X : layers_[l - 1].a;
    const Matrix<Scalar>& dL_dz = layers_[l].dL_dz;
    const auto terms = static_cast<std::int32_t>(size.count);
    Product<Scalar> product;
    product.rows = rows.count;
    product.cols = start.W.cols();
    product.A = dL_dz.data() + rows.first;
    product.a_next = dL_dz.rows();
    product.B = x.data();
    product.b_next_term = x.rows();
    product.b_next = 1;
    product.terms = l == 0 ? samples_.list(0) : every_.data();
    product.terms_next = l == 0 ? samples_.next() : 0;
    product.term_counts = l == 0 ? samples_.counts() : &terms;
    product.counts_next = l == 0 ? 1 : 0;
    product.finish = Finish::StepDown;
    product.C = next.W.data() + rows.first;
    product.c_next = next.W.rows();
    product.other = start.W.data() + rows.first;
    product.other_next = start.W.rows();
    product.eta = eta;
    const bool finite = multiply(*multiplier_, product);

    auto b = next.b.segment(rows.first, rows.count);
    b = start.b.segment(rows.first, rows.count);
    for (Index n = 0; n < size.count; ++n) {
        b -= eta * dL_dz.col(n).segment(rows.first, rows.count);
    }
    return finite && is_finite(b);
}

template <class Scalar>
double Pass<Scalar>::total_loss(const Size& size) const {
    return std::accumulate(losses_.begin(), losses_.begin() + size.count, 0.0);
}

template <class Scalar>
Index Pass<Scalar>::right_predictions(const Size& size) const {
    return std::accumulate(rights_.begin(), rights_.begin() + size.count, Index{0});
}

template <class Scalar>
std::string Pass<Scalar>::problem(const Size& size) const {
    if (std::isfinite(total_loss(size))) {
        return "";
    }
    for (std::size_t l = 0; l < layers_.size(); ++l) {
        const bool has_z = layers_[l].z.size() > 0;
        if (!is_finite(layers_[l].a.leftCols(size.count)) ||
            (has_z && !is_finite(layers_[l].z.leftCols(size.count)))) {
            return fmt::format("layer {} became non-finite", l + 1);
        }
    }
    return "the loss became non-finite";
}

template class Pass<float>;
template class Pass<double>;

}  // namespace layerwise
