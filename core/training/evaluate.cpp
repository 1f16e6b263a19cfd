#include "core/training/evaluate.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "core/training/padded.h"
#include "core/training/pass.h"

namespace layerwise {

EvaluationPoint evaluate(const Network<float>& network, const Batches& data) {
    return evaluate_while(network, data, [] { return true; }).value_or(EvaluationPoint{});
}

std::optional<EvaluationPoint> evaluate_while(const Network<float>& network, const Batches& data,
                                              const std::function<bool()>& go_on) {
    constexpr Index kChunk = 256;  // large enough for quick products, small enough for the cache
    std::vector<Index> samples(static_cast<std::size_t>(data.count));
    std::iota(samples.begin(), samples.end(), Index{0});

    const PaddedLayers<float> layers = padded(network);
    Pass<float> pass(layers, network.loss, std::clamp(data.count, Index{1}, kChunk), 1, false);
    double loss = 0;
    Index right = 0;
    for (Index first = 0; first < data.count; first += kChunk) {
        if (!go_on()) {
            return std::nullopt;
        }
        const Index count = std::min(kChunk, data.count - first);
        data.gather(std::span(samples).subspan(static_cast<std::size_t>(first),
                                               static_cast<std::size_t>(count)),
                    0, pass.X.leftCols(count), pass.Y.leftCols(count));
        const Pass<float>::Size size{count, count, 0};
        pass.find_inputs(size, {0, count});
        pass.forward_first(layers, size, {0, layers.front().W.rows()}, {});
        pass.forward_rest(layers, size, {0, count}, {});
        pass.loss(layers, size, {0, count});
        loss += pass.total_loss(size);
        right += pass.right_predictions(size);
    }

    const auto total = static_cast<double>(std::max(data.count, Index{1}));
    EvaluationPoint point;
    point.loss = loss / total;
    point.accuracy = static_cast<double>(right) / total;
    return point;
}

}  // namespace layerwise
