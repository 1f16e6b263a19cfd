#include "core/network/loss.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace layerwise {

namespace {

constexpr std::array kLosses = {Loss::MeanSquaredError, Loss::BinaryCrossEntropy,
                                Loss::CrossEntropy};

// The argument of ln, or the divisor of its derivative, kept off zero.
template <class Scalar>
Scalar positive(Scalar a) {
    return std::max(a, std::numeric_limits<Scalar>::min());
}

template <class Scalar>
Scalar squared_errors(const Matrix<Scalar>& a, const Matrix<Scalar>& y) {
    return (a - y).squaredNorm();
}

// Σ −y ln a − (1 − y) ln(1 − a).
template <class Scalar>
Scalar binary_cross_entropies(const Matrix<Scalar>& a, const Matrix<Scalar>& y) {
    return a
        .binaryExpr(y,
                    [](Scalar p, Scalar t) {
                        return -t * std::log(positive(p)) - (1 - t) * std::log(positive(1 - p));
                    })
        .sum();
}

// The same for a = sigmoid(z), from z:  −ln a = softplus(z) − z  and  −ln(1 − a) = softplus(z),
// so the element is softplus(z) − y z.
template <class Scalar>
Scalar binary_cross_entropies_from_z(const Matrix<Scalar>& z, const Matrix<Scalar>& y) {
    return z
        .binaryExpr(y,
                    [](Scalar v, Scalar t) {
                        return (std::max(v, Scalar(0)) - v * t) +
                               std::log1p(std::exp(-std::abs(v)));
                    })
        .sum();
}

// Σ −y ln a.
template <class Scalar>
Scalar cross_entropies(const Matrix<Scalar>& a, const Matrix<Scalar>& y) {
    return a.binaryExpr(y, [](Scalar p, Scalar t) { return -t * std::log(positive(p)); }).sum();
}

// The same for a = softmax(z), from z:  ln aᵢ = (zᵢ − m) − ln Σₖ exp(zₖ − m),  m the largest z.
template <class Scalar>
Scalar cross_entropies_from_z(const Matrix<Scalar>& z, const Matrix<Scalar>& y) {
    Scalar sum = 0;
    for (Index n = 0; n < z.cols(); ++n) {
        const Vector<Scalar> below = z.col(n).array() - z.col(n).maxCoeff();
        const Scalar total = below.unaryExpr([](Scalar v) { return std::exp(v); }).sum();
        sum -= y.col(n).dot((below.array() - std::log(total)).matrix());
    }
    return sum;
}

// ∂aᵀ/∂z g for softmax:  (diag(p) − p pᵀ) g = p ⊙ (g − pᵀ g), without building the matrix.
template <class Scalar>
Matrix<Scalar> through_softmax(const Matrix<Scalar>& a, const Matrix<Scalar>& g) {
    Matrix<Scalar> result(a.rows(), a.cols());
    for (Index n = 0; n < a.cols(); ++n) {
        const Scalar weighted = a.col(n).dot(g.col(n));
        result.col(n) = a.col(n).array() * (g.col(n).array() - weighted);
    }
    return result;
}

}  // namespace

std::string_view name(Loss loss) {
    switch (loss) {
        case Loss::MeanSquaredError:
            return "mse";
        case Loss::BinaryCrossEntropy:
            return "binary-cross-entropy";
        case Loss::CrossEntropy:
            return "cross-entropy";
    }
    return {};
}

std::optional<Loss> loss_from_name(std::string_view text) {
    const auto* const found =
        std::find_if(kLosses.begin(), kLosses.end(), [=](Loss loss) { return name(loss) == text; });
    return found == kLosses.end() ? std::nullopt : std::optional(*found);
}

std::span<const Loss> all_losses() {
    return kLosses;
}

double mean_factor(Loss loss, Index out, Index samples) {
    const Index count = loss == Loss::CrossEntropy ? samples : out * samples;
    return 1.0 / static_cast<double>(count);
}

bool is_fused(Loss loss, Activation f) {
    return (loss == Loss::CrossEntropy && f == Activation::Softmax) ||
           (loss == Loss::BinaryCrossEntropy && f == Activation::Sigmoid);
}

template <class Scalar>
Scalar loss_value(Loss loss, Activation f, const Matrix<Scalar>& z, const Matrix<Scalar>& a,
                  const Matrix<Scalar>& y) {
    assert(a.rows() == y.rows() && a.cols() == y.cols());
    const auto mean = static_cast<Scalar>(mean_factor(loss, a.rows(), a.cols()));
    switch (loss) {
        case Loss::MeanSquaredError:
            return mean * squared_errors(a, y);
        case Loss::BinaryCrossEntropy:
            return mean * (is_fused(loss, f) ? binary_cross_entropies_from_z(z, y)
                                             : binary_cross_entropies(a, y));
        case Loss::CrossEntropy:
            return mean *
                   (is_fused(loss, f) ? cross_entropies_from_z(z, y) : cross_entropies(a, y));
    }
    return 0;
}

template <class Scalar>
Matrix<Scalar> dL_da(Loss loss, const Matrix<Scalar>& a, const Matrix<Scalar>& y) {
    assert(a.rows() == y.rows() && a.cols() == y.cols());
    const auto mean = static_cast<Scalar>(mean_factor(loss, a.rows(), a.cols()));
    switch (loss) {
        case Loss::MeanSquaredError:  // (a − y)²  ⇒  2 (a − y)
            return 2 * mean * (a - y);
        case Loss::BinaryCrossEntropy:  // ⇒  −y / a + (1 − y) / (1 − a)
            return a.binaryExpr(y, [=](Scalar p, Scalar t) {
                return mean * ((1 - t) / positive(1 - p) - t / positive(p));
            });
        case Loss::CrossEntropy:  // −y ln a  ⇒  −y / a
            return a.binaryExpr(y, [=](Scalar p, Scalar t) { return -mean * t / positive(p); });
    }
    return {};
}

template <class Scalar>
Matrix<Scalar> dL_dz(Loss loss, Activation f, const Matrix<Scalar>& z, const Matrix<Scalar>& a,
                     const Matrix<Scalar>& y) {
    if (is_fused(loss, f)) {
        const auto mean = static_cast<Scalar>(mean_factor(loss, a.rows(), a.cols()));
        if (f == Activation::Sigmoid) {
            return mean * (a - y);
        }
        // (diag(p) − p pᵀ)(−y / p) = p Σy − y, and Σy is 1 for a one-hot target.
        return mean * (a * y.colwise().sum().asDiagonal() - y);
    }
    if (f == Activation::Softmax) {
        return through_softmax<Scalar>(a, dL_da(loss, a, y));
    }
    return activation_derivative(f, z).cwiseProduct(dL_da(loss, a, y));
}

template float loss_value(Loss, Activation, const Matrix<float>&, const Matrix<float>&,
                          const Matrix<float>&);
template double loss_value(Loss, Activation, const Matrix<double>&, const Matrix<double>&,
                           const Matrix<double>&);
template Matrix<float> dL_da(Loss, const Matrix<float>&, const Matrix<float>&);
template Matrix<double> dL_da(Loss, const Matrix<double>&, const Matrix<double>&);
template Matrix<float> dL_dz(Loss, Activation, const Matrix<float>&, const Matrix<float>&,
                             const Matrix<float>&);
template Matrix<double> dL_dz(Loss, Activation, const Matrix<double>&, const Matrix<double>&,
                              const Matrix<double>&);

}  // namespace layerwise
