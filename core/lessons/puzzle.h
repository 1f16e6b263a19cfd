// The shape puzzle: tiles W, Wᵀ, δ, x, xᵀ that join only where they conform.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/lessons/verdict.h"
#include "core/trace/trace.h"

namespace layerwise {

// A tensor of the pass, or its transpose, as it may stand in a product (column convention).
struct PuzzleTile {
    std::string name;  // "W1", "W1'": as quantities are written
    int tensor = 0;
    bool transposed = false;
    Index rows = 0, cols = 0;
};

// The goal is W x, ∂L/∂W or ∂L/∂x of a layer, as a product of two tiles.
struct Puzzle {
    int goal = 0;
    std::vector<PuzzleTile> tiles;  // in an order that gives nothing away
};

// REQUIRES: the tensor is a Wx, GradW or GradX.
Puzzle puzzle_of(const Trace& trace, int goal);
bool is_puzzle(const Trace& trace, int tensor);

// Whether the left tile can stand before the right one: its columns are the other's rows.
bool conform(const PuzzleTile& left, const PuzzleTile& right);

// Judges tiles by their names, from left to right: "W1' dL_dz1". Mistakes: unknown-tile,
// not-two-tiles, inner-sizes (they do not conform), other-shape (they do, but the product has not
// the goal's shape), other-value (it has, and yet is another product), by-chance (another product
// that has the same value with these numbers).
Verdict judged(const Trace& trace, const Puzzle& puzzle, std::string_view typed);

// The product that is right: "W1' dL_dz1".
std::string solution(const Trace& trace, const Puzzle& puzzle);

}  // namespace layerwise
