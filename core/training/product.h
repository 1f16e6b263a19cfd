// The matrix product that training spends its time in, on raw columns, for each instruction set.
//
// Only pointers and numbers cross this border: the files behind it are compiled for different
// processors, and a type of Eigen's would have another layout in each.
#pragma once

#include <cstddef>
#include <cstdint>

namespace layerwise {

// Rows come in whole cache lines: matrices here are padded with rows that nobody reads.
inline constexpr std::ptrdiff_t kLineBytes = 64;

// Columns of the result that are computed together and share a list of terms.
inline constexpr std::ptrdiff_t kTileColumns = 6;

// What becomes of the sum s of an element; `other` is another matrix of C's rows.
enum class Finish {
    Sum,          // C = s
    Affine,       // C = s + other
    AffineRelu,   // C = max(s + other, 0)
    WhereActive,  // C = s where other > 0, else 0: back through a ReLU with a = other
    StepDown,     // C = other − η s
};

// s(i, n) = Σₖ A(i, k) B(k, n), summed in the order of the terms: it is the same in every division
// of C into parts.
template <class Scalar>
struct Product {
    std::ptrdiff_t rows = 0, cols = 0;  // of C
    // A: column k begins at A + k a_next. REQUIRES: rows is a multiple of kLineBytes.
    const Scalar* A = nullptr;
    std::ptrdiff_t a_next = 0;
    // B(k, n) is B[k b_next_term + n b_next].
    const Scalar* B = nullptr;
    std::ptrdiff_t b_next_term = 0, b_next = 0;
    // The k of the t-th kTileColumns columns: terms + t terms_next, term_counts[t counts_next].
    // Those that are left out must have B(k, n) = 0 in all of these columns.
    const std::int32_t* terms = nullptr;
    std::ptrdiff_t terms_next = 0;
    const std::int32_t* term_counts = nullptr;
    std::ptrdiff_t counts_next = 0;
    // Column n of C begins at C + n c_next, of other at other + n other_next.
    Finish finish = Finish::Sum;
    Scalar* C = nullptr;
    std::ptrdiff_t c_next = 0;
    const Scalar* other = nullptr;
    std::ptrdiff_t other_next = 0;
    Scalar eta = 0;
};

// Computes C; returns whether all of it is finite (looked at only when stepping down, else true).
template <class Scalar>
using MultiplyFunction = bool (*)(const Product<Scalar>&);

struct Multiplier {
    const char* name;  // "x86-64", "AVX2", "AVX-512"
    bool (*is_supported)();
    MultiplyFunction<float> multiply_float;
    MultiplyFunction<double> multiply_double;
    // For measuring what is possible: `times` rounds of independent multiply-adds in registers,
    // with so many floating-point operations in a round.
    void (*multiply_add_in_registers)(std::int64_t times);
    std::int64_t flops_in_registers;
};

// Every variant in this build, the quickest last; some may not run on this processor.
extern const Multiplier kBaselineMultiplier, kAvx2Multiplier, kAvx512Multiplier;

// The quickest that this processor runs.
const Multiplier& best_multiplier();

inline bool multiply(const Multiplier& with, const Product<float>& product) {
    return with.multiply_float(product);
}
inline bool multiply(const Multiplier& with, const Product<double>& product) {
    return with.multiply_double(product);
}

}  // namespace layerwise
