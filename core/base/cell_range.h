// A rectangle of a matrix's cells.
#pragma once

#include "core/base/matrix.h"

namespace layerwise {

// Rows and columns from begin up to, but without, end.
struct CellRange {
    Index row_begin = 0, row_end = 0, col_begin = 0, col_end = 0;

    Index rows() const { return row_end - row_begin; }
    Index cols() const { return col_end - col_begin; }
    bool contains(Index i, Index j) const {
        return i >= row_begin && i < row_end && j >= col_begin && j < col_end;
    }
    CellRange transposed() const { return {col_begin, col_end, row_begin, row_end}; }
    bool operator==(const CellRange&) const = default;

    static CellRange all(Index rows, Index cols) { return {0, rows, 0, cols}; }
    static CellRange cell(Index i, Index j) { return {i, i + 1, j, j + 1}; }
};

}  // namespace layerwise
