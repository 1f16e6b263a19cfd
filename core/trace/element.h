// One element of one step's result, worked out in numbers.
#pragma once

#include <string>
#include <vector>

#include "core/trace/convention.h"
#include "core/trace/trace.h"

namespace layerwise {

// One product of the sum: left · right.
struct Term {
    double left = 0, right = 0;
    // Where the factors come from: indices into Trace::tensors, −1 for a plain number like η. A
    // factor is that element itself, but in the loss made from it: −log a, a − y.
    int left_tensor = -1, right_tensor = -1;
    Index left_row = 0, left_col = 0;  // column convention
    Index right_row = 0, right_col = 0;
    double product() const { return left * right; }
};

// result = Σ terms + offset, or a function's value where there are no terms.
//
//   WeightedSum  Σⱼ wᵢⱼ·xⱼ             GradientW  Σₙ δᵢₙ·xⱼₙ
//   AddBias      the same, offset bᵢ   GradientB  Σₙ δᵢₙ·1
//   Loss         see element()         GradientX  Σᵢ wᵢⱼ·δᵢ
//   GradientZ    ∂L/∂aᵢ·f′(zᵢ), or     Update     (−η)·∂L/∂wᵢⱼ, offset wᵢⱼ
//                Σₖ ∂aₖ/∂zᵢ·∂L/∂aₖ
struct Element {
    Index row = 0, col = 0;   // in the result, column convention
    std::vector<Term> terms;  // empty for Activate, LossGradient and LocalSlope
    double positive = 0;      // Σ of the products above 0
    double negative = 0;      // Σ of those below
    bool has_offset = false;  // + b for AddBias, w − … for updates
    double offset = 0;
    double result = 0;  // the trace's own number
};

// REQUIRES: (row, col) lies in the result of that step (column convention; for a Jacobian in the
// stacked matrix). AddBias gives the whole z = Σ W x + b. The loss's terms are, over all elements,
//   mean squared error    (a − y) · (a − y)/n
//   cross-entropy         y · (−log a)/N
//   binary cross-entropy  y · (−log a)/n  and  (1 − y) · (−log(1 − a))/n
// Where a has vanished (|z| > 700) the fused δ = ŷ − y is still exact; its terms no longer are.
Element element(const Trace& trace, int step, Index row, Index col);

// "z1 = w11·x1 + w12·x2 + w13·x3 + b1": symbols of the lesson, indices from 1, of the first
// `max_terms` terms, then "…". Indices and factors stand in the convention's order. Two indices
// are set side by side while both are below 10, else "w12,345"; elements of a batch are
// "z[1,2]". A layer's input is x, or a above the first layer.
std::string symbols_text(const Trace& trace, int step, const Element& element,
                         Convention convention, std::size_t max_terms);

// "0.5·1.0 + (−0.2)·2.0 + 1.0·0.5 + 0.1 = 0.7": the same with the numbers put in, `decimals` each,
// and the result: the whole arithmetic of every operation. Functions are worked out too:
// "σ(0.25) = 1/(1 + e^−0.25) = 0.56".
std::string numbers_text(const Trace& trace, int step, const Element& element,
                         std::size_t max_terms, int decimals,
                         Convention convention = Convention::Column);

// "−0.0713": fixed decimals, a true minus sign (U+2212), no "−0.000". From 10⁹ on, "1.25e+12".
// Where more than six decimals are asked for, each number gets the form it is read best in:
// "0.4888", "1.270e−6".
std::string number_text(double value, int decimals);

}  // namespace layerwise
