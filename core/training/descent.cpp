#include "core/training/descent.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace layerwise {
namespace {

// Samples that go through the network together; a larger minibatch adds up gradients.
constexpr Index kMostAtOnce = 512;
// Elements whose squares are summed together: the sum is the same for every number of threads.
constexpr Index kBlock = 4096;

template <class Scalar>
constexpr Index kLine = kLineBytes / static_cast<Index>(sizeof(Scalar));

template <class Scalar>
using Flat = Eigen::Map<Eigen::Array<Scalar, Eigen::Dynamic, 1>>;

// Some elements of W (or b) in their order in memory; nothing of a matrix that isn't there.
template <class Dense, class Scalar = typename Dense::Scalar>
Flat<Scalar> elements(Dense& matrix, Part part) {
    return matrix.size() == 0 ? Flat<Scalar>(nullptr, 0)
                              : Flat<Scalar>(matrix.data() + part.first, part.count);
}

}  // namespace

template <class Scalar>
Descent<Scalar>::Descent(const Network<Scalar>& network, const DescentOptions& options)
    : options_(options),
      loss_(network.loss),
      layers_(padded(network)),
      next_(layers_),
      pass_(layers_, loss_, std::min(options.batch, kMostAtOnce), options.threads,
            options.dropout > 0),
      finite_(static_cast<std::size_t>(options.threads), std::vector<char>(layers_.size(), 1)),
      team_(options.threads) {
    const PaddedLayers<Scalar> none(layers_.size());
    gradients_ = is_plain(options.batch) ? none : zeros_like(layers_);
    m_ = has_m(options.optimizer.kind) ? zeros_like(layers_) : none;
    v_ = has_v(options.optimizer.kind) ? zeros_like(layers_) : none;
    for (const PaddedDense<Scalar>& layer : layers_) {
        squares_.emplace_back(static_cast<std::size_t>((layer.W.size() + kBlock - 1) / kBlock + 1));
    }
}

// Plain SGD needs no gradient as a whole: each element of it is a step as soon as it is known.
template <class Scalar>
bool Descent<Scalar>::is_plain(Index count) const {
    const OptimizerOptions& o = options_.optimizer;
    return o.kind == Optimizer::Sgd && o.weight_decay == 0 && o.l1 == 0 && o.clip == 0 &&
           count <= kMostAtOnce;
}

template <class Scalar>
Update Descent<Scalar>::update(Index count, const Fill& fill, double learning_rate) {
    assert(1 <= count && count <= options_.batch);
    Update seen;
    const bool plain = is_plain(options_.batch);
    for (Index first = 0; first < count; first += kMostAtOnce) {
        const Size size{std::min(kMostAtOnce, count - first), count, first};
        team_.run([&](int member) {
            pass_over(member, size, fill);
            for (std::size_t l = 0; l < layers_.size(); ++l) {
                const Part rows = team_.part(member, layers_[l].W.rows(), kLine<Scalar>);
                if (plain) {
                    finite_[static_cast<std::size_t>(member)][l] =
                        pass_.step_down(l, size, rows, static_cast<Scalar>(learning_rate),
                                        layers_[l], next_[l])
                            ? 1
                            : 0;
                } else {
                    if (first == 0) {
                        gradients_[l].W.middleRows(rows.first, rows.count).setZero();
                        gradients_[l].b.segment(rows.first, rows.count).setZero();
                    }
                    pass_.step_down(l, size, rows, Scalar(-1), gradients_[l], gradients_[l]);
                }
            }
        });
        if (const std::string problem = pass_.problem(size); !problem.empty()) {
            return {0, 0, problem};
        }
        seen.loss += pass_.total_loss(size) / static_cast<double>(count);
        seen.right += pass_.right_predictions(size);
    }
    if (!plain) {
        team_.run([&](int member) {
            const double scale = gradient_scale(member);
            optimize(member, {learning_rate, updates_ + 1, scale});
        });
    }

    // Stay where we were if the step leads out of the numbers.
    seen.problem = problem_of_step();
    if (seen.problem.empty()) {
        std::swap(layers_, next_);
        ++updates_;
    }
    return seen;
}

// What becomes of a minibatch up to every dL_dz.
template <class Scalar>
void Descent<Scalar>::pass_over(int member, const Size& size, const Fill& fill) {
    const Part samples = team_.part(member, size.count, kTileColumns);
    const Part inputs = team_.part(member, pass_.X.rows(), kTileColumns);
    const Part rows = team_.part(member, layers_.front().W.rows(), kLine<Scalar>);
    const Dropout dropout{options_.dropout, options_.seed, updates_};

    fill(size.offset + samples.first, pass_.X.middleCols(samples.first, samples.count),
         pass_.Y.middleCols(samples.first, samples.count));
    pass_.find_inputs(size, samples);
    team_.meet();
    pass_.find_samples(size, inputs);
    pass_.forward_first(layers_, size, rows, dropout);
    team_.meet();
    pass_.forward_rest(layers_, size, samples, dropout);
    pass_.loss(layers_, size, samples);
    pass_.backward_rest(layers_, samples, member);
    team_.meet();
    pass_.backward_first(layers_, size, rows, member);
}

// Adds l1's part to the gradients; then how much of them to take, for clipping.
template <class Scalar>
double Descent<Scalar>::gradient_scale(int member) {
    const OptimizerOptions& o = options_.optimizer;
    if (o.l1 == 0 && o.clip == 0) {
        return 1;
    }
    const auto take = [&](auto& w, auto& g, Part part, double& squares) {
        auto elements_of_g = elements(g, part);
        elements_of_g += static_cast<Scalar>(o.l1) * elements(w, part).sign();
        squares = elements_of_g.template cast<double>().square().sum();
    };
    for (std::size_t l = 0; l < layers_.size(); ++l) {
        const Index size = layers_[l].W.size();
        const Part part = team_.part(member, size, kBlock);
        for (Index first = part.first; first < part.first + part.count; first += kBlock) {
            take(layers_[l].W, gradients_[l].W, {first, std::min(kBlock, size - first)},
                 squares_[l][static_cast<std::size_t>(first / kBlock)]);
        }
        if (member == 0) {
            take(layers_[l].b, gradients_[l].b, {0, layers_[l].b.size()}, squares_[l].back());
        }
    }
    team_.meet();
    double sum = 0;
    for (const std::vector<double>& squares : squares_) {
        for (const double square : squares) {
            sum += square;
        }
    }
    return clip_scale(std::sqrt(sum), o.clip);
}

template <class Scalar>
void Descent<Scalar>::optimize(int member, const StepSizes& sizes) {
    for (std::size_t l = 0; l < layers_.size(); ++l) {
        const auto take = [&](auto& w, auto& g, auto& m, auto& v, auto& next, Part part) {
            return step<Scalar>(options_.optimizer, sizes, elements(w, part), elements(g, part),
                                elements(m, part), elements(v, part), elements(next, part));
        };
        const Part part = team_.part(member, layers_[l].W.size(), kBlock);
        bool finite = take(layers_[l].W, gradients_[l].W, m_[l].W, v_[l].W, next_[l].W, part);
        if (member == 0) {
            finite = take(layers_[l].b, gradients_[l].b, m_[l].b, v_[l].b, next_[l].b,
                          {0, layers_[l].b.size()}) &&
                     finite;
        }
        finite_[static_cast<std::size_t>(member)][l] = finite ? 1 : 0;
    }
}

template <class Scalar>
std::string Descent<Scalar>::problem_of_step() const {
    // Gradients come from the last layer: where several are bad, it began there.
    for (std::size_t l = layers_.size(); l-- > 0;) {
        if (std::ranges::any_of(finite_, [l](const auto& member) { return member[l] == 0; })) {
            return fmt::format("layer {} became non-finite", l + 1);
        }
    }
    return "";
}

template <class Scalar>
Network<Scalar> Descent<Scalar>::network() const {
    return unpadded(layers_, loss_);
}

template <class Scalar>
Network<Scalar> Descent<Scalar>::gradients() const {
    assert(!is_plain(options_.batch));
    return unpadded(gradients_, loss_);
}

template <class Scalar>
OptimizerState<Scalar> Descent<Scalar>::state() const {
    OptimizerState<Scalar> state;
    state.updates = updates_;
    if (has_m(options_.optimizer.kind)) {
        state.m = unpadded(m_, loss_);
    }
    if (has_v(options_.optimizer.kind)) {
        state.v = unpadded(v_, loss_);
    }
    return state;
}

template <class Scalar>
void Descent<Scalar>::restore(const OptimizerState<Scalar>& state) {
    updates_ = state.updates;
    if (has_m(options_.optimizer.kind)) {
        m_ = padded(state.m);
    }
    if (has_v(options_.optimizer.kind)) {
        v_ = padded(state.v);
    }
}

template class Descent<float>;
template class Descent<double>;

}  // namespace layerwise
