// How single cells of a step's operands and its result hang together: which, and how strongly.
#pragma once

#include <vector>

#include "core/trace/provenance.h"

namespace layerwise {

// One step, cell by cell. The operands are counted as in Step::operands.
class Links {
public:
    Links(const Trace& trace, int step);

    // The operand that flows through the step into a result: x in W x, δ in Wᵀ δ. Sums of two
    // operands (z = W x + b, W − η ∂L/∂W) have two.
    std::vector<std::size_t> carriers() const;

    // The cells of that operand that go into the result.
    std::vector<Place> sources(std::size_t operand, const Place& result) const;

    // The results that read the operand's cell.
    std::vector<Place> results(std::size_t operand, const Place& cell) const;

    // The other factor of the cell's term in the result; tensor −1 where there is none.
    Place partner(std::size_t operand, const Place& cell, const Place& result) const;

    // As Contribution::share and Use::pull say.
    double share(std::size_t operand, const Place& cell, const Place& result) const;
    double pull(std::size_t operand, const Place& cell, const Place& result) const;

private:
    Place in_operand(std::size_t operand, Index row, Index col) const;
    Place in_result(Index row, Index col) const;
    Index rows_of(std::size_t operand) const;
    double loss_share(const Place& cell) const;
    double felt(const Place& result) const;

    const Trace& trace_;
    const Step& step_;
    int index_;
    bool softmax_;  // the step belongs to a softmax layer
};

}  // namespace layerwise
