// The picture of an element that is no sum: a function's curve with its point, or its neighbours.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "app/draw/theme.h"
#include "app/views/linking.h"
#include "core/session/session.h"
#include "core/trace/element.h"

namespace layerwise {

// a = f(z) around the element's z: the point, and where the step asks for it the tangent there.
struct LensCurve {
    std::string title;          // "σ(z)"
    std::vector<double> z, a;   // the curve, from left to right
    std::vector<double> slope;  // f′ along it; empty where the step doesn't ask for it
    double at_z = 0, at_a = 0;  // the element
    double at_slope = 0;        // f′(z) there
    bool has_slope() const { return !slope.empty(); }
};

struct LensBar {
    std::string label;  // of the element: "7", "w3,12"
    double value = 0;
    Cell cell;  // of the tensor
};

// Elements beside each other: those of a column, or of a row of a matrix. One is the lens's.
struct LensBars {
    std::string title;
    std::vector<LensBar> bars;
    std::size_t own = 0;
    Palette palette = Palette::Values;
    int tensor = -1;
    double largest = 0;  // |value|
};

using LensFigure = std::variant<std::monostate, LensCurve, LensBars>;

// Of an element of the step's result; nothing where its sum says it all.
LensFigure lens_figure(const Session& session, int step, Cell cell);

}  // namespace layerwise
