#include "core/training/mistakes.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace layerwise {
namespace {

constexpr Index kChunk = 256;

struct Answers {
    Matrix<float> Y, a;  // (out × N)
    std::vector<float> losses;
};

std::optional<Answers> answers(const Network<float>& network, const Batches& data,
                               const std::function<bool()>& go_on) {
    Answers result{
        Matrix<float>(data.outputs, data.count), Matrix<float>(data.outputs, data.count), {}};
    std::vector<Index> samples(static_cast<std::size_t>(data.count));
    std::iota(samples.begin(), samples.end(), Index{0});
    for (Index first = 0; first < data.count; first += kChunk) {
        if (!go_on()) {
            return std::nullopt;
        }
        const Index count = std::min(kChunk, data.count - first);
        Matrix<float> a(data.inputs, count);
        data.gather(std::span(samples).subspan(static_cast<std::size_t>(first),
                                               static_cast<std::size_t>(count)),
                    0, a, result.Y.middleCols(first, count));
        Matrix<float> z;
        for (const Dense<float>& layer : network.layers) {
            z = layer.W * a;
            z.colwise() += layer.b;
            a = activate(layer.f, z);
        }
        for (Index n = 0; n < count; ++n) {
            result.losses.push_back(loss_value<float>(network.loss, network.layers.back().f,
                                                      z.col(n), a.col(n), result.Y.col(first + n)));
        }
        result.a.middleCols(first, count) = a;
    }
    return result;
}

int classes_of(const Matrix<float>& Y) {
    const bool zeros_and_ones = ((Y.array() == 0.0F) || (Y.array() == 1.0F)).all();
    if (!zeros_and_ones || Y.size() == 0) {
        return 0;
    }
    if (Y.rows() == 1) {
        return 2;
    }
    return (Y.colwise().sum().array() == 1.0F).all() ? static_cast<int>(Y.rows()) : 0;
}

Judged judge(const Answers& answers, Index n, int classes) {
    Judged judged;
    judged.sample = n;
    judged.loss = answers.losses[static_cast<std::size_t>(n)];
    if (classes == 0) {
        return judged;
    }
    if (answers.a.rows() == 1) {
        const float y_hat = answers.a(0, n);
        judged.wanted = answers.Y(0, n) > 0.5F ? 1 : 0;
        judged.said = y_hat > 0.5F ? 1 : 0;
        judged.sure = judged.said == 1 ? y_hat : 1 - y_hat;
        return judged;
    }
    Index wanted = 0;
    Index said = 0;
    answers.Y.col(n).maxCoeff(&wanted);
    judged.sure = answers.a.col(n).maxCoeff(&said);
    judged.wanted = static_cast<int>(wanted);
    judged.said = static_cast<int>(said);
    return judged;
}

void sort_by_loss(std::vector<Index>& places, const std::vector<Judged>& judged) {
    std::ranges::stable_sort(places, [&](Index a, Index b) {
        const float of_a = judged[static_cast<std::size_t>(a)].loss;
        const float of_b = judged[static_cast<std::size_t>(b)].loss;
        // What is not a number is the worst of all.
        return std::isnan(of_a) != std::isnan(of_b) ? std::isnan(of_a) : of_a > of_b;
    });
}

bool gives_shares(const Network<float>& network) {
    const Activation f = network.layers.back().f;
    return f == Activation::Softmax || (f == Activation::Sigmoid && network.outputs() == 1);
}

void calibrate(Mistakes& result) {
    result.bins.resize(kSureBins);
    for (const Judged& judged : result.judged) {
        const auto k = std::clamp(static_cast<int>(judged.sure * kSureBins), 0, kSureBins - 1);
        SureBin& bin = result.bins[static_cast<std::size_t>(k)];
        ++bin.count;
        bin.right += judged.right() ? 1 : 0;
        bin.sure += static_cast<double>(judged.sure);
    }
    const auto all = static_cast<double>(result.judged.size());
    for (SureBin& bin : result.bins) {
        const auto count = static_cast<double>(bin.count);
        if (bin.count > 0) {
            bin.sure /= count;
            result.calibration_error += count / all * std::abs(bin.share_right() - bin.sure);
        }
    }
}

std::optional<double> share(Index part, Index all) {
    return all > 0 ? std::optional(static_cast<double>(part) / static_cast<double>(all))
                   : std::nullopt;
}

}  // namespace

std::optional<double> Mistakes::recall(int c) const {
    return share(confusion(c, c), confusion.row(c).sum());
}

std::optional<double> Mistakes::precision(int c) const {
    return share(confusion(c, c), confusion.col(c).sum());
}

std::vector<Index> Mistakes::in_cell(int wanted, int said) const {
    std::vector<Index> places;
    for (std::size_t k = 0; k < judged.size(); ++k) {
        if (judged[k].wanted == wanted && judged[k].said == said) {
            places.push_back(static_cast<Index>(k));
        }
    }
    sort_by_loss(places, judged);
    return places;
}

std::optional<Mistakes> mistakes(const Network<float>& network, const Batches& data,
                                 const std::function<bool()>& go_on) {
    const std::optional<Answers> made = answers(network, data, go_on);
    if (!made) {
        return std::nullopt;
    }
    Mistakes result;
    result.classes = classes_of(made->Y);
    result.confusion = Matrix<Index>::Zero(result.classes, result.classes);
    for (Index n = 0; n < data.count; ++n) {
        const Judged judged = judge(*made, n, result.classes);
        result.loss += static_cast<double>(judged.loss) / static_cast<double>(data.count);
        if (result.classes == 0 || !judged.right()) {
            result.worst.push_back(n);
        }
        if (result.classes > 0) {
            ++result.confusion(judged.wanted, judged.said);
            result.right += judged.right() ? 1 : 0;
        }
        result.judged.push_back(judged);
    }
    sort_by_loss(result.worst, result.judged);
    if (result.classes > 0 && gives_shares(network)) {
        calibrate(result);
    }
    return result;
}

}  // namespace layerwise
