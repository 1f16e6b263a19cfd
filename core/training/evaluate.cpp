#include "core/training/evaluate.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/training/gradients.h"

namespace layerwise {

Index right_predictions(const Matrix<float>& a, const Matrix<float>& y) {
    Index right = 0;
    for (Index n = 0; n < a.cols(); ++n) {
        if (a.rows() == 1) {
            right += std::round(a(0, n)) == std::round(y(0, n)) ? 1 : 0;
        } else {
            Index predicted = 0, wanted = 0;
            a.col(n).maxCoeff(&predicted);
            y.col(n).maxCoeff(&wanted);
            right += predicted == wanted ? 1 : 0;
        }
    }
    return right;
}

EvaluationPoint evaluate(const Network<float>& network, const Batches& data) {
    return evaluate_while(network, data, [] { return true; }).value_or(EvaluationPoint{});
}

std::optional<EvaluationPoint> evaluate_while(const Network<float>& network, const Batches& data,
                                              const std::function<bool()>& go_on) {
    constexpr Index kChunk = 256;  // large enough for quick products, small enough for the cache
    std::vector<Index> samples(static_cast<std::size_t>(data.count));
    std::iota(samples.begin(), samples.end(), Index{0});

    ChunkPass pass;
    double loss = 0;
    Index right = 0;
    for (Index first = 0; first < data.count; first += kChunk) {
        if (!go_on()) {
            return std::nullopt;
        }
        const Index count = std::min(kChunk, data.count - first);
        pass.X.resize(data.inputs, count);
        pass.Y.resize(data.outputs, count);
        data.gather(std::span(samples).subspan(static_cast<std::size_t>(first),
                                               static_cast<std::size_t>(count)),
                    0, pass.X, pass.Y);
        forward(network, pass);
        loss += pass.loss * static_cast<double>(count);
        right += pass.right;
    }

    const auto total = static_cast<double>(std::max(data.count, Index{1}));
    EvaluationPoint point;
    point.loss = loss / total;
    point.accuracy = static_cast<double>(right) / total;
    return point;
}

}  // namespace layerwise
