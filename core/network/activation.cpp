#include "core/network/activation.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

namespace layerwise {

namespace {

constexpr std::array kActivations = {
    Activation::Identity, Activation::Relu, Activation::LeakyRelu,
    Activation::Sigmoid,  Activation::Tanh, Activation::Softplus,
    Activation::Gelu,     Activation::Silu, Activation::Softmax,
};

// One element at a time. Every function is arranged so that exp only ever sees arguments ≤ 0:
// it may vanish there, but it cannot overflow.

// 1 / (1 + exp(−z)), which for z < 0 is the same as exp z / (1 + exp z).
template <class Scalar>
Scalar sigmoid(Scalar z) {
    const Scalar e = std::exp(-std::abs(z));
    return (z >= 0 ? Scalar(1) : e) / (1 + e);
}

// sigmoid(z) (1 − sigmoid(z)), without the subtraction that loses digits near 1.
template <class Scalar>
Scalar sigmoid_slope(Scalar z) {
    const Scalar e = std::exp(-std::abs(z));
    return e / ((1 + e) * (1 + e));
}

// 1 − tanh² z = 4 exp(−2z) / (1 + exp(−2z))², even in z.
template <class Scalar>
Scalar tanh_slope(Scalar z) {
    return 4 * sigmoid_slope(2 * z);
}

// ln(1 + exp z) = max(z, 0) + ln(1 + exp(−|z|)).
template <class Scalar>
Scalar softplus(Scalar z) {
    return std::max(z, Scalar(0)) + std::log1p(std::exp(-std::abs(z)));
}

// Φ(z), the standard normal's distribution function; erfc keeps its digits where Φ vanishes.
template <class Scalar>
Scalar normal_cdf(Scalar z) {
    return std::erfc(-z / std::numbers::sqrt2_v<Scalar>) / 2;
}

// φ(z) = Φ′(z) = exp(−z²/2) / √(2π).
template <class Scalar>
Scalar normal_density(Scalar z) {
    constexpr Scalar kScale = std::numbers::inv_sqrtpi_v<Scalar> / std::numbers::sqrt2_v<Scalar>;
    return kScale * std::exp(-z * z / 2);
}

// Subtracting the largest z of a sample changes nothing in the quotient and keeps exp ≤ 1.
template <class Scalar>
Matrix<Scalar> softmax(const Matrix<Scalar>& z) {
    Matrix<Scalar> a(z.rows(), z.cols());
    for (Index n = 0; n < z.cols(); ++n) {
        const Scalar largest = z.col(n).maxCoeff();
        a.col(n) = z.col(n).unaryExpr([=](Scalar v) { return std::exp(v - largest); });
        a.col(n) /= a.col(n).sum();
    }
    return a;
}

}  // namespace

std::string_view name(Activation f) {
    switch (f) {
        case Activation::Identity:
            return "identity";
        case Activation::Relu:
            return "relu";
        case Activation::LeakyRelu:
            return "leaky-relu";
        case Activation::Sigmoid:
            return "sigmoid";
        case Activation::Tanh:
            return "tanh";
        case Activation::Softplus:
            return "softplus";
        case Activation::Gelu:
            return "gelu";
        case Activation::Silu:
            return "silu";
        case Activation::Softmax:
            return "softmax";
    }
    return {};
}

std::optional<Activation> activation_from_name(std::string_view text) {
    for (const Activation f : kActivations) {
        if (name(f) == text) {
            return f;
        }
    }
    return std::nullopt;
}

std::span<const Activation> all_activations() {
    return kActivations;
}

template <class Scalar>
Matrix<Scalar> activate(Activation f, const Matrix<Scalar>& z) {
    switch (f) {
        case Activation::Identity:
            return z;
        case Activation::Relu:
            return z.cwiseMax(Scalar(0));
        case Activation::LeakyRelu:
            return z.unaryExpr([](Scalar v) { return v < 0 ? Scalar(kLeak) * v : v; });
        case Activation::Sigmoid:
            return z.unaryExpr([](Scalar v) { return sigmoid(v); });
        case Activation::Tanh:
            return z.unaryExpr([](Scalar v) { return std::tanh(v); });
        case Activation::Softplus:
            return z.unaryExpr([](Scalar v) { return softplus(v); });
        case Activation::Gelu:
            return z.unaryExpr([](Scalar v) { return v * normal_cdf(v); });
        case Activation::Silu:
            return z.unaryExpr([](Scalar v) { return v * sigmoid(v); });
        case Activation::Softmax:
            return softmax(z);
    }
    return z;
}

template <class Scalar>
Matrix<Scalar> activation_derivative(Activation f, const Matrix<Scalar>& z) {
    assert(f != Activation::Softmax);
    switch (f) {
        case Activation::Relu:
            return z.unaryExpr([](Scalar v) { return v > 0 ? Scalar(1) : Scalar(0); });
        case Activation::LeakyRelu:
            return z.unaryExpr([](Scalar v) { return v > 0 ? Scalar(1) : Scalar(kLeak); });
        case Activation::Sigmoid:
            return z.unaryExpr([](Scalar v) { return sigmoid_slope(v); });
        case Activation::Tanh:
            return z.unaryExpr([](Scalar v) { return tanh_slope(v); });
        case Activation::Softplus:
            return z.unaryExpr([](Scalar v) { return sigmoid(v); });
        case Activation::Gelu:  // (z Φ)′ = Φ + z φ
            return z.unaryExpr([](Scalar v) { return normal_cdf(v) + v * normal_density(v); });
        case Activation::Silu:  // (z s)′ = s + z s′
            return z.unaryExpr([](Scalar v) { return sigmoid(v) + v * sigmoid_slope(v); });
        case Activation::Identity:
        case Activation::Softmax:
            break;
    }
    return Matrix<Scalar>::Ones(z.rows(), z.cols());
}

template <class Scalar>
Matrix<Scalar> softmax_jacobian(const Vector<Scalar>& p) {
    // ∂pᵢ/∂zⱼ = pᵢ [i = j] − pᵢ pⱼ
    Matrix<Scalar> dp_dz = -p * p.transpose();
    dp_dz.diagonal() += p;
    return dp_dz;
}

template Matrix<float> activate(Activation, const Matrix<float>&);
template Matrix<double> activate(Activation, const Matrix<double>&);
template Matrix<float> activation_derivative(Activation, const Matrix<float>&);
template Matrix<double> activation_derivative(Activation, const Matrix<double>&);
template Matrix<float> softmax_jacobian(const Vector<float>&);
template Matrix<double> softmax_jacobian(const Vector<double>&);

}  // namespace layerwise
