// Where a number comes from and what it is for: cells of a trace, linked both ways.
#pragma once

#include <vector>

#include "core/trace/trace.h"

namespace layerwise {

// A cell of one of the trace's tensors, in the column convention.
struct Place {
    int tensor = -1;  // index into Trace::tensors
    Index row = 0, col = 0;
    bool operator==(const Place&) const = default;
};

double value_at(const Trace& trace, const Place& place);

// A cell that went into another one.
//
//   result                share of a cell                           with
//   (W x)ᵢ                wᵢⱼ xⱼ                                    wᵢⱼ
//   zᵢ                    (W x)ᵢ, or bᵢ
//   aᵢ = f(zᵢ)            aᵢ; softmax: ∂aᵢ/∂zₖ
//   L                     its part of the loss: yᵢ (−log aᵢ)/N, …   yᵢ
//   ∂L/∂aᵢ, ∂aᵢ/∂zₖ       the value itself                          yᵢ, –
//   δᵢ                    ∂aₖ/∂zᵢ ∂L/∂aₖ                            ∂aₖ/∂zᵢ
//   ∂L/∂wᵢⱼ, ∂L/∂bᵢ       δᵢ xⱼ, δᵢ                                 xⱼ, –
//   ∂L/∂xⱼ                wᵢⱼ δᵢ                                    wᵢⱼ
//   new wᵢⱼ               wᵢⱼ, or −η ∂L/∂wᵢⱼ
//
// Shares of sums (all but functions) add up to the result.
struct Contribution {
    Place cell;  // what flows: an input, an activation, a gradient
    Place with;  // the other factor; its tensor is −1 where there is none
    double share = 0;
};

// The step that made a cell, and its contributions, the largest |share| first. What is given (x, W,
// b, y) was made by no step: −1, and nothing contributes. REQUIRES: the place is in the trace.
struct Origin {
    int step = -1;
    std::vector<Contribution> contributions;
};
Origin made_from(const Trace& trace, const Place& place);

// A cell of a later step that reads this one.
struct Use {
    int step = 0;
    Place result;
    double share = 0;  // as in Contribution
    // How the loss feels this cell through that result, ∂L/∂result · ∂result/∂cell: over all uses
    // of a cell they add up to its ∂L/∂cell. 0 for y, and after the loss.
    double pull = 0;
};

// All of them, step by step; within a step the largest |pull| first, then the largest |share|.
std::vector<Use> feeds(const Trace& trace, const Place& place);

// The strongest way back, from the nearest cell to the last: by the largest |share|, past given
// weights and biases to a pixel. Empty for what is given.
std::vector<Place> way_back(const Trace& trace, const Place& place);

// The strongest way ahead: before the loss by the largest |pull| up to L; from a gradient on to the
// weight it changes, by the largest |share|. Empty where nothing follows.
std::vector<Place> way_ahead(const Trace& trace, const Place& place);

}  // namespace layerwise
