#include "app/commands/watch_control.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/training/background.h"
#include "core/training/single_update.h"

namespace layerwise {
namespace {

constexpr Index kReported = 200;               // samples that say how a layer does
constexpr double kSecondsBetween = 0.25;       // of two reports while training runs
constexpr double kSecondsBetweenCounts = 0.6;  // of two counts of all mistakes

bool same_sizes(const Network<double>& a, const Network<double>& b) {
    return std::ranges::equal(a.layers, b.layers, [](const auto& one, const auto& other) {
        return one.W.rows() == other.W.rows() && one.W.cols() == other.W.cols();
    });
}

bool fits(const OptimizerState<float>& state, const Network<double>& network,
          const OptimizerOptions& options) {
    const auto fit = [&](const Network<float>& part, bool kept) {
        return kept ? std::ranges::equal(part.layers, network.layers,
                                         [](const auto& one, const auto& other) {
                                             return one.W.rows() == other.W.rows() &&
                                                    one.W.cols() == other.W.cols();
                                         })
                    : part.layers.empty();
    };
    return fit(state.m, has_m(options.kind)) && fit(state.v, has_v(options.kind));
}

// By all that decides how far an update goes.
bool same_update(const NextUpdate& one, const NextUpdate& other) {
    const auto of = [](const NextUpdate& next) {
        const OptimizerOptions& o = next.options;
        return std::tuple(o.kind, o.momentum, o.decay, o.beta1, o.beta2, o.epsilon, o.weight_decay,
                          o.l1, o.clip, next.eta, next.state);
    };
    return of(one) == of(other);
}

const Samples& samples_of(const Probe& probe) {
    return probe.kind == Probe::Kind::Test ? probe.set->test : probe.set->train;
}

std::vector<double> update_to_weight(const Network<double>& network,
                                     const Network<double>& gradients, const NextUpdate& next) {
    OptimizerState<double> state;
    if (next.state != nullptr && fits(*next.state, network, next.options)) {
        state = {next.state->updates, cast<double>(next.state->m), cast<double>(next.state->v)};
    }
    const SingleUpdate done = updated(next.options, next.eta, network, gradients, state);
    std::vector<double> ratios;
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        const double size = network.layers[l].W.norm();
        ratios.push_back(size > 0 ? (done.network.layers[l].W - network.layers[l].W).norm() / size
                                  : 0);
    }
    return ratios;
}

}  // namespace

Index Probe::count() const {
    switch (kind) {
        case Kind::Images:
            return images->count();
        case Kind::Test:
        case Kind::Train:
            return samples_of(*this).count();
        case Kind::Input:
            break;
    }
    return x.cols();
}

Matrix<double> Probe::X(Index most) const {
    const Index n = std::min(most, count());
    return kind == Kind::Images  ? image_batch(*images, 0, n)
           : kind == Kind::Input ? Matrix<double>(x.leftCols(n))
                                 : Matrix<double>(samples_of(*this).X.leftCols(n));
}

Matrix<double> Probe::Y(Index most, Index outputs) const {
    const Index n = std::min(most, count());
    return kind == Kind::Images
               ? one_hot(std::span(images->labels).first(static_cast<std::size_t>(n)), outputs)
           : kind == Kind::Input ? Matrix<double>(y.leftCols(n))
                                 : Matrix<double>(samples_of(*this).Y.leftCols(n));
}

Batches Probe::batches(Index outputs) const {
    return kind == Kind::Images  ? image_batches(images, outputs, false, 0)
           : kind == Kind::Input ? column_batches(x, y)
                                 : column_batches(samples_of(*this).X, samples_of(*this).Y);
}

bool Probe::same_as(const Probe& other) const {
    return kind == other.kind && images == other.images && set == other.set && x == other.x &&
           y == other.y;
}

Probe probe_of(const Example& example) {
    if (example.images != nullptr) {
        return {Probe::Kind::Images, example.images, nullptr, {}, {}};
    }
    if (example.set != nullptr) {
        const bool has_test = example.set->test.count() > 0;
        return {has_test ? Probe::Kind::Test : Probe::Kind::Train, nullptr, example.set, {}, {}};
    }
    return {Probe::Kind::Input, nullptr, nullptr, example.input.x, example.input.y};
}

std::shared_ptr<const LayersFacts> WatchControl::layers(const Example& example,
                                                        const NextUpdate& next, bool training) {
    const std::shared_ptr<const LayersFacts>& newest = layers_.newest();
    Probe probe = probe_of(example);
    const bool same_data = newest != nullptr && newest->probe.same_as(probe);
    if (same_data && newest->network == example.network && same_update(newest->next, next)) {
        return newest;
    }
    layers_.begin(
        [network = example.network, probe = std::move(probe), next,
         serial = ++serial_](const std::stop_token&) {
            lower_priority_of_this_thread();
            LayersFacts facts{serial, network, probe, next, {}, {}};
            facts.report = network_report(*network, probe.X(kReported),
                                          probe.Y(kReported, network->outputs()));
            facts.update_to_weight = update_to_weight(*network, facts.report.dL, next);
            return std::make_shared<const LayersFacts>(std::move(facts));
        },
        training ? kSecondsBetween : 0);
    return same_data && same_sizes(*newest->network, *example.network) ? newest : nullptr;
}

std::shared_ptr<const MistakeFacts> WatchControl::mistakes(const Example& example, bool training) {
    const std::shared_ptr<const MistakeFacts>& newest = mistakes_.newest();
    Probe probe = probe_of(example);
    const bool same_data = newest != nullptr && newest->probe.same_as(probe);
    if (same_data && newest->network == example.network) {
        return newest;
    }
    mistakes_.begin(
        [network = example.network, probe = std::move(probe),
         serial = ++serial_](const std::stop_token& stop) -> std::shared_ptr<const MistakeFacts> {
            lower_priority_of_this_thread();
            auto found =
                layerwise::mistakes(cast<float>(*network), probe.batches(network->outputs()),
                                    [&] { return !stop.stop_requested(); });
            return found ? std::make_shared<const MistakeFacts>(
                               MistakeFacts{serial, network, probe, *std::move(found)})
                         : nullptr;
        },
        training ? kSecondsBetweenCounts : 0);
    return same_data && same_sizes(*newest->network, *example.network) ? newest : nullptr;
}

bool WatchControl::poll() {
    const bool layers = layers_.poll();
    const bool mistakes = mistakes_.poll();
    return layers || mistakes;
}

}  // namespace layerwise
