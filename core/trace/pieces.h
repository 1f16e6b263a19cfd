// An expression laid out in a row, as it is read: what formulas and lines of text are set from.
#pragma once

#include <string>
#include <vector>

#include "core/trace/expression.h"

namespace layerwise {

struct Piece {
    enum class Kind {
        Tensor,    // its symbol
        Number,    // 0.01
        Function,  // ReLU, log, Σ
        Infix,     // = + − ⊙
        Prefix,    // a minus sign
        Open,      // ( [
        Close,     // ) ]
        Fraction,  // numerator over denominator
    };
    Kind kind = Kind::Tensor;
    std::string text;
    std::string power, subscript;
    int tensor = -1;
    bool transposed = false, per_sample = false, prediction = false;
    std::vector<Piece> numerator, denominator;
};
using Pieces = std::vector<Piece>;

Pieces pieces_of(const Expression& e, Convention convention);

// The step's "left = right = also"; a weighted sum is a part of z = W x + b, and has no left.
Pieces equation_pieces(const Trace& trace, int step, Convention convention);

// Whether a space stands between two neighbours.
bool spaced(const Piece& left, const Piece& right);

}  // namespace layerwise
