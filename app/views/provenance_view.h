// Where a number comes from and what it is for, in words: a walk from a pixel to the loss, and the
// cells next to each stop of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/session/session.h"
#include "core/trace/notation.h"
#include "core/trace/provenance.h"

namespace layerwise {

// The cell's own symbol: z⁽¹⁾₁₀₉; a weight wᵢⱼ, the product wᵢ · x of a row, ŷ for the last a.
Formula cell_formula(const Trace& trace, const Place& place, Convention convention);

// "z1[109]", "W1[7,350]"; a sample's number only in a batch.
std::string cell_text(const Trace& trace, const Place& place, Convention convention);

// A value in as many decimals as show about three digits of it: "2.84", "−0.00042", "1.3e−07".
std::string value_text(double value);

// The walk on screen: from the first cell it comes from to the last it leads to. It stays the same
// while a person goes back and forth on it.
struct Walk {
    std::uint64_t version = 0;
    std::vector<Place> cells;
    std::size_t at = 0;
};

// The strongest walk through that cell.
Walk walk_through(const Trace& trace, std::uint64_t version, const Place& place);

// The walk that goes on to this cell: itself, where the cell lies on it; else a turn off it, that
// keeps what lies behind a use or ahead of a contribution, and takes the strongest way from there.
Walk walk_on(const Trace& trace, Walk walk, const Place& place);

// The step that shows a cell: the one that made it, else the first that reads it.
int step_that_shows(const Trace& trace, const Place& place);

struct ProvenanceRow {
    Place place;
    int step = 0;         // of a use
    std::string name;     // "W1[7,350] · x[350]"
    std::string detail;   // "0.42 · 0.99", or the step that reads it: "W x"
    std::string value;    // "0.416"
    double strength = 0;  // against the strongest of its step: −1 … 1
};

struct ProvenanceView {
    Place place;
    Formula symbol;
    std::string value;
    std::string sentence;  // "The sum of 784 products: weight times input"
    std::string numbers;   // the same worked out; empty for what is given and long sums
    std::vector<ProvenanceRow> from, feeds;  // the strongest ones
    std::size_t from_count = 0, feeds_count = 0;
    std::string feeds_measure;  // what the numbers of `feeds` are
};

ProvenanceView provenance_view(const Session& session, const Place& place, std::size_t rows);

}  // namespace layerwise
