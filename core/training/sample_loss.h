// The loss of one sample and its derivative, without a matrix made on the way.
#pragma once

#include "core/network/network.h"

namespace layerwise {

struct SampleLoss {
    double value = 0;    // as if the sample were alone
    bool right = false;  // the largest output is the largest target; of a single one: rounded
};

// For z and the target y of the last layer. Writes ŷ to a, and share · ∂L/∂z to dL_dz.
template <class Scalar>
using SampleColumn = Eigen::Ref<Vector<Scalar>>;
template <class Scalar>
SampleLoss sample_loss(Loss loss, Activation f, const Eigen::Ref<const Vector<Scalar>>& z,
                       const Eigen::Ref<const Vector<Scalar>>& y, Scalar share,
                       SampleColumn<Scalar> a, SampleColumn<Scalar> dL_dz);

}  // namespace layerwise
