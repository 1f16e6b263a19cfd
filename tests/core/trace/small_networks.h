// Small networks, inputs and targets for the tests of traces.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/network/numpy_random.h"
#include "core/network/spec.h"
#include "core/trace/trace.h"

namespace layerwise {

struct Problem {
    Network<double> network;
    Matrix<double> x, y;
    double learning_rate = 0.1;
};

// Random weights and inputs; targets in (0, 1), of which each sample's sum to 1 for cross-entropy.
inline Problem problem(const std::vector<Index>& sizes, Activation hidden, Activation output,
                       Loss loss, Index samples, std::uint32_t seed = 1) {
    Problem made;
    made.network = initialize({sizes, hidden, output, loss}, Initializer::Uniform, seed);
    NumpyRandom random(seed);
    made.x = random.rand(sizes.front(), samples).array() * 2 - 1;
    made.y = random.rand(sizes.back(), samples);
    if (loss == Loss::CrossEntropy) {
        made.y.array().rowwise() /= made.y.colwise().sum().eval().array();
    }
    return made;
}

inline Trace trace_of(const Problem& p) {
    return trace(p.network, p.x, p.y, p.learning_rate);
}

// Whether the loss takes probabilities only: then the output has to lie in (0, 1).
inline bool fits(Activation output, Loss loss) {
    return loss == Loss::MeanSquaredError || output == Activation::Sigmoid ||
           output == Activation::Softmax;
}

// "784-128-64-10": ReLU, then softmax with cross-entropy.
inline Trace digit_trace(Index samples = 1) {
    return trace_of(problem({784, 128, 64, 10}, Activation::Relu, Activation::Softmax,
                            Loss::CrossEntropy, samples));
}

inline int step_count(const Trace& t) {
    return static_cast<int>(t.steps.size());
}

inline const Step& step_at(const Trace& t, int step) {
    return t.steps[static_cast<std::size_t>(step)];
}

}  // namespace layerwise
