#include "core/practice/loops.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <chrono>
#include <cmath>
#include <utility>

#include "core/network/numpy_random.h"

namespace layerwise {
namespace {

constexpr std::array<std::pair<Loops, std::string_view>, 4> kLoops{{
    {Loops::Naive, "naive"},
    {Loops::Reordered, "reordered"},
    {Loops::Blocked, "blocked"},
    {Loops::Eigen, "eigen"},
}};

void multiply_naive(const RowMajor& A, const RowMajor& B, RowMajor& C) {
    for (Index i = 0; i < C.rows(); ++i) {
        for (Index j = 0; j < C.cols(); ++j) {
            double sum = 0;
            for (Index k = 0; k < A.cols(); ++k) {
                sum += A(i, k) * B(k, j);
            }
            C(i, j) = sum;
        }
    }
}

// The rows first … and columns of a block; the whole matrices are one.
struct Block {
    Index i, i_end, k, k_end, j, j_end;
};

void multiply_block(const RowMajor& A, const RowMajor& B, RowMajor& C, const Block& block) {
    for (Index i = block.i; i < block.i_end; ++i) {
        for (Index k = block.k; k < block.k_end; ++k) {
            const double a = A(i, k);
            for (Index j = block.j; j < block.j_end; ++j) {
                C(i, j) += a * B(k, j);
            }
        }
    }
}

void multiply_blocked(const RowMajor& A, const RowMajor& B, RowMajor& C) {
    for (Index i = 0; i < C.rows(); i += kBlock) {
        for (Index k = 0; k < A.cols(); k += kBlock) {
            for (Index j = 0; j < C.cols(); j += kBlock) {
                multiply_block(A, B, C,
                               {i, std::min(i + kBlock, C.rows()), k,
                                std::min(k + kBlock, A.cols()), j, std::min(j + kBlock, C.cols())});
            }
        }
    }
}

RowMajor random_matrix(Index rows, Index cols, NumpyRandom& random) {
    RowMajor made(rows, cols);
    for (double& value : made.reshaped()) {
        value = random.rand() - 0.5;
    }
    return made;
}

}  // namespace

std::string_view name(Loops loops) {
    for (const auto& [value, text] : kLoops) {
        if (value == loops) {
            return text;
        }
    }
    return {};
}

std::vector<Loops> all_loops() {
    std::vector<Loops> all;
    all.reserve(kLoops.size());
    for (const auto& [value, text] : kLoops) {
        all.push_back(value);
    }
    return all;
}

RowMajor multiplied(Loops loops, const RowMajor& A, const RowMajor& B) {
    assert(A.cols() == B.rows());
    RowMajor C = RowMajor::Zero(A.rows(), B.cols());
    switch (loops) {
        case Loops::Naive:
            multiply_naive(A, B, C);
            break;
        case Loops::Reordered:
            multiply_block(A, B, C, {0, C.rows(), 0, A.cols(), 0, C.cols()});
            break;
        case Loops::Blocked:
            multiply_blocked(A, B, C);
            break;
        case Loops::Eigen:
            C.noalias() = A * B;
            break;
    }
    return C;
}

std::vector<LoopTime> measure_loops(
    const ProductSize& size, double seconds, const std::stop_token& stop,
    const std::function<void(const std::vector<LoopTime>&)>& publish) {
    using Clock = std::chrono::steady_clock;
    NumpyRandom random(0);
    const RowMajor A = random_matrix(size.m, size.k, random);
    const RowMajor B = random_matrix(size.k, size.n, random);
    std::vector<LoopTime> times;
    std::vector<double> spent;
    for (const Loops loops : all_loops()) {
        times.push_back({loops, 0, 0, 0});
        spent.push_back(0);
    }
    // In turns, so that whatever else the machine does falls on all of them.
    for (bool running = true; running;) {
        running = false;
        for (std::size_t way = 0; way < times.size(); ++way) {
            if (stop.stop_requested()) {
                return times;
            }
            LoopTime& time = times[way];
            if (time.runs > 0 && spent[way] >= seconds) {
                continue;
            }
            const Clock::time_point start = Clock::now();
            const RowMajor C = multiplied(time.loops, A, B);
            const std::chrono::duration<double> took = Clock::now() - start;
            // What nobody reads may be left out: the result is read.
            const double taken = std::isnan(C(0, 0)) ? 0 : took.count();
            spent[way] += taken;
            time.seconds = time.runs == 0 ? taken : std::min(time.seconds, taken);
            time.runs += 1;
            time.flops_per_second = time.seconds > 0 ? size.flops() / time.seconds : 0;
            running = running || spent[way] < seconds;
            if (publish) {
                publish(times);
            }
        }
    }
    return times;
}

std::unique_ptr<LoopMeasurement> measure_loops_in_background(const ProductSize& size,
                                                             double seconds) {
    return std::make_unique<LoopMeasurement>(
        [=](const std::stop_token& stop, const LoopMeasurement::Publish& publish) {
            measure_loops(size, seconds, stop, publish);
        });
}

}  // namespace layerwise
