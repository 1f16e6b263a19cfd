// The product in tiles that stay in registers; each instruction set compiles it for itself.
//
// A tile is a few vectors of rows by a few columns: for each term k it loads A's vectors once and
// multiplies them by each of B's numbers. Twenty-four sums hide the latency of the multiply-add,
// and six columns make one load serve six products. Everything here has internal linkage, and
// nothing of the standard library is called: a function shared with another file could be the one
// that was compiled for a processor that isn't there. NOLINTBEGIN: C arrays and pointers are what
// the compiler keeps in registers.
#pragma once

#include "core/training/product.h"

namespace layerwise {
namespace {

#if defined(__AVX512F__)
constexpr int kVectorBytes = 64;
constexpr int kMostVectors = 4;  // × 6 columns = 24 of 32 registers
#elif defined(__AVX__)
constexpr int kVectorBytes = 32;
constexpr int kMostVectors = 2;  // × 6 columns = 12 of 16 registers
#else
constexpr int kVectorBytes = 16;
constexpr int kMostVectors = 2;
#endif

template <class Scalar>
struct Lanes;
template <>
struct Lanes<float> {
    using Vector [[gnu::vector_size(kVectorBytes), gnu::aligned(4), gnu::may_alias]] = float;
};
template <>
struct Lanes<double> {
    using Vector [[gnu::vector_size(kVectorBytes), gnu::aligned(8), gnu::may_alias]] = double;
};
template <class Scalar>
using Vector = typename Lanes<Scalar>::Vector;

template <class Scalar>
constexpr int kLanes = kVectorBytes / static_cast<int>(sizeof(Scalar));

template <class Scalar>
inline Vector<Scalar> load(const Scalar* from) {
    return *reinterpret_cast<const Vector<Scalar>*>(from);
}

template <class Scalar>
inline void store(Scalar* to, Vector<Scalar> values) {
    *reinterpret_cast<Vector<Scalar>*>(to) = values;
}

// C of one vector of rows in one column, from its sum.
template <class Scalar>
inline Vector<Scalar> finished(const Product<Scalar>& p, Vector<Scalar> sum, std::ptrdiff_t i,
                               std::ptrdiff_t n) {
    if (p.finish == Finish::Sum) {
        return sum;
    }
    const Vector<Scalar> other = load(p.other + n * p.other_next + i);
    const Vector<Scalar> zero = {};
    switch (p.finish) {
        case Finish::Affine:
            return sum + other;
        case Finish::AffineRelu: {
            // Written so that NaN stays NaN.
            const Vector<Scalar> z = sum + other;
            return z < zero ? zero : z;
        }
        case Finish::WhereActive:
            return other > zero ? sum : zero;
        case Finish::StepDown:
            return other - p.eta * sum;
        case Finish::Sum:
            break;
    }
    return sum;
}

// Rows i … i + kVectors vectors, columns n … n + kColumns − 1. What isn't finite adds NaN to bad.
template <int kVectors, int kColumns, class Scalar>
inline void tile(const Product<Scalar>& p, std::ptrdiff_t i, std::ptrdiff_t n,
                 Vector<Scalar>& bad) {
    constexpr int kStep = kLanes<Scalar>;
    const std::int32_t* const terms = p.terms + n / kTileColumns * p.terms_next;
    const std::int32_t count = p.term_counts[n / kTileColumns * p.counts_next];
    const Scalar* const A = p.A + i;
    const Scalar* const B = p.B + n * p.b_next;

    Vector<Scalar> sums[kColumns][kVectors] = {};
    for (std::int32_t t = 0; t < count; ++t) {
        const std::ptrdiff_t k = terms[t];
        const Scalar* const a = A + k * p.a_next;
        const Scalar* const b = B + k * p.b_next_term;
        Vector<Scalar> column[kVectors];
#pragma GCC unroll 8
        for (int v = 0; v < kVectors; ++v) {
            column[v] = load(a + v * kStep);
        }
#pragma GCC unroll 8
        for (int c = 0; c < kColumns; ++c) {
            const Scalar factor = b[c * p.b_next];
#pragma GCC unroll 8
            for (int v = 0; v < kVectors; ++v) {
                sums[c][v] += column[v] * factor;
            }
        }
    }

#pragma GCC unroll 8
    for (int c = 0; c < kColumns; ++c) {
        Scalar* const C = p.C + (n + c) * p.c_next + i;
#pragma GCC unroll 8
        for (int v = 0; v < kVectors; ++v) {
            const Vector<Scalar> value = finished(p, sums[c][v], i + v * kStep, n + c);
            bad += value * Scalar(0);  // 0 · v is 0 for every finite v, and NaN for any other
            store(C + v * kStep, value);
        }
    }
}

// Some vectors of rows, all columns. A tile's columns share one list of terms: what is left over
// at the end is divided within its list.
template <int kVectors, class Scalar>
inline void rows_of_tiles(const Product<Scalar>& p, std::ptrdiff_t i, Vector<Scalar>& bad) {
    std::ptrdiff_t n = 0;
    for (; n + kTileColumns <= p.cols; n += kTileColumns) {
        tile<kVectors, kTileColumns>(p, i, n, bad);
    }
    if (n + 4 <= p.cols) {
        tile<kVectors, 4>(p, i, n, bad);
        n += 4;
    }
    if (n + 2 <= p.cols) {
        tile<kVectors, 2>(p, i, n, bad);
        n += 2;
    }
    if (n < p.cols) {
        tile<kVectors, 1>(p, i, n, bad);
    }
}

template <class Scalar>
bool multiply_here(const Product<Scalar>& p) {
    constexpr std::ptrdiff_t kStep = kLanes<Scalar>;
    Vector<Scalar> bad = {};
    std::ptrdiff_t i = 0;
    for (; i + kMostVectors * kStep <= p.rows; i += kMostVectors * kStep) {
        rows_of_tiles<kMostVectors>(p, i, bad);
    }
    if constexpr (kMostVectors > 2) {
        if (i + 2 * kStep <= p.rows) {
            rows_of_tiles<2>(p, i, bad);
            i += 2 * kStep;
        }
    }
    for (; i < p.rows; i += kStep) {
        rows_of_tiles<1>(p, i, bad);
    }
    Scalar sum = 0;
    for (int lane = 0; lane < kLanes<Scalar>; ++lane) {
        sum += bad[lane];
    }
    return sum == 0;
}

// As many independent sums as a tile has.
constexpr int kSums = kMostVectors * static_cast<int>(kTileColumns);

void multiply_add_here(std::int64_t times) {
    Vector<float> sums[kSums] = {};
    Vector<float> factor = {};
    asm volatile("" : "+m"(factor));  // a number that the compiler doesn't know
    for (std::int64_t time = 0; time < times; ++time) {
#pragma GCC unroll 24
        for (int k = 0; k < kSums; ++k) {
            sums[k] = sums[k] * factor + factor;
        }
    }
    asm volatile("" : : "m"(sums));  // and sums that it must compute
}

constexpr std::int64_t kFlopsHere = std::int64_t{2} * kSums * kLanes<float>;

}  // namespace
}  // namespace layerwise
// NOLINTEND
