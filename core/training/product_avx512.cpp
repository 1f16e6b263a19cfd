// The product for processors with AVX-512.
#include "core/training/product_tiles.h"

namespace layerwise {
namespace {

bool is_supported() {
#ifdef __AVX512F__
    return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
           __builtin_cpu_supports("avx512cd") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
           __builtin_cpu_supports("avx512vl") != 0;
#else
    return false;  // another architecture
#endif
}

}  // namespace

const Multiplier kAvx512Multiplier{
    "AVX-512",         is_supported, multiply_here<float>, multiply_here<double>,
    multiply_add_here, kFlopsHere};

}  // namespace layerwise
