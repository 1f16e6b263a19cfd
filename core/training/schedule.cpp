#include "core/training/schedule.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/data/random.h"

namespace layerwise {

std::vector<Index> sample_order(Index count, std::uint32_t seed, int epoch) {
    return shuffled(count, std::array{seed, static_cast<std::uint32_t>(epoch)});
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
