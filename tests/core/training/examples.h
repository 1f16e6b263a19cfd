// Small sets and networks that the training tests learn.
#pragma once

#include <cmath>
#include <memory>
#include <numbers>
#include <span>
#include <vector>

#include "core/network/spec.h"
#include "core/training/descent.h"
#include "core/training/trainer.h"

namespace layerwise {

// XOR: four samples, one output.
inline Batches xor_batches() {
    Matrix<double> X(2, 4), Y(1, 4);
    X << 0, 0, 1, 1,  //
        0, 1, 0, 1;
    Y << 0, 1, 1, 0;
    return column_batches(X, Y);
}

inline Network<float> xor_network(std::uint32_t seed) {
    const NetworkSpec spec{
        {2, 8, 1}, Activation::Tanh, Activation::Sigmoid, Loss::BinaryCrossEntropy};
    return cast<float>(initialize(spec, Initializer::Xavier, seed));
}

// 300 points on the plane in three classes by their angle: a few minibatches, the last one short.
inline Batches wheel_batches() {
    const Index count = 300;
    Matrix<double> X(2, count), Y = Matrix<double>::Zero(3, count);
    for (Index n = 0; n < count; ++n) {
        const double angle =
            2 * std::numbers::pi * static_cast<double>(n) / static_cast<double>(count);
        X.col(n) << std::cos(angle), std::sin(angle);
        Y(3 * n / count, n) = 1;
    }
    return column_batches(X, Y);
}

inline Network<float> wheel_network(std::uint32_t seed) {
    return cast<float>(initialize({.sizes = {2, 70, 20, 3}}, Initializer::He, seed));
}

// Samples from a set, as Descent takes them.
inline Descent<float>::Fill fill_from(const Batches& batches, const std::vector<Index>& samples,
                                      int epoch = 0) {
    return [&batches, &samples, epoch](Index first, Eigen::Ref<Matrix<float>> X,
                                       Eigen::Ref<Matrix<float>> Y) {
        batches.gather(std::span(samples).subspan(static_cast<std::size_t>(first),
                                                  static_cast<std::size_t>(X.cols())),
                       epoch, X, Y);
    };
}

// Samples in the columns of X and Y.
template <class Scalar>
typename Descent<Scalar>::Fill fill_with(const Matrix<Scalar>& X, const Matrix<Scalar>& Y) {
    return [&X, &Y](Index first, Eigen::Ref<Matrix<Scalar>> x, Eigen::Ref<Matrix<Scalar>> y) {
        x = X.middleCols(first, x.cols());
        y = Y.middleCols(first, y.cols());
    };
}

using Snapshot = std::shared_ptr<const TrainingSnapshot>;

// The end of a run that is evaluated on what it trains on.
inline Snapshot finished_run(const Network<float>& network, const Batches& train,
                             const TrainingOptions& options) {
    Trainer trainer;
    trainer.start(network, train, train, options, {});
    trainer.wait();
    return trainer.snapshot();
}

template <class Scalar>
bool same_parameters(const Network<Scalar>& one, const Network<Scalar>& other) {
    for (std::size_t l = 0; l < one.layers.size(); ++l) {
        if (one.layers[l].W != other.layers[l].W || one.layers[l].b != other.layers[l].b) {
            return false;
        }
    }
    return true;
}

}  // namespace layerwise
