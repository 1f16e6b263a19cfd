// Four ways to read one matrix product C = A B (A is M × K, B is K × P), part by part.
//
//   Dots     Cᵢⱼ = Σₖ Aᵢₖ Bₖⱼ: a row meets a column, one number comes of it; a part is one product.
//   Columns  C's column j = Σₖ Bₖⱼ · (column k of A): a mix of A's columns; a part is one of them.
//   Outer    C = Σₖ (column k of A)(row k of B): a sum of matrices of rank one; a part is one.
//   Blocks   C_IJ = Σ_K A_IK B_KJ: the same rule for blocks of numbers; a part is one product of
//   two.
//
// Source: G. Strang, "Introduction to Linear Algebra", 5th ed. 2016, section 2.4.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/cell_range.h"
#include "core/trace/trace.h"

namespace layerwise {

enum class Reading { Dots, Columns, Outer, Blocks };
std::string_view name(Reading reading);  // "dots", "columns", "outer", "blocks"
std::optional<Reading> reading_from_name(std::string_view name);

// The product that a step computes, as core keeps its tensors: A and B may be transposed tensors.
struct Product {
    Operation operation = Operation::WeightedSum;
    int left = -1, right = -1;  // indices into Trace::tensors
    bool left_transposed = false, right_transposed = false;
    int addend = -1;  // + b, once the product is complete; or −1
    Index rows = 0, inner = 0, cols = 0;
};

// Of W x, W x + b, δ xᵀ and Wᵀ δ; nothing for steps that multiply no matrices.
std::optional<Product> product_of(const Trace& trace, int step);

// How many parts the reading has. `Dots` reads one element of C, `Columns` one column.
Index part_count(const Product& product, Reading reading);

// What part `part` multiplies, and what of C it adds to. (row, col) is the element of C that `Dots`
// reads; of it `Columns` uses the column. REQUIRES: 0 ≤ part < part_count().
struct ReadingPart {
    CellRange left, right, result;  // of A, of B, of C
};
ReadingPart reading_part(const Product& product, Reading reading, Index row, Index col, Index part);

// What that part adds to its range of C.
Matrix<double> contribution(const Trace& trace, const Product& product, const ReadingPart& part);

// C after `parts` parts: what is not begun yet is NaN. `Dots` and `Columns` go through C in the
// order of its elements, column by column; with all parts done, the addend is added.
Matrix<double> partial_product(const Trace& trace, const Product& product, Reading reading,
                               Index row, Index col, Index parts);

}  // namespace layerwise
