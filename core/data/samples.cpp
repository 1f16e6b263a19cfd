#include "core/data/samples.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdint>

#include "core/data/random.h"

namespace layerwise {

void split(const Samples& all, double test_share, std::uint32_t seed, SplitSamples& into) {
    assert(all.count() > 0 && 0 <= test_share && test_share < 1);
    const auto wanted =
        static_cast<Index>(std::llround(test_share * static_cast<double>(all.count())));
    const Index tests = std::min(wanted, all.count() - 1);
    const std::vector<Index> order = shuffled(all.count(), std::array{seed});
    const auto take = [&](Samples& part, Index first, Index count) {
        part.X.resize(all.X.rows(), count);
        part.Y.resize(all.Y.rows(), count);
        for (Index n = 0; n < count; ++n) {
            const Index sample = order[static_cast<std::size_t>(first + n)];
            part.X.col(n) = all.X.col(sample);
            part.Y.col(n) = all.Y.col(sample);
        }
    };
    take(into.test, 0, tests);
    take(into.train, tests, all.count() - tests);
}

}  // namespace layerwise
