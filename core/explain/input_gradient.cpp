#include "core/explain/input_gradient.h"

#include <cassert>

namespace layerwise {
namespace {

// (∂a/∂z)ᵀ dL_da of one sample. Softmax's ∂a/∂z is diag(a) − a aᵀ, symmetric.
Vector<double> through(Activation f, const Vector<double>& z, const Vector<double>& a,
                       const Vector<double>& dL_da) {
    if (f == Activation::Softmax) {
        return a.cwiseProduct(dL_da) - a * a.dot(dL_da);
    }
    return activation_derivative<double>(f, z).cwiseProduct(dL_da);
}

}  // namespace

Activity activity(const Network<double>& network, const Vector<double>& x) {
    assert(x.size() == network.inputs());
    Activity result;
    result.a.push_back(x);
    for (const Dense<double>& layer : network.layers) {
        result.z.emplace_back(layer.W * result.a.back() + layer.b);
        result.a.emplace_back(activate<double>(layer.f, result.z.back()));
    }
    return result;
}

Vector<double> input_gradient(const Network<double>& network, const Activity& of,
                              const Vector<double>& y) {
    assert(y.size() == network.outputs());
    Vector<double> delta =
        dL_dz<double>(network.loss, network.layers.back().f, of.z.back(), of.a.back(), y);
    for (std::size_t l = network.layers.size(); l-- > 0;) {
        // z = W x + b  ⇒  dL_dx = Wᵀ dL_dz
        Vector<double> dL_dx = network.layers[l].W.transpose() * delta;
        if (l == 0) {
            return dL_dx;
        }
        delta = through(network.layers[l - 1].f, of.z[l - 1], of.a[l], dL_dx);
    }
    return delta;
}

double loss_of(const Network<double>& network, const Activity& of, const Vector<double>& y) {
    return loss_value<double>(network.loss, network.layers.back().f, of.z.back(), of.a.back(), y);
}

}  // namespace layerwise
