#include "app/commands/plane_control.h"

#include <algorithm>
#include <utility>

namespace layerwise {
namespace {

constexpr Index kMostSamples = 4000;  // of the set, for a curve of a hundred losses

std::shared_ptr<const PlaneFacts> computed(PlaneFacts facts, const std::stop_token& stop) {
    const Network<double>& network = *facts.network;
    const Samples& train = facts.set->train;
    const Samples& test = facts.set->test;
    facts.samples = std::min(train.count(), kMostSamples);
    const Matrix<double> X = train.X.leftCols(facts.samples);
    const Matrix<double> Y = train.Y.leftCols(facts.samples);
    auto line = loss_line(network, X, Y, facts.zoom, [&] { return !stop.stop_requested(); });
    if (!line) {
        return nullptr;
    }
    facts.line = *std::move(line);
    const SetGradient gradient = set_gradient(network, X, Y);
    facts.gradient = gradient.dL;
    facts.loss_after = set_loss(moved(network, gradient, facts.eta), X, Y).loss;
    facts.train = set_loss(network, train.X, train.Y);
    facts.test = test.count() > 0 ? set_loss(network, test.X, test.Y) : SetLoss{};
    return std::make_shared<const PlaneFacts>(std::move(facts));
}

}  // namespace

std::shared_ptr<const PlaneFacts> PlaneControl::of(
    const std::shared_ptr<const Network<double>>& network,
    const std::shared_ptr<const LearningSet>& set, double eta, double zoom) {
    if (set == nullptr) {
        return nullptr;
    }
    const std::shared_ptr<const PlaneFacts>& newest = latest_.newest();
    const bool same_set = newest != nullptr && newest->set == set;
    if (same_set && newest->network == network && newest->eta == eta && newest->zoom == zoom) {
        return newest;
    }
    PlaneFacts asked;
    asked.network = network;
    asked.set = set;
    asked.eta = eta;
    asked.zoom = zoom;
    latest_.begin([asked = std::move(asked)](const std::stop_token& stop) mutable {
        return computed(std::move(asked), stop);
    });
    return same_set && newest->network->layers.size() == network->layers.size() ? newest : nullptr;
}

}  // namespace layerwise
