#include "core/trace/trace.h"

#include <cassert>
#include <initializer_list>
#include <utility>

#include <fmt/format.h>

namespace layerwise {
namespace {

using Values = Matrix<double>;

// ∂a/∂z: f′(z) elementwise, or softmax's square matrix of each sample, one below the other.
Values local_slope(Activation f, const Values& z, const Values& a) {
    if (f != Activation::Softmax) {
        return activation_derivative(f, z);
    }
    const Index out = a.rows();
    Values stack(out * a.cols(), out);
    for (Index n = 0; n < a.cols(); ++n) {
        stack.middleRows(n * out, out) = softmax_jacobian<double>(a.col(n));
    }
    return stack;
}

// dL_dz = (∂a/∂z)ᵀ dL_da, sample by sample.
Values chain(Activation f, const Values& slope, const Values& dL_da) {
    if (f != Activation::Softmax) {
        return slope.cwiseProduct(dL_da);
    }
    const Index out = dL_da.rows();
    Values dL_dz(out, dL_da.cols());
    for (Index n = 0; n < dL_da.cols(); ++n) {
        dL_dz.col(n).noalias() = slope.middleRows(n * out, out).transpose() * dL_da.col(n);
    }
    return dL_dz;
}

// Where the tensors of one layer lie in Trace::tensors.
struct LayerTensors {
    int x = 0, W = 0, b = 0, z = 0, a = 0, dL_dW = 0, dL_db = 0;
};

// Runs the pass and writes down what it does.
class Recorder {
public:
    Recorder(const Network<double>& network, const Values& x, const Values& y, double learning_rate)
        : layers_(network.layers.size()) {
        constexpr std::size_t kTensorsPerLayer = 12, kStepsPerLayer = 10;
        trace_.tensors.reserve(kTensorsPerLayer * layers_.size() + 4);
        trace_.steps.reserve(kStepsPerLayer * layers_.size() + 2);
        trace_.loss = network.loss;
        trace_.learning_rate = learning_rate;
        trace_.samples = x.cols();
        trace_.sizes.push_back(network.inputs());
        x_ = keep(Symbol::X, 0, "x", Layout::Samples, x);
        y_ = keep(Symbol::Y, 0, "y", Layout::Samples, y);
        for (std::size_t k = 0; k < layers_.size(); ++k) {
            const Dense<double>& layer = network.layers[k];
            const int l = static_cast<int>(k) + 1;
            trace_.activations.push_back(layer.f);
            trace_.sizes.push_back(layer.outputs());
            layers_[k].W = keep(Symbol::W, l, fmt::format("W{}", l), Layout::Weights, layer.W);
            layers_[k].b = keep(Symbol::B, l, fmt::format("b{}", l), Layout::Bias, layer.b);
        }
    }

    void forward(int l) {
        LayerTensors& layer = at(l);
        layer.x = l == 1 ? x_ : at(l - 1).a;
        const double N = samples(), out = outputs(l);
        const int Wx = step(Phase::Forward, Operation::WeightedSum, l, {layer.W, layer.x},
                            out * inputs(l) * N, Symbol::Wx, fmt::format("Wx{}", l),
                            Layout::Samples, value(layer.W) * value(layer.x));
        layer.z = step(Phase::Forward, Operation::AddBias, l, {Wx, layer.b}, out * N, Symbol::Z,
                       fmt::format("z{}", l), Layout::Samples,
                       value(Wx).colwise() + value(layer.b).col(0));
        layer.a =
            step(Phase::Forward, Operation::Activate, l, {layer.z}, out * N, Symbol::A,
                 fmt::format("a{}", l), Layout::Samples, activate(activation(l), value(layer.z)));
    }

    void loss() {
        const int last = trace_.layers();
        const int z = at(last).z, a = at(last).a;
        const double L = loss_value(trace_.loss, activation(last), value(z), value(a), value(y_));
        step(Phase::Loss, Operation::Loss, 0, {a, y_}, outputs(last) * samples(), Symbol::L, "loss",
             Layout::Scalar, Values::Constant(1, 1, L));
        gradient_ = step(Phase::Backward, Operation::LossGradient, last, {a, y_},
                         outputs(last) * samples(), Symbol::GradA, fmt::format("dL_da{}", last),
                         Layout::Samples, dL_da(trace_.loss, value(a), value(y_)));
    }

    void backward(int l) {
        LayerTensors& layer = at(l);
        const Activation f = activation(l);
        const bool softmax = f == Activation::Softmax;
        const bool fused = l == trace_.layers() && is_fused(trace_.loss, f);
        const double N = samples(), out = outputs(l), in = inputs(l);
        const double chain_cost = softmax ? out * out * N : out * N;

        const int slope = step(
            Phase::Backward, Operation::LocalSlope, l, {softmax ? layer.a : layer.z}, chain_cost,
            Symbol::Slope, fmt::format("da_dz{}", l), softmax ? Layout::Jacobian : Layout::Samples,
            local_slope(f, value(layer.z), value(layer.a)));
        const int delta =
            step(Phase::Backward, Operation::GradientZ, l, {gradient_, slope}, chain_cost,
                 Symbol::GradZ, fmt::format("dL_dz{}", l), Layout::Samples,
                 fused ? dL_dz(trace_.loss, f, value(layer.z), value(layer.a), value(y_))
                       : chain(f, value(slope), value(gradient_)));

        // z = W x + b  ⇒  dL_dW = dL_dz xᵀ,  dL_db = Σₙ dL_dz,  dL_dx = Wᵀ dL_dz
        layer.dL_dW = step(Phase::Backward, Operation::GradientW, l, {delta, layer.x}, out * in * N,
                           Symbol::GradW, fmt::format("dL_dW{}", l), Layout::Weights,
                           value(delta) * value(layer.x).transpose());
        layer.dL_db =
            step(Phase::Backward, Operation::GradientB, l, {delta}, out * N, Symbol::GradB,
                 fmt::format("dL_db{}", l), Layout::Bias, value(delta).rowwise().sum());
        gradient_ = step(Phase::Backward, Operation::GradientX, l, {layer.W, delta}, out * in * N,
                         Symbol::GradX, fmt::format("dL_dx{}", l), Layout::Samples,
                         value(layer.W).transpose() * value(delta));
    }

    void update(int l) {
        const LayerTensors& layer = at(l);
        const double rate = trace_.learning_rate;
        step(Phase::Update, Operation::UpdateW, l, {layer.W, layer.dL_dW}, outputs(l) * inputs(l),
             Symbol::NextW, fmt::format("W{}_next", l), Layout::Weights,
             value(layer.W) - rate * value(layer.dL_dW));
        step(Phase::Update, Operation::UpdateB, l, {layer.b, layer.dL_db}, outputs(l),
             Symbol::NextB, fmt::format("b{}_next", l), Layout::Bias,
             value(layer.b) - rate * value(layer.dL_db));
    }

    int layer_count() const { return trace_.layers(); }
    Trace take() { return std::move(trace_); }

private:
    int keep(Symbol symbol, int l, std::string name, Layout layout, Values values) {
        trace_.tensors.push_back({symbol, l, std::move(name), layout, std::move(values)});
        return static_cast<int>(trace_.tensors.size()) - 1;
    }

    int step(Phase phase, Operation operation, int l, std::initializer_list<int> operands,
             double multiply_adds, Symbol symbol, std::string name, Layout layout, Values values) {
        const int tensor_layer = symbol == Symbol::L ? 0 : l;
        const int result = keep(symbol, tensor_layer, std::move(name), layout, std::move(values));
        trace_.steps.push_back({phase, operation, l, operands, result, multiply_adds});
        return result;
    }

    const Values& value(int tensor) const {
        return trace_.tensors[static_cast<std::size_t>(tensor)].value;
    }
    LayerTensors& at(int l) { return layers_[static_cast<std::size_t>(l) - 1]; }
    Activation activation(int l) const {
        return trace_.activations[static_cast<std::size_t>(l) - 1];
    }
    double inputs(int l) const {
        return static_cast<double>(trace_.sizes[static_cast<std::size_t>(l) - 1]);
    }
    double outputs(int l) const {
        return static_cast<double>(trace_.sizes[static_cast<std::size_t>(l)]);
    }
    double samples() const { return static_cast<double>(trace_.samples); }

    Trace trace_;
    std::vector<LayerTensors> layers_;
    int x_ = 0, y_ = 0;
    int gradient_ = 0;  // dL_da of the layer whose turn is next on the way back
};

}  // namespace

Trace trace(const Network<double>& network, const Matrix<double>& x, const Matrix<double>& y,
            double learning_rate) {
    assert(!network.layers.empty());
    assert(x.rows() == network.inputs() && y.rows() == network.outputs());
    assert(x.cols() == y.cols() && x.cols() >= 1);
    Recorder recorder(network, x, y, learning_rate);
    const int last = recorder.layer_count();
    for (int l = 1; l <= last; ++l) {
        recorder.forward(l);
    }
    recorder.loss();
    for (int l = last; l >= 1; --l) {
        recorder.backward(l);
    }
    for (int l = 1; l <= last; ++l) {
        recorder.update(l);
    }
    return recorder.take();
}

}  // namespace layerwise
