#include "core/training/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <random>
#include <utility>

namespace layerwise {
namespace {

// Uniform in 0 … bound−1. std::uniform_int_distribution may differ from library to library.
// Source: Lemire, "Fast random integer generation in an interval", 2019.
std::uint32_t below(std::uint32_t bound, std::mt19937& engine) {
    const std::uint32_t unfair = -bound % bound;  // draws that would favour some numbers
    while (true) {
        const std::uint64_t product = std::uint64_t{bound} * std::uint32_t(engine());
        if (static_cast<std::uint32_t>(product) >= unfair) {
            return static_cast<std::uint32_t>(product >> 32U);
        }
    }
}

}  // namespace

std::vector<Index> sample_order(Index count, std::uint32_t seed, int epoch) {
    std::seed_seq seeds{seed, static_cast<std::uint32_t>(epoch)};
    std::mt19937 engine(seeds);
    std::vector<Index> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), Index{0});
    for (std::size_t left = order.size(); left > 1; --left) {
        std::swap(order[left - 1], order[below(static_cast<std::uint32_t>(left), engine)]);
    }
    return order;
}

double learning_rate_at(std::int64_t update, std::int64_t updates, const TrainingOptions& options) {
    if (update < options.warmup) {
        return options.learning_rate * static_cast<double>(update + 1) /
               static_cast<double>(options.warmup);
    }
    switch (options.schedule) {
        case Schedule::Constant:
            break;
        case Schedule::Step: {
            const std::int64_t updates_an_epoch =
                std::max(updates / options.epochs, std::int64_t{1});
            const std::int64_t steps = update / updates_an_epoch / options.step_epochs;
            return options.learning_rate *
                   std::pow(options.step_factor, static_cast<double>(steps));
        }
        case Schedule::Cosine: {
            const auto last =
                static_cast<double>(std::max(updates - options.warmup - 1, std::int64_t{1}));
            const double done = static_cast<double>(update - options.warmup) / last;
            const double share_of_first = (1 + std::cos(std::numbers::pi * done)) / 2;
            return options.final_learning_rate +
                   share_of_first * (options.learning_rate - options.final_learning_rate);
        }
    }
    return options.learning_rate;
}

}  // namespace layerwise
