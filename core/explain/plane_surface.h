// What every unit of a network makes of the plane: its activation over a grid of points.
#pragma once

#include <vector>

#include "core/network/network.h"

namespace layerwise {

// Square cells of equal size, their centres the points: x₁ from −reach to reach from left to right,
// x₂ from the bottom to the top.
struct PlaneGrid {
    double reach = 6;
    Index side = 96;
};

// (2 × side²): column r + c · side is the cell in row r from the top and column c from the left, so
// that a row of anything computed of them is a picture, column by column.
Matrix<double> grid_points(const PlaneGrid& grid);

// Pictures beside each other in one matrix (side × side · count): first the inputs', then layer by
// layer each unit's. One matrix, for one texture.
struct PlaneSurface {
    Index side = 0;
    Matrix<double> pictures;
    std::vector<Index> first;   // of layer l, 0 the inputs: which picture its first unit's is
    std::vector<double> range;  // of layer l: its largest |a|

    Index count() const { return pictures.cols() / side; }
    // a of unit i of layer l over the grid, (side × side).
    auto picture(int l, Index i) const {
        return pictures.middleCols((first[static_cast<std::size_t>(l)] + i) * side, side);
    }
};

// One product for all points at once in each layer, in float: it is to be looked at.
// `fed` are the network's inputs at the grid's points (in × side²).
PlaneSurface plane_surface(const Network<double>& network, const Matrix<float>& fed, Index side);

}  // namespace layerwise
