#include "app/cli/bench.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/arguments.h"
#include "app/cli/measure.h"
#include "app/cli/report.h"
#include "core/base/file.h"
#include "core/data/dataset.h"
#include "core/examples/example.h"
#include "core/network/spec.h"
#include "core/training/background.h"
#include "core/training/product.h"

namespace layerwise {
namespace {

constexpr std::array<Index, 3> kBatches = {32, 64, 256};
constexpr std::int64_t kMostRounds = 100;

struct BenchFlags {
    std::optional<std::string> json;
    std::string rounds = "4";
    bool growth = false;
};

struct Bench {
    std::shared_ptr<const ImageSet> images;
    int most_threads = 1;
    int rounds = 4;
};

double median(std::vector<double> values) {
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

Network<float> network_of(const std::vector<Index>& sizes) {
    NetworkSpec spec;
    spec.sizes = sizes;
    return cast<float>(initialize(spec, Initializer::He, 0));
}

// Every batch size at every number of threads, in turns, so that a busy moment disturbs all alike.
nlohmann::ordered_json measure_training(const Bench& bench) {
    const std::vector<Index> sizes = {784, 128, 64, 10};
    const Network<float> network = network_of(sizes);
    std::vector<std::vector<std::vector<double>>> found(
        kBatches.size(),
        std::vector<std::vector<double>>(static_cast<std::size_t>(bench.most_threads)));
    std::vector<double> peaks, forwards;
    for (int round = 0; round < bench.rounds; ++round) {
        for (std::size_t k = 0; k < kBatches.size(); ++k) {
            for (int threads = 1; threads <= bench.most_threads; ++threads) {
                found[k][static_cast<std::size_t>(threads) - 1].push_back(samples_per_second(
                    network, bench.images, bench.images->count(), kBatches[k], threads));
            }
        }
        peaks.push_back(peak_flops(bench.most_threads));
        forwards.push_back(forward_us(network, *bench.images));
    }

    nlohmann::ordered_json result;
    fmt::print("784-128-64-10, SGD, {}\n\nbatch  threads  samples/s\n", best_multiplier().name);
    double best_at_64 = 0;
    for (std::size_t k = 0; k < kBatches.size(); ++k) {
        double best = 0;
        for (int threads = 1; threads <= bench.most_threads; ++threads) {
            const double speed = median(found[k][static_cast<std::size_t>(threads) - 1]);
            fmt::print("{:5}  {:7}  {:9.0f}\n", kBatches[k], threads, speed);
            best = std::max(best, speed);
        }
        result[fmt::format("samples_per_second_b{}", kBatches[k])] = best;
        best_at_64 = kBatches[k] == 64 ? best : best_at_64;
    }
    const double peak = median(peaks);
    const double fraction = best_at_64 * training_flops(sizes) / peak;
    result["fma_peak_fraction_b64"] = fraction;
    result["fma_peak_gflops"] = peak / 1e9;
    result["forward_us_median"] = median(forwards);
    result["train_rss_mb"] = peak_resident_mb();
    fmt::print(
        "\n{:.0f} GFLOP/s of multiply-adds on {} threads; at batch 64, {:.0f} % of them\n"
        "one image forward: {:.1f} µs; resident: {:.0f} MB\n",
        peak / 1e9, bench.most_threads, 100 * fraction, median(forwards), peak_resident_mb());
    return result;
}

// What width and depth cost at batch 64, with the roofline beside: the peak, or what memory feeds
// when the parameters no longer fit in 1 MB of cache a thread (each update reads them three times
// and writes them once).
nlohmann::ordered_json measure_growth(const Bench& bench) {
    constexpr Index kBatch = 64;
    constexpr double kCacheBytes = 1 << 20;
    const int threads = bench.most_threads;
    const double peak = peak_flops(threads), memory = triad_bytes_per_second(threads);
    const auto row = [&](const std::vector<Index>& sizes) {
        const Network<float> network = network_of(sizes);
        const double flops = training_flops(sizes);
        constexpr double kAboutFlops = 6e9;
        const auto samples =
            std::clamp(static_cast<Index>(kAboutFlops / flops), 4 * kBatch, bench.images->count());
        std::vector<double> speeds;
        speeds.reserve(static_cast<std::size_t>(bench.rounds));
        for (int round = 0; round < bench.rounds; ++round) {
            speeds.push_back(samples_per_second(network, bench.images, samples, kBatch, threads));
        }
        const double bytes = sizeof(float) * static_cast<double>(parameter_count(network));
        const double fed =
            bytes < threads * kCacheBytes ? peak / flops : memory * kBatch / (4 * bytes);
        const double roof = std::min(peak / flops, fed);
        const double speed = median(speeds);
        fmt::print("{:<28} {:9.0f} {:9.0f} {:6.0f} %\n", sizes_text(network), speed, roof,
                   100 * speed / roof);
        return nlohmann::ordered_json{
            {"network", sizes_text(network)}, {"samples_per_second", speed}, {"roofline", roof}};
    };
    fmt::print("\nnetwork, batch 64             samples/s  roofline\n");
    nlohmann::ordered_json rows;
    for (Index width = 64; width <= 2048; width *= 2) {
        rows.push_back(row({784, width, width, 10}));
    }
    for (std::size_t depth = 1; depth <= 8; depth *= 2) {
        std::vector<Index> sizes(depth + 2, 128);
        sizes.front() = 784;
        sizes.back() = 10;
        rows.push_back(row(sizes));
    }
    return rows;
}

int run(const BenchFlags& flags) {
    const Result<std::int64_t> rounds = whole_number({"--rounds", flags.rounds}, 1, kMostRounds);
    if (!rounds) {
        return report(rounds.error());
    }
    Result<Dataset> data = load_dataset(asset_folder() / "mnist");
    if (!data) {
        return report(data.error());
    }
    keep_freed_memory();
    Bench bench;
    bench.rounds = static_cast<int>(*rounds);
    bench.most_threads = std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 2);
    bench.images = std::make_shared<const ImageSet>(std::move(data->train));
    nlohmann::ordered_json result = measure_training(bench);
    if (flags.growth) {
        result["growth"] = measure_growth(bench);
    }
    if (flags.json) {
        if (const Status written = write_file(*flags.json, result.dump(2) + "\n"); !written) {
            return report(written.error());
        }
    }
    return kSuccess;
}

}  // namespace

void add_bench_command(CLI::App& app, int* status) {
    auto* bench = app.add_subcommand("bench", "Measure how quickly this machine trains");
    auto flags = std::make_shared<BenchFlags>();
    bench->add_option("--json", flags->json, "Where to write the figures too")->type_name("F");
    bench->add_option("--rounds", flags->rounds, "Whole epochs of each kind; medians are shown")
        ->type_name("N")
        ->capture_default_str();
    bench->add_flag("--growth", flags->growth, "Also width 64 to 2048 and depth 1 to 8");
    bench->callback([flags, status] { *status = run(*flags); });
}

}  // namespace layerwise
