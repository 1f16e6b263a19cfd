#include "core/trace/reading.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <utility>

namespace layerwise {
namespace {

constexpr std::array kNames{std::pair{Reading::Dots, std::string_view("dots")},
                            std::pair{Reading::Columns, std::string_view("columns")},
                            std::pair{Reading::Outer, std::string_view("outer")},
                            std::pair{Reading::Blocks, std::string_view("blocks")}};

constexpr Index kMostBlocks = 4;  // an axis: as many as an eye can keep apart

Index block_count(Index length) {
    return std::min(length, kMostBlocks);
}

// Block k of so many over an axis: sizes differ by at most one.
std::pair<Index, Index> block(Index length, Index count, Index k) {
    return {length * k / count, length * (k + 1) / count};
}

const Matrix<double>& value(const Trace& trace, int tensor) {
    return trace.tensors[static_cast<std::size_t>(tensor)].value;
}

// A range of A or B, which may be the transpose of what core keeps.
Matrix<double> piece(const Matrix<double>& kept, bool transposed, const CellRange& range) {
    const CellRange in_kept = transposed ? range.transposed() : range;
    const auto part =
        kept.block(in_kept.row_begin, in_kept.col_begin, in_kept.rows(), in_kept.cols());
    return transposed ? Matrix<double>(part.transpose()) : Matrix<double>(part);
}

Matrix<double> whole_product(const Trace& trace, const Product& p) {
    return piece(value(trace, p.left), p.left_transposed, CellRange::all(p.rows, p.inner)) *
           piece(value(trace, p.right), p.right_transposed, CellRange::all(p.inner, p.cols));
}

}  // namespace

std::string_view name(Reading reading) {
    for (const auto& [value, text] : kNames) {
        if (value == reading) {
            return text;
        }
    }
    assert(false);
    return "";
}

std::optional<Reading> reading_from_name(std::string_view name) {
    for (const auto& [value, text] : kNames) {
        if (text == name) {
            return value;
        }
    }
    return std::nullopt;
}

std::optional<Product> product_of(const Trace& trace, int step) {
    const Step& s = trace.steps[static_cast<std::size_t>(step)];
    const auto index = [&](Symbol symbol, int layer) { return find_index(trace, symbol, layer); };
    Product p;
    p.operation = s.operation;
    switch (s.operation) {
        case Operation::AddBias:
            p.addend = index(Symbol::B, s.layer);
            [[fallthrough]];
        case Operation::WeightedSum:
            p.left = index(Symbol::W, s.layer);
            p.right = index(Symbol::X, s.layer);
            break;
        case Operation::GradientW:
            p.left = index(Symbol::GradZ, s.layer);
            p.right = index(Symbol::X, s.layer);
            p.right_transposed = true;
            break;
        case Operation::GradientX:
            p.left = index(Symbol::W, s.layer);
            p.left_transposed = true;
            p.right = index(Symbol::GradZ, s.layer);
            break;
        default:
            return std::nullopt;
    }
    const Matrix<double>& left = value(trace, p.left);
    const Matrix<double>& right = value(trace, p.right);
    p.rows = p.left_transposed ? left.cols() : left.rows();
    p.inner = p.left_transposed ? left.rows() : left.cols();
    p.cols = p.right_transposed ? right.rows() : right.cols();
    return p;
}

Index part_count(const Product& p, Reading reading) {
    if (reading == Reading::Blocks) {
        return block_count(p.rows) * block_count(p.inner) * block_count(p.cols);
    }
    return p.inner;
}

ReadingPart reading_part(const Product& p, Reading reading, Index row, Index col, Index part) {
    switch (reading) {
        case Reading::Dots:
            return {CellRange::cell(row, part), CellRange::cell(part, col),
                    CellRange::cell(row, col)};
        case Reading::Columns:
            return {
                {0, p.rows, part, part + 1}, CellRange::cell(part, col), {0, p.rows, col, col + 1}};
        case Reading::Outer:
            return {{0, p.rows, part, part + 1},
                    {part, part + 1, 0, p.cols},
                    CellRange::all(p.rows, p.cols)};
        case Reading::Blocks:
            break;
    }
    const Index inner = block_count(p.inner);
    const Index down = block_count(p.rows);
    const auto [k0, k1] = block(p.inner, inner, part % inner);
    const auto [i0, i1] = block(p.rows, down, part / inner % down);
    const auto [j0, j1] = block(p.cols, block_count(p.cols), part / inner / down);
    return {{i0, i1, k0, k1}, {k0, k1, j0, j1}, {i0, i1, j0, j1}};
}

Matrix<double> contribution(const Trace& trace, const Product& p, const ReadingPart& part) {
    return piece(value(trace, p.left), p.left_transposed, part.left) *
           piece(value(trace, p.right), p.right_transposed, part.right);
}

Matrix<double> partial_product(const Trace& trace, const Product& p, Reading reading, Index row,
                               Index col, Index parts) {
    const Index count = part_count(p, reading);
    assert(0 <= parts && parts <= count);
    Matrix<double> C =
        Matrix<double>::Constant(p.rows, p.cols, std::numeric_limits<double>::quiet_NaN());
    // What comes before the element or the column that is being read is done.
    if (reading == Reading::Dots || reading == Reading::Columns) {
        const Matrix<double> done = whole_product(trace, p);
        C.leftCols(col) = done.leftCols(col);
        if (reading == Reading::Dots) {
            C.col(col).head(row) = done.col(col).head(row);
        }
    }
    if (reading == Reading::Blocks) {
        for (Index part = 0; part < parts; ++part) {
            const ReadingPart at = reading_part(p, reading, row, col, part);
            auto target = C.block(at.result.row_begin, at.result.col_begin, at.result.rows(),
                                  at.result.cols());
            const Matrix<double> added = contribution(trace, p, at);
            target = target.array().isNaN().select(added, target + added);
        }
    } else if (parts > 0) {
        // Parts before `parts` share one range of C: their sum is one product of what they span.
        ReadingPart at = reading_part(p, reading, row, col, 0);
        at.left.col_end = parts;
        at.right.row_end = parts;
        C.block(at.result.row_begin, at.result.col_begin, at.result.rows(), at.result.cols()) =
            contribution(trace, p, at);
    }
    if (p.addend >= 0 && parts == count) {
        C.colwise() += value(trace, p.addend).col(0);
    }
    return C;
}

}  // namespace layerwise
