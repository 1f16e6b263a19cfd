// The product for any processor of the architecture.
#include "core/training/product_tiles.h"

namespace layerwise {
namespace {

bool is_supported() {
    return true;
}

}  // namespace

const Multiplier kBaselineMultiplier{"baseline",           is_supported,
                                     multiply_here<float>, multiply_here<double>,
                                     multiply_add_here,    kFlopsHere};

}  // namespace layerwise
