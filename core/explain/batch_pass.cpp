#include "core/explain/batch_pass.h"

#include <utility>

namespace layerwise {

BatchForward batch_forward(const Network<double>& network, const Matrix<double>& X) {
    BatchForward pass;
    pass.a.push_back(X);
    for (const Dense<double>& layer : network.layers) {
        Matrix<double> z = layer.W * pass.a.back();
        z.colwise() += layer.b;
        pass.a.push_back(activate(layer.f, z));
        pass.z.push_back(std::move(z));
    }
    return pass;
}

double batch_loss(const Network<double>& network, const BatchForward& pass,
                  const Matrix<double>& Y) {
    return loss_value(network.loss, network.layers.back().f, pass.z.back(), pass.a.back(), Y);
}

BatchBackward batch_backward(const Network<double>& network, const BatchForward& pass,
                             const Matrix<double>& Y) {
    const std::size_t count = network.layers.size();
    BatchBackward back{std::vector<Matrix<double>>(count), std::vector<Matrix<double>>(count),
                       network};
    back.dL_dz.back() =
        dL_dz(network.loss, network.layers.back().f, pass.z.back(), pass.a.back(), Y);
    for (std::size_t l = count; l-- > 0;) {
        const Matrix<double>& delta = back.dL_dz[l];
        back.dL.layers[l].W = delta * pass.a[l].transpose();
        back.dL.layers[l].b = delta.rowwise().sum();
        if (l > 0) {
            back.dL_da[l - 1] = network.layers[l].W.transpose() * delta;
            back.dL_dz[l - 1] = back.dL_da[l - 1].cwiseProduct(
                activation_derivative(network.layers[l - 1].f, pass.z[l - 1]));
        }
    }
    return back;
}

}  // namespace layerwise
