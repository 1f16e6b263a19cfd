// Edits of a learning set: its points, what of them is fed to the network, which one is on screen.
#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "core/network/spec.h"
#include "core/session/applied.h"

namespace layerwise {
namespace {

std::optional<Error> no_plane(const Session& session) {
    if (session.example.set == nullptr || !session.example.set->is_plane()) {
        return Error{
            fmt::format("{}: expected an example of points of the plane, such as playground",
                        session.example.id)};
    }
    return std::nullopt;
}

// The network with the output and the loss that the problem needs; its numbers stay.
std::shared_ptr<const Network<double>> for_problem(const Network<double>& old, bool regression) {
    auto network = std::make_shared<Network<double>>(old);
    network->layers.back().f = regression ? Activation::Identity : Activation::Sigmoid;
    network->loss = regression ? Loss::MeanSquaredError : Loss::BinaryCrossEntropy;
    return network;
}

// W of the first layer for other features: the columns of those that stay, and new ones drawn from
// ±√(6 / (in + out)), the same for the same feature.
Matrix<double> columns_for(const Matrix<double>& W, const std::vector<Feature>& before,
                           const std::vector<Feature>& after) {
    NetworkSpec spec;
    const auto all = static_cast<Index>(all_features().size());
    spec.sizes = {all, W.rows()};
    const Matrix<double> fresh = initialize(spec, Initializer::Xavier, 0).layers.front().W;
    Matrix<double> made(W.rows(), static_cast<Index>(after.size()));
    for (std::size_t j = 0; j < after.size(); ++j) {
        const auto kept = std::ranges::find(before, after[j]);
        made.col(static_cast<Index>(j)) = kept == before.end()
                                              ? fresh.col(static_cast<Index>(after[j]))
                                              : W.col(kept - before.begin());
    }
    return made;
}

}  // namespace

Result<Session> applied(Session session, const SetPoints& set) {
    const std::shared_ptr<const LearningSet> old = session.example.set;
    if (old == nullptr || !old->points) {
        return Error{fmt::format("{}: expected the playground, whose points are made on the spot",
                                 session.example.id)};
    }
    if (const auto problem = problem_with(set.options)) {
        return Error{*problem};
    }
    auto made = std::make_shared<const LearningSet>(point_learning_set(set.options, old->features));
    if (made->is_regression() != old->is_regression()) {
        session.example.network = for_problem(*session.example.network, made->is_regression());
    }
    session.example.input = set_input(*made, 0, false);
    session.example.set = std::move(made);
    return retraced(std::move(session));
}

Result<Session> applied(Session session, const SetFeatures& set) {
    if (const auto error = no_plane(session)) {
        return *error;
    }
    std::vector<Feature> features = set.features;
    std::ranges::sort(features);
    features.erase(std::unique(features.begin(), features.end()), features.end());
    if (features.empty()) {
        return Error{"expected at least one feature, found none"};
    }
    const LearningSet& old = *session.example.set;
    auto network = std::make_shared<Network<double>>(*session.example.network);
    network->layers.front().W = columns_for(network->layers.front().W, old.features, features);
    session.example.network = std::move(network);
    session.example.set =
        std::make_shared<const LearningSet>(with_features(old, std::move(features)));
    session.example.input.x = session.example.set->fed(session.example.input.raw);
    return retraced(std::move(session));
}

Result<Session> applied(Session session, const ChoosePoint& choose) {
    if (const auto error = no_plane(session)) {
        return *error;
    }
    if (choose.raw.size() != 2 || !choose.raw.allFinite()) {
        return Error{"expected two finite coordinates"};
    }
    const LearningSet& set = *session.example.set;
    Input& input = session.example.input;
    input.raw = choose.raw;
    input.x = set.fed(choose.raw);
    input.y = set.train.Y.col(nearest_sample(set.raw.train, choose.raw));
    return retraced(std::move(session));
}

Result<Session> applied(Session session, const ChooseSample& choose) {
    if (session.example.set == nullptr) {
        return Error{
            fmt::format("{}: expected an example with a set of samples, such as playground",
                        session.example.id)};
    }
    const LearningSet& set = *session.example.set;
    const Index count = (choose.of_test ? set.test : set.train).count();
    if (choose.sample < 0 || choose.sample >= count) {
        return Error{fmt::format("expected a {} sample from 0 to {}, found {}",
                                 choose.of_test ? "test" : "training", count - 1, choose.sample)};
    }
    session.example.input = set_input(set, choose.sample, choose.of_test);
    return retraced(std::move(session));
}

Result<Session> applied(Session session, const OpenTable& open) {
    Result<Example> example = table_example(open.path, {});
    if (!example) {
        return example.error();
    }
    session.example = *std::move(example);
    session.data.clear();
    session = retraced(std::move(session));
    session.cursor = first(*session.trace, session.granularity);
    return session;
}

Result<Session> with_input_number(Session session, Index row, double value) {
    const LearningSet& set = *session.example.set;
    Input& input = session.example.input;
    if (set.features.empty()) {
        input.raw(row) = value;
    } else {
        const Feature feature = set.features[static_cast<std::size_t>(row)];
        if (feature != Feature::X1 && feature != Feature::X2) {
            return Error{fmt::format(
                "{} follows from the point: change x₁ or x₂, or click the plane", spoken(feature))};
        }
        input.raw(feature == Feature::X1 ? 0 : 1) = value;
    }
    input.x = set.fed(input.raw);
    return retraced(std::move(session));
}

}  // namespace layerwise
