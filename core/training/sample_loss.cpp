#include "core/training/sample_loss.h"

#include <cmath>

namespace layerwise {
namespace {

// Softmax and cross-entropy in one pass, the derivation of core/network/loss.cpp:
// L = Σᵢ yᵢ (ln Σₖ exp(zₖ − m) − (zᵢ − m)),  ∂L/∂z = a Σy − y.
template <class Scalar>
double softmax_cross_entropy(const Eigen::Ref<const Vector<Scalar>>& z,
                             const Eigen::Ref<const Vector<Scalar>>& y, Scalar share,
                             SampleColumn<Scalar>& a, SampleColumn<Scalar>& dL_dz) {
    const Scalar largest = z.maxCoeff();
    a = (z.array() - largest).exp().matrix();
    const Scalar total = a.sum();
    a /= total;
    const Scalar targets = y.sum();
    dL_dz = share * (targets * a - y);
    // Differences first: at |z| = 1000 they are all that is left of the digits.
    return static_cast<double>(-y.dot(((z.array() - largest) - std::log(total)).matrix()));
}

}  // namespace

template <class Scalar>
SampleLoss sample_loss(Loss loss, Activation f, const Eigen::Ref<const Vector<Scalar>>& z,
                       const Eigen::Ref<const Vector<Scalar>>& y, Scalar share,
                       SampleColumn<Scalar> a, SampleColumn<Scalar> dL_dz_of_z) {
    SampleLoss result;
    if (loss == Loss::CrossEntropy && f == Activation::Softmax) {
        result.value = softmax_cross_entropy<Scalar>(z, y, share, a, dL_dz_of_z);
    } else {
        const Matrix<Scalar> z_alone = z, y_alone = y;
        const Matrix<Scalar> a_alone = activate(f, z_alone);
        a = a_alone;
        dL_dz_of_z = share * dL_dz(loss, f, z_alone, a_alone, y_alone);
        result.value = static_cast<double>(loss_value(loss, f, z_alone, a_alone, y_alone));
    }
    if (a.size() == 1) {
        result.right = std::round(a(0)) == std::round(y(0));
    } else {
        Index predicted = 0, wanted = 0;
        a.maxCoeff(&predicted);
        y.maxCoeff(&wanted);
        result.right = predicted == wanted;
    }
    return result;
}

template SampleLoss sample_loss(Loss, Activation, const Eigen::Ref<const Vector<float>>&,
                                const Eigen::Ref<const Vector<float>>&, float, SampleColumn<float>,
                                SampleColumn<float>);
template SampleLoss sample_loss(Loss, Activation, const Eigen::Ref<const Vector<double>>&,
                                const Eigen::Ref<const Vector<double>>&, double,
                                SampleColumn<double>, SampleColumn<double>);

}  // namespace layerwise
