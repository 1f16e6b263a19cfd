// The product for processors with AVX2 and FMA.
#include "core/training/product_tiles.h"

namespace layerwise {
namespace {

bool is_supported() {
#ifdef __AVX2__
    return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
#else
    return false;  // another architecture
#endif
}

}  // namespace

const Multiplier kAvx2Multiplier{
    "AVX2",    is_supported, multiply_here<float>, multiply_here<double>, multiply_add_here,
    kFlopsHere};

}  // namespace layerwise
