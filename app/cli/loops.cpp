#include "app/cli/loops.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "app/cli/arguments.h"
#include "app/cli/report.h"
#include "core/practice/loops.h"

namespace layerwise {
namespace {

struct LoopFlags {
    std::string size = "128x784x64", seconds = "0.5";
};

// "128x784x64": each from 1 to 8192.
Result<ProductSize> product_size(const std::string& text) {
    constexpr std::int64_t kLargest = 8192;
    std::array<Index, 3> sides{};
    std::string_view rest = text;
    for (Index& side : sides) {
        const std::size_t end = std::min(rest.find('x'), rest.size());
        const auto value = whole_number({"--size", std::string(rest.substr(0, end))}, 1, kLargest);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const bool last = &side == &sides.back();
        if (!value || (last && !rest.empty())) {
            return Error{
                fmt::format("--size: expected MxKxN such as 128x784x64, each from 1 to "
                            "{}, found \"{}\"",
                            kLargest, text)};
        }
        side = *value;
    }
    return ProductSize{sides[0], sides[1], sides[2]};
}

void print_times(const std::vector<LoopTime>& times) {
    constexpr double kMilli = 1e3, kGiga = 1e-9;
    double best = 0;
    for (const LoopTime& time : times) {
        best = std::max(best, time.flops_per_second);
    }
    for (const LoopTime& time : times) {
        constexpr double kWidth = 40;
        fmt::print("{:<10} {:>10.3f} ms {:>8.2f} GFLOP/s  {}\n", name(time.loops),
                   kMilli * time.seconds, kGiga * time.flops_per_second,
                   std::string(static_cast<std::size_t>(
                                   best > 0 ? kWidth * time.flops_per_second / best : 0),
                               '#'));
    }
}

Status measure(const LoopFlags& flags) {
    const Result<ProductSize> size = product_size(flags.size);
    if (!size) {
        return size.error();
    }
    const auto seconds = number({"--seconds", flags.seconds}, 0, 60);
    if (!seconds) {
        return seconds.error();
    }
    fmt::print("({} × {})({} × {}): {:.0f} FLOPs, {:.0f} bytes\n", size->m, size->k, size->k,
               size->n, size->flops(), size->bytes());
    const bool terminal = isatty(STDERR_FILENO) != 0;
    const auto times = measure_loops(*size, *seconds, {}, [&](const std::vector<LoopTime>& sofar) {
        int runs = 0;
        for (const LoopTime& time : sofar) {
            runs += time.runs;
        }
        if (terminal) {
            fmt::print(stderr, "\r{} products\x1b[K", runs);
            std::fflush(stderr);
        }
    });
    if (terminal) {
        fmt::print(stderr, "\r\x1b[K");
    }
    print_times(times);
    return Done{};
}

}  // namespace

void add_loops_command(CLI::App& app, int* status) {
    auto* command = app.add_subcommand(
        "loops", "Time one product as loops i-j-k, loops i-k-j, blocks and Eigen");
    auto flags = std::make_shared<LoopFlags>();
    command->add_option("--size", flags->size, "(M x K) times (K x N)")
        ->type_name("MxKxN")
        ->capture_default_str();
    command->add_option("--seconds", flags->seconds, "For how long to repeat each")
        ->type_name("S")
        ->capture_default_str();
    command->footer("Example: layerwise loops --size 512x512x512");
    command->callback([=] {
        const Status measured = measure(*flags);
        *status = measured ? kSuccess : report(measured.error());
    });
}

}  // namespace layerwise
