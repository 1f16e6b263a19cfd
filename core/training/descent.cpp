#include "core/training/descent.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace layerwise {
namespace {

constexpr Index kChunk = 32;      // samples: the least that products are quick with
constexpr Index kMostChunks = 8;  // each keeps gradients of its own
constexpr Index kColumns = 64;    // of W at a time

constexpr Index ceil_divide(Index a, Index b) {
    return (a + b - 1) / b;
}

// A multiple of kChunk, from the minibatch's size alone.
constexpr Index chunk_size(Index minibatch) {
    return kChunk * ceil_divide(minibatch, kChunk * kMostChunks);
}

// 0 · v is 0 for every finite v and NaN for any other: one quick sum instead of a test for each.
template <class Values>
bool all_finite(const Values& values) {
    return (0.0F * values).sum() == 0.0F;
}

// Where a loss stopped being a number: the first layer on the way forward.
std::optional<std::string> problem_of_forward(const ChunkPass& pass) {
    if (std::isfinite(pass.loss)) {
        return std::nullopt;
    }
    for (std::size_t l = 0; l < pass.layers.size(); ++l) {
        if (!all_finite(pass.layers[l].z) || !all_finite(pass.layers[l].a)) {
            return fmt::format("layer {} became non-finite", l + 1);
        }
    }
    return "the loss became non-finite";
}

}  // namespace

Descent::Descent(Network<float> network, Batches samples, Index batch, int threads)
    : network_(std::move(network)), next_(network_), samples_(std::move(samples)), team_(threads) {
    assert(network_.inputs() == samples_.inputs && network_.outputs() == samples_.outputs);
    const Index most = std::min(batch, samples_.count);
    chunks_.resize(static_cast<std::size_t>(ceil_divide(most, chunk_size(most))));
    for (std::size_t l = 0; l < network_.layers.size(); ++l) {
        const Index inputs = network_.layers[l].inputs();
        for (Index first = 0; first < inputs; first += kColumns) {
            columns_.push_back({l, first, std::min(kColumns, inputs - first)});
        }
    }
}

Update Descent::update(std::span<const Index> samples, int epoch, double learning_rate) {
    const Index chunks = compute_gradients(samples, epoch);

    // Add up what the chunks saw.
    Update seen;
    for (const ChunkPass& chunk : std::span(chunks_).first(static_cast<std::size_t>(chunks))) {
        if (const auto problem = problem_of_forward(chunk)) {
            seen.problem = *problem;
            return seen;
        }
        const auto share =
            static_cast<double>(chunk.X.cols()) / static_cast<double>(samples.size());
        seen.loss += share * chunk.loss;
        seen.right += chunk.right;
    }

    // Step down, and stay where we were if that leads out of the numbers.
    const auto eta = static_cast<float>(learning_rate);
    team_.share(static_cast<Index>(columns_.size()),
                [&](Index part) { step(columns_[static_cast<std::size_t>(part)], chunks, eta); });
    seen.problem = problem_of_step();
    if (seen.problem.empty()) {
        std::swap(network_, next_);
    }
    return seen;
}

Index Descent::compute_gradients(std::span<const Index> samples, int epoch) {
    const auto minibatch = static_cast<Index>(samples.size());
    const Index size = chunk_size(minibatch);
    const Index chunks = ceil_divide(minibatch, size);
    assert(chunks <= static_cast<Index>(chunks_.size()));
    team_.share(chunks, [&](Index k) {
        ChunkPass& chunk = chunks_[static_cast<std::size_t>(k)];
        const Index count = std::min(size, minibatch - k * size);
        chunk.X.resize(samples_.inputs, count);
        chunk.Y.resize(samples_.outputs, count);
        samples_.gather(
            samples.subspan(static_cast<std::size_t>(k * size), static_cast<std::size_t>(count)),
            epoch, chunk.X, chunk.Y);
        forward(network_, chunk);
        backward(network_, minibatch, chunk);
    });
    return chunks;
}

void Descent::step(Columns& columns, Index chunks, float eta) {
    const std::size_t l = columns.layer;
    const Dense<float>& layer = network_.layers[l];
    Dense<float>& next = next_.layers[l];

    // dL_dW is the sum over the chunks, in their order; the first chunk's buffer takes it.
    auto dL_dW = chunks_.front().layers[l].dL_dW.middleCols(columns.first, columns.count);
    for (Index k = 1; k < chunks; ++k) {
        dL_dW += chunks_[static_cast<std::size_t>(k)].layers[l].dL_dW.middleCols(columns.first,
                                                                                 columns.count);
    }
    auto W = next.W.middleCols(columns.first, columns.count);
    W = layer.W.middleCols(columns.first, columns.count) - eta * dL_dW;
    columns.finite = all_finite(W);

    // Whoever has a layer's first columns takes b along.
    if (columns.first == 0) {
        Vector<float>& dL_db = chunks_.front().layers[l].dL_db;
        for (Index k = 1; k < chunks; ++k) {
            dL_db += chunks_[static_cast<std::size_t>(k)].layers[l].dL_db;
        }
        next.b = layer.b - eta * dL_db;
        columns.finite = columns.finite && all_finite(next.b);
    }
}

std::string Descent::problem_of_step() const {
    // Gradients come from the last layer: where several are bad, it began there.
    const auto bad = std::find_if(columns_.rbegin(), columns_.rend(),
                                  [](const Columns& columns) { return !columns.finite; });
    return bad == columns_.rend() ? "" : fmt::format("layer {} became non-finite", bad->layer + 1);
}

}  // namespace layerwise
