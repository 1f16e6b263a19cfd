// Gradient descent: one minibatch, one step down, by any of the optimisers.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/network/network.h"
#include "core/training/optimizer.h"
#include "core/training/padded.h"
#include "core/training/pass.h"
#include "core/training/team.h"

namespace layerwise {

// What one update saw.
struct Update {
    double loss = 0;      // mean over the minibatch, before the update, without l1's and λ's parts
    Index right = 0;      // predictions that named the target
    std::string problem;  // "layer 2 became non-finite": then the parameters stayed as they were
};

struct DescentOptions {
    OptimizerOptions optimizer = {};
    double dropout = 0;      // of every hidden activation
    std::uint32_t seed = 0;  // of what is dropped
    Index batch = 64;        // the most samples in an update
    int threads = 1;
};

// Owns the parameters while they are trained: Descent<float> trains, Descent<double> is its exact
// twin. The numbers don't depend on the number of threads.
template <class Scalar>
class Descent {
public:
    // Fills in the samples first, first + 1, … of the minibatch, one in each column of X and Y.
    // Called from several threads.
    using Fill = std::function<void(Index first, Eigen::Ref<Matrix<Scalar>> X,
                                    Eigen::Ref<Matrix<Scalar>> Y)>;

    // REQUIRES: batch ≥ 1, threads ≥ 1, !problem_with(options.optimizer).
    Descent(const Network<Scalar>& network, const DescentOptions& options);

    // One step of the optimiser in every W and b, L the mean loss of `count` samples.
    // REQUIRES: 1 ≤ count ≤ batch.
    Update update(Index count, const Fill& fill, double learning_rate);

    [[nodiscard]] Network<Scalar> network() const;
    // dL_dW and dL_db of the last update, unless the optimiser is plain SGD, which never has them
    // as a whole.
    [[nodiscard]] Network<Scalar> gradients() const;

    // To go on exactly where another Descent was. REQUIRES: the shapes are the network's.
    [[nodiscard]] OptimizerState<Scalar> state() const;
    void restore(const OptimizerState<Scalar>& state);

private:
    using Size = typename Pass<Scalar>::Size;
    bool is_plain(Index count) const;
    void pass_over(int member, const Size& size, const Fill& fill);
    double gradient_scale(int member);
    void optimize(int member, const StepSizes& sizes);
    [[nodiscard]] std::string problem_of_step() const;

    DescentOptions options_;
    Loss loss_;
    PaddedLayers<Scalar> layers_;
    PaddedLayers<Scalar> next_;               // takes layers_' place once it is known to be finite
    PaddedLayers<Scalar> gradients_, m_, v_;  // where the optimiser needs them
    std::int64_t updates_ = 0;
    Pass<Scalar> pass_;
    std::vector<std::vector<char>> finite_;     // of next_: a member, a layer
    std::vector<std::vector<double>> squares_;  // of the gradients: a layer, a block of elements
    Team team_;
};

}  // namespace layerwise
