// What the loss would be, were one number or some parameters different: asked by computing it.
#pragma once

#include "core/trace/trace.h"

namespace layerwise {

// One weight W⁽ˡ⁾ᵢⱼ, or with symbol B one bias bᵢ (col 0).
struct Parameter {
    Symbol symbol = Symbol::W;
    int layer = 1;
    Index row = 0, col = 0;
    bool operator==(const Parameter&) const = default;
};

// Its value, and ∂L/∂ of it as backpropagation found it. REQUIRES: the trace has it.
double value_of(const Trace& trace, const Parameter& parameter);
double slope_of(const Trace& trace, const Parameter& parameter);

// L with that parameter at `value` and everything else as it is. The pass is taken up at the
// parameter's own layer: z's row i moves by (value − w) xⱼ, the layers above follow.
double loss_with(const Trace& trace, const Parameter& parameter, double value);

// (L(w + h) − L(w − h)) / 2h with h = ∛ε · max(1, |w|), where rounding and curvature weigh about
// the same. Source: Press et al., "Numerical Recipes", 3rd ed. 2007, section 5.7.
double central_difference(const Trace& trace, const Parameter& parameter);

// What an update does to the loss of this very pass.
struct UpdateEffect {
    double predicted = 0;  // −η ‖∂L/∂θ‖²: what the slope alone promises
    double came = 0;       // L(new θ) − L(θ)
};

// θ is all parameters, or W or b of one layer (symbol NextW or NextB).
UpdateEffect effect_of_update(const Trace& trace);
UpdateEffect effect_of_update(const Trace& trace, Symbol next, int layer);

}  // namespace layerwise
