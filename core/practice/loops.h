// Four ways to multiply the same two matrices, and how long each takes on this machine.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string_view>
#include <vector>

#include "core/base/matrix.h"
#include "core/practice/background_work.h"

namespace layerwise {

// Row by row, as C and NumPy keep it.
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

enum class Loops {
    Naive,      // i-j-k: for each number of C, along a row of A and down a column of B
    Reordered,  // i-k-j: for each number of A, along a row of B and a row of C
    Blocked,    // i-k-j in blocks of kBlock, which stay in the cache
    Eigen,      // the library
};
// "naive", "reordered", "blocked", "eigen".
std::string_view name(Loops loops);
std::vector<Loops> all_loops();

inline constexpr Index kBlock = 64;

// C = A B, (m × k)(k × n). REQUIRES: A.cols() == B.rows().
RowMajor multiplied(Loops loops, const RowMajor& A, const RowMajor& B);

struct ProductSize {
    Index m = 0, k = 0, n = 0;
    double flops() const { return 2.0 * static_cast<double>(m * k) * static_cast<double>(n); }
    // Of A, B and C, each once: what has to come from memory at the least.
    double bytes() const { return 8.0 * static_cast<double>(m * k + k * n + m * n); }
};

// One way's time so far. `seconds` is the shortest of `runs`: what the machine can do.
struct LoopTime {
    Loops loops = Loops::Naive;
    int runs = 0;
    double seconds = 0;
    double flops_per_second = 0;
};

// Runs each way again and again, in turns, for about `seconds` each, and publishes all times after
// every run, on the calling thread; the last call has the final ones. Ends early when stopped.
// Matrices are random, drawn from seed 0. REQUIRES: m, k, n ≥ 1.
std::vector<LoopTime> measure_loops(
    const ProductSize& size, double seconds, const std::stop_token& stop,
    const std::function<void(const std::vector<LoopTime>&)>& publish);

// The same on a thread of its own; the newest finding has all times so far.
using LoopMeasurement = BackgroundWork<std::vector<LoopTime>>;
std::unique_ptr<LoopMeasurement> measure_loops_in_background(const ProductSize& size,
                                                             double seconds);

}  // namespace layerwise
