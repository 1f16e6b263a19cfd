#include "core/explain/plane_surface.h"

#include <cassert>

namespace layerwise {

Matrix<double> grid_points(const PlaneGrid& grid) {
    Matrix<double> points(2, grid.side * grid.side);
    const double cell = 2 * grid.reach / static_cast<double>(grid.side);
    for (Index c = 0; c < grid.side; ++c) {
        for (Index r = 0; r < grid.side; ++r) {
            points(0, r + c * grid.side) = -grid.reach + cell * (static_cast<double>(c) + 0.5);
            points(1, r + c * grid.side) = grid.reach - cell * (static_cast<double>(r) + 0.5);
        }
    }
    return points;
}

PlaneSurface plane_surface(const Network<double>& network, const Matrix<float>& fed, Index side) {
    assert(fed.cols() == side * side && fed.rows() == network.inputs());
    Index units = network.inputs();
    for (const Dense<double>& layer : network.layers) {
        units += layer.outputs();
    }
    PlaneSurface surface;
    surface.side = side;
    surface.pictures.resize(side, side * units);
    Eigen::Map<Matrix<double>> columns(surface.pictures.data(), side * side, units);
    Index next = 0;
    const auto keep = [&](const Matrix<float>& a) {
        surface.first.push_back(next);
        surface.range.push_back(a.cwiseAbs().maxCoeff());
        columns.middleCols(next, a.rows()) = a.transpose().cast<double>();
        next += a.rows();
    };
    keep(fed);
    Matrix<float> a = fed;
    for (const Dense<float>& layer : cast<float>(network).layers) {
        Matrix<float> z = layer.W * a;
        z.colwise() += layer.b;
        a = activate(layer.f, z);
        keep(a);
    }
    return surface;
}

}  // namespace layerwise
