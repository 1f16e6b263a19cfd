// How a gradient becomes a step: PyTorch's optimisers, with their names and their numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/network/network.h"

namespace layerwise {

// g is the gradient of the loss, after clipping, + λ w (except AdamW); t counts updates from 1.
enum class Optimizer {
    Sgd,       // w ← w − η g
    Momentum,  // m ← μ m + g,                    w ← w − η m
    Nesterov,  // m ← μ m + g,                    w ← w − η (g + μ m)
    RmsProp,   // v ← α v + (1 − α) g²,           w ← w − η g / (√v + ε)
    Adam,  // m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², m̂ = m / (1 − β₁ᵗ),
           //     v̂ = v / (1 − β₂ᵗ),          w ← w − η m̂ / (√v̂ + ε)
    AdamW,  // w ← (1 − η λ) w, then as Adam  (Loshchilov & Hutter 2019)
};

// "sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw".
std::string_view name(Optimizer optimizer);
std::optional<Optimizer> optimizer_from_name(std::string_view text);
std::span<const Optimizer> all_optimizers();

// PyTorch's defaults, except for μ, which is 0 there.
struct OptimizerOptions {
    Optimizer kind = Optimizer::Sgd;
    double momentum = 0.9;  // μ
    double decay = 0.99;    // α of RMSProp
    double beta1 = 0.9, beta2 = 0.999;
    double epsilon = 1e-8;
    double weight_decay = 0;  // λ, of every W and b: L2
    double l1 = 0;            // adds l1 Σ|w| over every W and b to the loss that is descended
    double clip = 0;          // the most that the norm of all gradients may be; 0: any
};

// "momentum: expected …, found …", or nothing.
std::optional<std::string> problem_with(const OptimizerOptions& options);

// Whether the optimiser keeps an m, a v.
bool has_m(Optimizer optimizer);
bool has_v(Optimizer optimizer);

// What an optimiser remembers from update to update, in the shapes of the network's W and b; no
// layers where it keeps no m or no v.
template <class Scalar>
struct OptimizerState {
    std::int64_t updates = 0;
    Network<Scalar> m, v;
};

// All that one update has in common for every element.
struct StepSizes {
    double eta = 0;
    std::int64_t t = 1;  // from 1
    double scale = 1;    // of the gradient: below 1 where clipping shortens it
};

// PyTorch's torch.nn.utils.clip_grad_norm_: the factor that brings a norm to `clip`, at most 1.
double clip_scale(double norm, double clip);

// One step for some elements: reads w and the gradient g (l1's part is already in it), changes m
// and v where the optimiser has them, writes `next`. Returns whether all of next is finite.
// REQUIRES: all have the same number of elements, except an m or v that isn't used.
template <class Scalar>
using Elements = Eigen::Ref<Eigen::Array<Scalar, Eigen::Dynamic, 1>>;
template <class Scalar>
using ConstElements = Eigen::Ref<const Eigen::Array<Scalar, Eigen::Dynamic, 1>>;
template <class Scalar>
bool step(const OptimizerOptions& options, const StepSizes& sizes, const ConstElements<Scalar>& w,
          const ConstElements<Scalar>& g, Elements<Scalar> m, Elements<Scalar> v,
          Elements<Scalar> next);

}  // namespace layerwise
