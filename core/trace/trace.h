// A trace: every operation of one pass (forward, loss, backward, update), all values kept.
//
// A step is data. The stage, the shape log, the code mirror, the exports and the tests all read
// this one list; stepping forward and back only moves a cursor over it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/matrix.h"
#include "core/network/network.h"

namespace layerwise {

enum class Phase { Forward, Loss, Backward, Update };

enum class Operation {
    WeightedSum,   // W x
    AddBias,       // z = W x + b
    Activate,      // a = f(z)
    Loss,          // L(ŷ, y)
    LossGradient,  // ∂L/∂a of the last layer
    LocalSlope,    // ∂a/∂z: f′(z), a diagonal; softmax's full matrix diag(p) − p pᵀ
    GradientZ,     // δ = ∂L/∂z = ∂a/∂z · ∂L/∂a
    GradientW,     // ∂L/∂W = δ xᵀ
    GradientB,     // ∂L/∂b = δ, summed over the samples
    GradientX,     // ∂L/∂x = Wᵀ δ, which is ∂L/∂a of the layer below
    UpdateW,       // W − η ∂L/∂W
    UpdateB,       // b − η ∂L/∂b
};

enum class Symbol {
    X,
    Y,
    W,
    B,
    Wx,
    Z,
    A,
    L,
    GradA,
    Slope,
    GradZ,
    GradW,
    GradB,
    GradX,
    NextW,
    NextB
};

// How a tensor's two axes are to be read, and so what a convention may do to it.
enum class Layout {
    Weights,   // (out × in): `row` writes it transposed
    Bias,      // (out × 1): `row` and `torch` write it as (1 × out)
    Samples,   // (features × N), a sample a column: `row` and `torch` write samples as rows
    Jacobian,  // N square blocks stacked, (N·out × out): the same in every convention
    Scalar,    // (1 × 1)
};

// One named value of the pass.
struct Tensor {
    Symbol symbol = Symbol::X;
    int layer = 0;     // from 1; 0 for x, y and L
    std::string name;  // as in exported files: x, y, W1, b1, Wx1, z1, a1, loss, dL_da1, da_dz1, …
    Layout layout = Layout::Samples;
    Matrix<double> value;
};

// One operation: which tensors it read, which it made. Indices are into Trace::tensors.
struct Step {
    Phase phase = Phase::Forward;
    Operation operation = Operation::WeightedSum;
    int layer = 0;              // from 1; 0 for the loss
    std::vector<int> operands;  // in the order of the equation
    int result = 0;
    double multiply_adds = 0;  // of this operation, each product-and-sum counted once
};

// REQUIRES of every function here that takes a step: 0 ≤ step < steps.size().
struct Trace {
    std::vector<Tensor> tensors;
    std::vector<Step> steps;

    std::vector<Activation> activations;  // of layer l at l − 1
    std::vector<Index> sizes;             // inputs, then each layer's outputs
    Loss loss = Loss::MeanSquaredError;
    double learning_rate = 0;
    Index samples = 1;  // N: a single vector is a batch of one

    int layers() const { return static_cast<int>(activations.size()); }
    const Tensor& result(const Step& step) const {
        return tensors[static_cast<std::size_t>(step.result)];
    }
    const Tensor& operand(const Step& step, std::size_t k) const {
        return tensors[static_cast<std::size_t>(step.operands[k])];
    }
};

// The whole pass over the samples in the columns of x (in × N) with targets y (out × N):
//   forward  z⁽ˡ⁾ = W⁽ˡ⁾ a⁽ˡ⁻¹⁾ + b⁽ˡ⁾,  a⁽ˡ⁾ = f(z⁽ˡ⁾);   loss L(a, y), mean reduction;
//   backward δ = ∂a/∂z · ∂L/∂a,  ∂L/∂W = δ xᵀ,  ∂L/∂b = Σₙ δ,  ∂L/∂x = Wᵀ δ;
//   update   W − η ∂L/∂W,  b − η ∂L/∂b.
// REQUIRES: x has network.inputs() rows, y network.outputs() rows, as many columns each, ≥ 1.
Trace trace(const Network<double>& network, const Matrix<double>& x, const Matrix<double>& y,
            double learning_rate);

// The tensor of that symbol and layer. `A` of layer 0 and `X` of layer 1 are x; `X` of layer l > 1
// is A of l − 1; `GradA` of a hidden layer is GradX of the layer above. REQUIRES: it exists.
const Tensor& find(const Trace& trace, Symbol symbol, int layer);

// Its index in Trace::tensors, or −1 when there is none.
int find_index(const Trace& trace, Symbol symbol, int layer);
int find_index(const Trace& trace, std::string_view name);  // "W1"

// The step of that operation and layer (0 for the loss), or −1 when there is none: only the last
// layer has a LossGradient.
int step_of(const Trace& trace, Operation operation, int layer);

// "forward", "loss", "backward", "update".
std::string_view name(Phase phase);
// "W x", "+ b", "f", "loss", "dL_da", "f'(z)", "dL_dz", "dL_dW", "dL_db", "dL_dx", "W - η dL_dW", …
std::string_view name(Operation operation);

}  // namespace layerwise
