// All ways to multiply give the same product; what is published while they are measured.
#include "core/practice/loops.h"

#include <array>

#include <gmock/gmock.h>

namespace layerwise {
namespace {

TEST(Loops, GiveTheSameProduct) {
    for (const auto& [m, k, n] :
         std::vector<std::array<Index, 3>>{{1, 1, 1}, {3, 5, 2}, {70, 130, 65}, {64, 64, 64}}) {
        const RowMajor A = RowMajor::Random(m, k), B = RowMajor::Random(k, n);
        const RowMajor expected = A.lazyProduct(B);
        for (const Loops loops : all_loops()) {
            EXPECT_TRUE(multiplied(loops, A, B).isApprox(expected, 1e-12))
                << name(loops) << " " << m << " " << k << " " << n;
        }
    }
}

TEST(Loops, SizeCountsFlopsAndBytes) {
    const ProductSize size{128, 784, 1};
    EXPECT_EQ(size.flops(), 2 * 128 * 784);
    EXPECT_EQ(size.bytes(), 8 * (128 * 784 + 784 + 128));
}

TEST(Loops, MeasurePublishesEveryRunUntilEachWayHasItsTime) {
    int published = 0;
    const auto times = measure_loops({8, 8, 8}, 0, {}, [&](const std::vector<LoopTime>& sofar) {
        ++published;
        EXPECT_EQ(sofar.size(), 4U);
        EXPECT_EQ(sofar.front().runs, 1);
    });
    EXPECT_EQ(published, 4);  // with no time to spend, once each
    for (const LoopTime& time : times) {
        EXPECT_EQ(time.runs, 1);
    }
}

TEST(Loops, MeasureStopsWhenAsked) {
    std::stop_source stop;
    const auto times = measure_loops({8, 8, 8}, 3600, stop.get_token(),
                                     [&](const std::vector<LoopTime>&) { stop.request_stop(); });
    EXPECT_EQ(times.front().runs, 1);
    EXPECT_EQ(times.back().runs, 0);
}

TEST(Loops, MeasureOnAThreadOfTheirOwn) {
    const auto measurement = measure_loops_in_background({8, 8, 8}, 0);
    measurement->wait();
    EXPECT_TRUE(measurement->finished());
    ASSERT_NE(measurement->newest(), nullptr);
    EXPECT_EQ(measurement->newest()->back().runs, 1);
}

TEST(Loops, MeasurementEndsWhenItIsStopped) {
    const auto measurement = measure_loops_in_background({8, 8, 8}, 3600);
    measurement->stop();
    measurement->wait();  // an hour, had it not been stopped
    EXPECT_TRUE(measurement->finished());
}

}  // namespace
}  // namespace layerwise
