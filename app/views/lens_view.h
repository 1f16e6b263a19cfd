// The lens: one element of the step, worked out in pictures, terms and numbers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/draw/theme.h"
#include "app/views/linking.h"
#include "core/session/session.h"
#include "core/trace/element.h"

namespace layerwise {

// A row of weights, an input or their products, laid out like the image they belong to.
struct LensPicture {
    std::string caption;    // "row 109 of W", "x", "784 products"
    std::string sign;       // before it: "⊙", "=", ""
    Matrix<double> values;  // rows × cols of the image
    Palette palette = Palette::Values;
    float range = 1;
    std::uint64_t key = 0;
    // Whose numbers these are: pixel k is cell (row, k) of the tensor, or (k, col).
    int tensor = -1;
    bool in_row = false;
};

struct LensLine {
    std::string label, value;
    int sign = 0;  // −1, 0, 1: how the value is coloured
    bool strong = false;
    Palette palette = Palette::Values;  // of whose numbers it is
};

struct LensView {
    std::string heading;  // "ROW 109 AS A DOT PRODUCT"
    std::vector<LensPicture> pictures;
    std::string symbols, numbers;       // "z1 = w11·x1 + …" and the same with numbers
    std::vector<LensLine> lines;        // Σ positive … = z
    std::vector<Term> terms;            // in the sum's order, or the weightiest first
    std::vector<double> running;        // the sum after each of them
    std::size_t term_count = 0;         // in all
    Palette palette = Palette::Values;  // of the result, and so of the products
    std::string left_name, right_name;
};

// `terms_done`: of a dot product under way, how many of its terms have been added.
LensView lens_view(const Session& session, std::uint64_t version, int step, Cell cell,
                   bool by_weight = false, const std::optional<Index>& terms_done = std::nullopt);

}  // namespace layerwise
