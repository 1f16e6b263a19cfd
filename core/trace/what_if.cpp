#include "core/trace/what_if.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "core/network/activation.h"
#include "core/network/loss.h"

namespace layerwise {
namespace {

using Values = Matrix<double>;

const Values& tensor(const Trace& trace, Symbol symbol, int layer) {
    return find(trace, symbol, layer).value;
}

Activation activation(const Trace& trace, int layer) {
    return trace.activations[static_cast<std::size_t>(layer - 1)];
}

// Which of W and its successor to use in a layer, and which of b.
using Choice = std::function<Symbol(Symbol, int)>;

Symbol unchanged(Symbol symbol, int /*layer*/) {
    return symbol;
}

// L from the pre-activation of `layer` on.
double loss_from(const Trace& trace, int layer, Values z, const Choice& choose) {
    Values a = activate(activation(trace, layer), z);
    for (int l = layer + 1; l <= trace.layers(); ++l) {
        z = (tensor(trace, choose(Symbol::W, l), l) * a).colwise() +
            tensor(trace, choose(Symbol::B, l), l).col(0);
        a = activate(activation(trace, l), z);
    }
    return loss_value(trace.loss, activation(trace, trace.layers()), z, a,
                      tensor(trace, Symbol::Y, 0));
}

double loss_from_input(const Trace& trace, const Choice& choose) {
    const Values z =
        (tensor(trace, choose(Symbol::W, 1), 1) * tensor(trace, Symbol::X, 1)).colwise() +
        tensor(trace, choose(Symbol::B, 1), 1).col(0);
    return loss_from(trace, 1, z, choose);
}

double loss_now(const Trace& trace) {
    return tensor(trace, Symbol::L, 0)(0, 0);
}

double promised(const Trace& trace, Symbol gradient, int layer) {
    return -trace.learning_rate * tensor(trace, gradient, layer).squaredNorm();
}

}  // namespace

double value_of(const Trace& trace, const Parameter& p) {
    return tensor(trace, p.symbol, p.layer)(p.row, p.col);
}

double slope_of(const Trace& trace, const Parameter& p) {
    const Symbol gradient = p.symbol == Symbol::W ? Symbol::GradW : Symbol::GradB;
    return tensor(trace, gradient, p.layer)(p.row, p.col);
}

double loss_with(const Trace& trace, const Parameter& p, double value) {
    const double change = value - value_of(trace, p);
    Values z = tensor(trace, Symbol::Z, p.layer);
    if (p.symbol == Symbol::W) {
        z.row(p.row) += change * tensor(trace, Symbol::X, p.layer).row(p.col);
    } else {
        z.row(p.row).array() += change;
    }
    return loss_from(trace, p.layer, std::move(z), unchanged);
}

double central_difference(const Trace& trace, const Parameter& p) {
    const double w = value_of(trace, p);
    const double h = std::cbrt(std::numeric_limits<double>::epsilon()) * std::max(1.0, std::abs(w));
    return (loss_with(trace, p, w + h) - loss_with(trace, p, w - h)) / (2 * h);
}

UpdateEffect effect_of_update(const Trace& trace) {
    UpdateEffect effect;
    for (int l = 1; l <= trace.layers(); ++l) {
        effect.predicted += promised(trace, Symbol::GradW, l) + promised(trace, Symbol::GradB, l);
    }
    const Choice next = [](Symbol symbol, int) {
        return symbol == Symbol::W ? Symbol::NextW : Symbol::NextB;
    };
    effect.came = loss_from_input(trace, next) - loss_now(trace);
    return effect;
}

UpdateEffect effect_of_update(const Trace& trace, Symbol next, int layer) {
    const bool weights = next == Symbol::NextW;
    const Choice one = [&](Symbol symbol, int l) {
        const bool changed = l == layer && symbol == (weights ? Symbol::W : Symbol::B);
        return changed ? next : symbol;
    };
    return {promised(trace, weights ? Symbol::GradW : Symbol::GradB, layer),
            loss_from_input(trace, one) - loss_now(trace)};
}

}  // namespace layerwise
