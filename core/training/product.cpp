#include "core/training/product.h"

namespace layerwise {

const Multiplier& best_multiplier() {
    if (kAvx512Multiplier.is_supported()) {
        return kAvx512Multiplier;
    }
    return kAvx2Multiplier.is_supported() ? kAvx2Multiplier : kBaselineMultiplier;
}

}  // namespace layerwise
