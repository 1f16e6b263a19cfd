#include "app/commands/plane_control.h"

#include <algorithm>
#include <chrono>
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
    const bool same_set = newest_ != nullptr && newest_->set == set;
    if (same_set && newest_->network == network && newest_->eta == eta && newest_->zoom == zoom) {
        return newest_;
    }
    if (!computing_.valid()) {
        std::promise<std::shared_ptr<const PlaneFacts>> promise;
        computing_ = promise.get_future();
        PlaneFacts asked;
        asked.network = network;
        asked.set = set;
        asked.eta = eta;
        asked.zoom = zoom;
        // Woken after the result is there: the poll that follows must find it.
        worker_ = std::jthread([asked = std::move(asked), wake = wake_,
                                made = std::move(promise)](const std::stop_token& stop) mutable {
            made.set_value(computed(std::move(asked), stop));
            wake();
        });
    }
    return same_set && newest_->network->layers.size() == network->layers.size() ? newest_
                                                                                 : nullptr;
}

bool PlaneControl::poll() {
    if (!computing_.valid() ||
        computing_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        return false;
    }
    if (std::shared_ptr<const PlaneFacts> facts = computing_.get()) {
        newest_ = std::move(facts);
    }
    return true;  // where it is stale, the frame that follows asks anew
}

}  // namespace layerwise
