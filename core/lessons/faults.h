// The bug hunt: passes whose way back has one mistake in it, to be found by looking.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/lessons/verdict.h"
#include "core/trace/trace.h"

namespace layerwise {

enum class Fault {
    DroppedSlope,   // δ = ∂L/∂a, without f′(z)
    UntransposedW,  // ∂L/∂x = W δ, where W is square
    UpdatedW,    // ∂L/∂x = W_nextᵀ δ: the weights were updated before the way back was done
    MeanForSum,  // ∂L/∂b = mean over the samples instead of their sum
    WrongSign,   // ∂L/∂W = −δ xᵀ
    StaleA,      // ∂L/∂W = δ xᵀ with the x of the pass before the last update
};
// "dropped-slope", "untransposed-w", …
std::string_view name(Fault fault);
std::optional<Fault> fault_from_name(std::string_view text);
std::vector<Fault> all_faults();

// A whole pass in which exactly one step computes something else than it says; every later step
// computes correctly from what it is given.
struct FaultyTrace {
    Trace trace;
    Fault fault = Fault::WrongSign;
    int step = 0;  // the step with the fault
};

// The fault in the layer nearest to the input where it changes a number. Nothing where it changes
// none: no square W, one sample, f′ = 1 everywhere.
// REQUIRES: as trace().
std::optional<FaultyTrace> faulty_trace(const Network<double>& network, const Matrix<double>& x,
                                        const Matrix<double>& y, double learning_rate, Fault fault);

// One of the faults that the network allows, by the seed.
FaultyTrace hidden_fault(const Network<double>& network, const Matrix<double>& x,
                         const Matrix<double>& y, double learning_rate, std::uint32_t seed);

// What the step should have made of the operands that the trace holds.
Matrix<double> recomputed(const Trace& trace, int step);

// Judges an accusation: the name of a tensor. Mistakes: not-made-here (no step makes it),
// only-inherits (wrong, but from wrong operands), innocent (right).
Verdict accused(const FaultyTrace& faulty, std::string_view tensor);

}  // namespace layerwise
