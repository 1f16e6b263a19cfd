#include "app/cli/measure.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

#include <sys/resource.h>

#include "core/training/batches.h"
#include "core/training/descent.h"
#include "core/training/product.h"
#include "core/training/schedule.h"

namespace layerwise {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

// The quickest of several times of a job on a team, in seconds: what nothing disturbed.
template <class Job>
double quickest(Team& team, int times, const Job& job) {
    double best = 1e9;
    for (int time = 0; time < times; ++time) {
        const auto start = Clock::now();
        team.run(job);
        best = std::min(best, seconds_since(start));
    }
    return best;
}

}  // namespace

double samples_per_second(const Network<float>& network, std::shared_ptr<const ImageSet> images,
                          Index samples, Index batch, int threads) {
    const Batches batches = image_batches(std::move(images), network.outputs(), false, 0);
    Descent<float> descent(network, {.batch = batch, .threads = threads});
    const auto learn = [&](int epoch, Index count) {
        const std::vector<Index> order = sample_order(batches.count, 0, epoch);
        for (Index first = 0; first + batch <= count; first += batch) {
            const auto fill = [&](Index n, Eigen::Ref<Matrix<float>> X,
                                  Eigen::Ref<Matrix<float>> Y) {
                batches.gather(std::span(order).subspan(static_cast<std::size_t>(first + n),
                                                        static_cast<std::size_t>(X.cols())),
                               epoch, X, Y);
            };
            descent.update(batch, fill, 0.1);
        }
    };
    learn(0, std::min(samples, 20 * batch));
    const auto start = Clock::now();
    const Index count = std::max(std::min(samples, batches.count) / batch, Index{1}) * batch;
    learn(1, count);
    return static_cast<double>(count) / seconds_since(start);
}

double peak_flops(int threads) {
    constexpr std::int64_t kTimes = 200'000;
    constexpr int kRuns = 7;
    const Multiplier& multiplier = best_multiplier();
    Team team(threads);
    const double seconds =
        quickest(team, kRuns, [&](int) { multiplier.multiply_add_in_registers(kTimes); });
    return static_cast<double>(kTimes * multiplier.flops_in_registers) * threads / seconds;
}

double triad_bytes_per_second(int threads) {
    constexpr Index kElements = 4'000'000;  // of each: 48 MB in all, more than most caches
    constexpr int kRuns = 5;
    Vector<float> a = Vector<float>::Zero(kElements), b = a, c = a;
    Team team(threads);
    const double seconds = quickest(team, kRuns, [&](int member) {
        const Part part = team.part(member, kElements, 16);
        a.segment(part.first, part.count) =
            b.segment(part.first, part.count) + 0.5F * c.segment(part.first, part.count);
    });
    return 3.0 * sizeof(float) * static_cast<double>(kElements) / seconds;
}

double forward_us(const Network<float>& network, const ImageSet& images) {
    constexpr int kTimes = 2000;
    std::vector<double> times;
    Index sink = 0;
    for (int time = 0; time < kTimes; ++time) {
        const Matrix<float> x = image_vector(images, time % images.count()).cast<float>();
        const auto start = Clock::now();
        const Matrix<float> a = predict(network, x);
        times.push_back(seconds_since(start) * 1e6);
        Index predicted = 0;
        a.col(0).maxCoeff(&predicted);
        sink += predicted;
    }
    return sink < 0 ? 0 : median(times);  // the predictions are used, and so computed
}

double peak_resident_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    constexpr double kKilobytesToMb = 1024 / 1e6;
    return static_cast<double>(usage.ru_maxrss) * kKilobytesToMb;
}

double training_flops(const std::vector<Index>& sizes) {
    double flops = 0;
    for (std::size_t l = 1; l < sizes.size(); ++l) {
        const double products = l == 1 ? 2 : 3;
        flops += 2 * products * static_cast<double>(sizes[l] * sizes[l - 1]);
    }
    return flops;
}

}  // namespace layerwise
