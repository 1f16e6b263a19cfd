#include "app/views/stage_reading.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/trace/notation.h"

namespace layerwise {
namespace {

const Matrix<double>& value(const Trace& trace, int tensor) {
    return trace.tensors[static_cast<std::size_t>(tensor)].value;
}

// The k of A's column and B's row that a cell of either stands for.
std::optional<Index> inner_index(const Product& p, int tensor, Cell cell) {
    if (tensor == p.left) {
        return p.left_transposed ? cell.row : cell.col;
    }
    if (tensor == p.right) {
        return p.right_transposed ? cell.col : cell.row;
    }
    return std::nullopt;
}

// |Bₖⱼ| ‖column k of A‖ is how much part k moves the result.
Index weightiest(const Trace& trace, const Product& p, Cell cell) {
    const Matrix<double>& A = value(trace, p.left);
    const Matrix<double>& B = value(trace, p.right);
    const Vector<double> lengths = p.left_transposed
                                       ? Vector<double>(A.rowwise().norm())
                                       : Vector<double>(A.colwise().norm().transpose());
    const Vector<double> factors = p.right_transposed ? Vector<double>(B.row(cell.col).transpose())
                                                      : Vector<double>(B.col(cell.col));
    Index best = 0;
    lengths.cwiseProduct(factors.cwiseAbs()).maxCoeff(&best);
    return best;
}

// The block product that the cell under the pointer takes part in; elsewhere the one that moves the
// element's block most.
Index block_part(const Trace& trace, const StageReading& r, int tensor, Cell cell) {
    const std::optional<Index> k = inner_index(r.product, tensor, cell);
    Index best = 0;
    double most = -1;
    for (Index part = 0; part < r.count; ++part) {
        const ReadingPart at = reading_part(r.product, r.reading, r.cell.row, r.cell.col, part);
        if (!at.result.contains(r.cell.row, r.cell.col)) {
            continue;
        }
        if (k && *k >= at.left.col_begin && *k < at.left.col_end) {
            return part;
        }
        const double size = contribution(trace, r.product, at).norm();
        if (size > most) {
            most = size;
            best = part;
        }
    }
    return best;
}

}  // namespace

std::optional<StageReading> stage_reading(const Trace& trace, int step, Reading reading, Cell cell,
                                          const std::optional<Index>& sweep, int pointed_tensor,
                                          Cell pointed) {
    const std::optional<Product> product = product_of(trace, step);
    if (!product) {
        return std::nullopt;
    }
    StageReading r{*product, reading, cell, part_count(*product, reading), 0, 0, {}, {}};
    r.term = inner_index(*product, pointed_tensor, pointed);
    r.done = std::clamp(sweep.value_or(r.count), Index{0}, r.count);
    if (!r.complete()) {
        r.part = std::max(r.done - 1, Index{0});
    } else if (reading == Reading::Blocks) {
        r.part = block_part(trace, r, pointed_tensor, pointed);
    } else {
        // A dot product is shown whole: no part of it has to be chosen.
        const bool needs_choice = reading != Reading::Dots && !r.term;
        r.part = needs_choice ? weightiest(trace, *product, cell) : r.term.value_or(0);
    }
    r.at = reading_part(*product, reading, cell.row, cell.col, r.part);
    return r;
}

std::optional<CellRange> lit_range(const StageReading& r, int tensor, int result) {
    ReadingPart at = r.at;
    if (r.reading == Reading::Dots) {
        if (r.complete()) {
            return std::nullopt;
        }
        // As far as the row and the column have met.
        at.left.col_begin = 0;
        at.right.row_begin = 0;
    }
    if (tensor == r.product.left) {
        return r.product.left_transposed ? at.left.transposed() : at.left;
    }
    if (tensor == r.product.right) {
        return r.product.right_transposed ? at.right.transposed() : at.right;
    }
    if (tensor == result) {
        return at.result;
    }
    return std::nullopt;
}

std::optional<CellRange> term_cell(const StageReading& r, int tensor) {
    if (!r.term || r.reading != Reading::Dots) {
        return std::nullopt;
    }
    if (tensor == r.product.left) {
        const CellRange at = CellRange::cell(r.cell.row, *r.term);
        return r.product.left_transposed ? at.transposed() : at;
    }
    if (tensor == r.product.right) {
        const CellRange at = CellRange::cell(*r.term, r.cell.col);
        return r.product.right_transposed ? at.transposed() : at;
    }
    return std::nullopt;
}

std::string reading_sentence(const Trace& trace, const StageReading& r, Convention convention) {
    const bool swapped =
        is_transposed(trace.tensors[static_cast<std::size_t>(r.product.right)].layout, convention);
    const std::string A = symbol_text(trace, r.product.left);
    const std::string B = symbol_text(trace, r.product.right);
    const Index n = r.product.inner;
    const char* line = swapped ? "row" : "column";
    switch (r.reading) {
        case Reading::Dots:
            return fmt::format("Each number is a dot product of {} {}.", n,
                               n == 1 ? "product" : "products");
        case Reading::Columns:
            return n == 1 ? fmt::format("One {}, taken as often as one number says.", line)
                          : fmt::format("A mix of {} {}s: {} says how much of each.", n, line, B);
        case Reading::Outer:
            return n == 1 ? fmt::format("One {} times one {}: a matrix of rank one.",
                                        swapped ? "row" : "column", swapped ? "column" : "row")
                          : fmt::format("A sum of {} matrices of rank one, each a {} times a {}.",
                                        n, "column", "row");
        case Reading::Blocks:
            break;
    }
    return fmt::format(
        "The same rule for blocks: each block of the result is a sum of {} block "
        "products.",
        std::min(n, Index{4}));
}

}  // namespace layerwise
