// What a batch of samples says about every layer of a network: how its numbers are spread, which
// units have fallen silent, and which factor of the chain rule makes the gradient small.
#pragma once

#include <string_view>
#include <vector>

#include "core/explain/batch_pass.h"

namespace layerwise {

// How often values fall into bins of equal width from low to high.
struct Histogram {
    double low = 0, high = 0;
    std::vector<Index> counts;
    Index outside = 0;  // not finite

    Index largest() const;
    double width() const { return (high - low) / static_cast<double>(counts.size()); }
};

inline constexpr int kHistogramBins = 41;  // odd: with symmetric ends, 0 is in the middle of one

// `symmetric`: from −m to m, m the largest |value|; else from the smallest value to the largest.
Histogram histogram(const Matrix<double>& values, bool symmetric);

// How a hidden unit is doing over the samples of a batch.
enum class UnitState {
    Alive,
    Dead,       // f′(z) = 0 for every sample: nothing comes back through it
    Saturated,  // f′(z) is on average at most a twentieth of what it can be: little comes back
    Unheard,  // its f′ is fine but ∂L/∂a is less than a hundredth of its layer's: Wᵀ brings nothing
};
std::string_view name(UnitState state);  // "alive", "dead", "saturated", "unheard"

// The factor of ∂L/∂z = f′(z) ⊙ Wᵀ ∂L/∂z⁺ that keeps a gradient from such a unit.
enum class Blame { Nothing, Slope, Weights };
Blame blame(UnitState state);

struct LayerReport {
    Histogram W, dL_dW, a;
    double norm_W = 0, dL_dW_norm = 0, dL_db_norm = 0;  // Frobenius norms

    // The gradient on its way back, one line of a ledger:
    //
    //   ‖∂L/∂z⁺‖ · by_weights = ‖∂L/∂a‖,   ‖∂L/∂a‖ · by_slope = ‖∂L/∂z‖
    //
    // with z⁺ of the layer after. Of the last layer, where L itself begins, only dL_dz_norm.
    double dL_da_norm = 0, dL_dz_norm = 0;
    double by_weights = 1, by_slope = 1;

    std::vector<UnitState> units;  // of a hidden layer; empty of the last
    Index count(UnitState state) const;
};

struct NetworkReport {
    std::vector<LayerReport> layers;
    Network<double> dL;  // ∂L/∂W and ∂L/∂b of the batch in the places of W and b
    double loss = 0;
    Index samples = 0;

    // How much smaller ‖∂L/∂z‖ of the first layer is than of the last: the product of all factors.
    double through() const;
    // Which of the two kinds of factors did more of it, as products over the layers.
    double by_weights() const;
    double by_slope() const;
};

// REQUIRES: X (in × N) and Y (out × N) fit the network, N ≥ 1.
NetworkReport network_report(const Network<double>& network, const Matrix<double>& X,
                             const Matrix<double>& Y);

}  // namespace layerwise
