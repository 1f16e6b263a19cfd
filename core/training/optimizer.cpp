#include "core/training/optimizer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include <fmt/format.h>

namespace layerwise {
namespace {

constexpr std::array kOptimizers = {Optimizer::Sgd,     Optimizer::Momentum, Optimizer::Nesterov,
                                    Optimizer::RmsProp, Optimizer::Adam,     Optimizer::AdamW};

std::optional<std::string> problem_with_share(std::string_view what, double found) {
    if (found >= 0 && found < 1) {
        return std::nullopt;
    }
    return fmt::format("{}: expected 0 or more and less than 1, found {}", what, found);
}

std::optional<std::string> problem_with_amount(std::string_view what, double found) {
    if (found >= 0 && std::isfinite(found)) {
        return std::nullopt;
    }
    return fmt::format("{}: expected 0 or a number above, found {}", what, found);
}

}  // namespace

std::string_view name(Optimizer optimizer) {
    switch (optimizer) {
        case Optimizer::Sgd:
            return "sgd";
        case Optimizer::Momentum:
            return "momentum";
        case Optimizer::Nesterov:
            return "nesterov";
        case Optimizer::RmsProp:
            return "rmsprop";
        case Optimizer::Adam:
            return "adam";
        case Optimizer::AdamW:
            return "adamw";
    }
    return {};
}

std::optional<Optimizer> optimizer_from_name(std::string_view text) {
    const auto* const found =
        std::ranges::find(kOptimizers, text, [](Optimizer o) { return name(o); });
    return found == kOptimizers.end() ? std::nullopt : std::optional(*found);
}

std::span<const Optimizer> all_optimizers() {
    return kOptimizers;
}

std::optional<std::string> problem_with(const OptimizerOptions& options) {
    for (const auto& problem :
         {problem_with_share("momentum", options.momentum),
          problem_with_share("decay", options.decay), problem_with_share("beta1", options.beta1),
          problem_with_share("beta2", options.beta2),
          problem_with_amount("epsilon", options.epsilon),
          problem_with_amount("weight decay", options.weight_decay),
          problem_with_amount("l1", options.l1), problem_with_amount("clip", options.clip)}) {
        if (problem) {
            return problem;
        }
    }
    return std::nullopt;
}

bool has_m(Optimizer optimizer) {
    return optimizer != Optimizer::Sgd && optimizer != Optimizer::RmsProp;
}

bool has_v(Optimizer optimizer) {
    return optimizer == Optimizer::RmsProp || optimizer == Optimizer::Adam ||
           optimizer == Optimizer::AdamW;
}

double clip_scale(double norm, double clip) {
    constexpr double kOffZero = 1e-6;
    return clip > 0 ? std::min(1.0, clip / (norm + kOffZero)) : 1.0;
}

template <class Scalar>
bool step(const OptimizerOptions& options, const StepSizes& sizes, const ConstElements<Scalar>& w,
          const ConstElements<Scalar>& g, Elements<Scalar> m, Elements<Scalar> v,
          Elements<Scalar> next) {
    const auto eta = static_cast<Scalar>(sizes.eta);
    const auto scale = static_cast<Scalar>(sizes.scale);
    const auto lambda = static_cast<Scalar>(options.weight_decay);
    const auto mu = static_cast<Scalar>(options.momentum);
    const auto alpha = static_cast<Scalar>(options.decay);
    const auto beta1 = static_cast<Scalar>(options.beta1);
    const auto beta2 = static_cast<Scalar>(options.beta2);
    const auto epsilon = static_cast<Scalar>(options.epsilon);
    // What is left of 1, before it is rounded: 1 − 0.999F has only four digits of 0.001.
    const auto rest_alpha = static_cast<Scalar>(1 - options.decay);
    const auto rest1 = static_cast<Scalar>(1 - options.beta1);
    const auto rest2 = static_cast<Scalar>(1 - options.beta2);
    const bool decoupled = options.kind == Optimizer::AdamW;
    const auto gradient = scale * g + (decoupled ? Scalar(0) : lambda) * w;

    switch (options.kind) {
        case Optimizer::Sgd:
            next = w - eta * gradient;
            break;
        case Optimizer::Momentum:
            m = mu * m + gradient;
            next = w - eta * m;
            break;
        case Optimizer::Nesterov:
            m = mu * m + gradient;
            next = w - eta * (gradient + mu * m);
            break;
        case Optimizer::RmsProp:
            v = alpha * v + rest_alpha * gradient.square();
            next = w - eta * gradient / (v.sqrt() + epsilon);
            break;
        case Optimizer::Adam:
        case Optimizer::AdamW: {
            m = beta1 * m + rest1 * gradient;
            v = beta2 * v + rest2 * gradient.square();
            const auto t = static_cast<double>(sizes.t);
            const auto m_factor = static_cast<Scalar>(sizes.eta / (1 - std::pow(options.beta1, t)));
            const auto v_factor =
                static_cast<Scalar>(1 / std::sqrt(1 - std::pow(options.beta2, t)));
            const auto kept =
                static_cast<Scalar>(decoupled ? 1 - sizes.eta * options.weight_decay : 1);
            next = kept * w - m_factor * m / (v_factor * v.sqrt() + epsilon);
            break;
        }
    }
    return (Scalar(0) * next).sum() == Scalar(0);
}

template bool step(const OptimizerOptions&, const StepSizes&, const ConstElements<float>&,
                   const ConstElements<float>&, Elements<float>, Elements<float>, Elements<float>);
template bool step(const OptimizerOptions&, const StepSizes&, const ConstElements<double>&,
                   const ConstElements<double>&, Elements<double>, Elements<double>,
                   Elements<double>);

}  // namespace layerwise
