#include "core/network/network.h"

#include <cassert>

namespace layerwise {

template <class Scalar>
Matrix<Scalar> predict(const Network<Scalar>& network, const Matrix<Scalar>& x) {
    assert(!network.layers.empty() && x.rows() == network.inputs());
    Matrix<Scalar> a = x;
    for (const Dense<Scalar>& layer : network.layers) {
        Matrix<Scalar> z = layer.W * a;
        z.colwise() += layer.b;
        a = activate(layer.f, z);
    }
    return a;
}

template <class Scalar>
Index parameter_count(const Network<Scalar>& network) {
    Index count = 0;
    for (const Dense<Scalar>& layer : network.layers) {
        count += layer.W.size() + layer.b.size();
    }
    return count;
}

template Matrix<float> predict(const Network<float>&, const Matrix<float>&);
template Matrix<double> predict(const Network<double>&, const Matrix<double>&);
template Index parameter_count(const Network<float>&);
template Index parameter_count(const Network<double>&);

}  // namespace layerwise
