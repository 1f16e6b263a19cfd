#include "core/data/random.h"

#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace layerwise {
namespace {

constexpr double kTwoTo32 = 4294967296.0;

std::mt19937 engine_from(std::span<const std::uint32_t> seeds) {
    std::seed_seq sequence(seeds.begin(), seeds.end());
    return std::mt19937(sequence);
}

}  // namespace

Random::Random(std::span<const std::uint32_t> seeds) : engine_(engine_from(seeds)) {}

// Source: Lemire, "Fast random integer generation in an interval", 2019.
std::uint32_t Random::below(std::uint32_t bound) {
    const std::uint32_t unfair = -bound % bound;  // draws that would favour some numbers
    while (true) {
        const std::uint64_t product = std::uint64_t{bound} * std::uint32_t(engine_());
        if (static_cast<std::uint32_t>(product) >= unfair) {
            return static_cast<std::uint32_t>(product >> 32U);
        }
    }
}

double Random::uniform(double low, double high) {
    return low + (high - low) * (static_cast<double>(engine_()) / kTwoTo32);
}

double Random::normal() {
    const double radius = std::sqrt(-2 * std::log(1 - uniform(0, 1)));
    return radius * std::cos(uniform(0, 2 * std::numbers::pi));
}

std::vector<Index> shuffled(Index count, std::span<const std::uint32_t> seeds) {
    Random random(seeds);
    std::vector<Index> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), Index{0});
    for (std::size_t left = order.size(); left > 1; --left) {
        std::swap(order[left - 1], order[random.below(static_cast<std::uint32_t>(left))]);
    }
    return order;
}

}  // namespace layerwise
