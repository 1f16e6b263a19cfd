// The picture of an element that is no sum: a function's curve with its point, or the element among
// its neighbours, from what they come from to what they become.
#pragma once

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "app/draw/theme.h"
#include "app/views/linking.h"
#include "core/session/session.h"
#include "core/text/catalogue.h"

namespace layerwise {

// y = f(x) around the element: its point, and where the step asks for it the tangent there.
struct LensCurve {
    std::string title;           // "sigmoid(z)"
    std::string x_name, y_name;  // "z", "a"
    std::vector<double> x, y;    // the curve, from left to right
    std::vector<double> slope;   // f′ along it; empty where it is not drawn
    double at_x = 0, at_y = 0;   // the element
    double at_slope = 0;         // f′ there
    bool has_tangent = false;
    Palette palette = Palette::Values;  // of the element itself: a value, or a slope of the loss
    bool has_slope() const { return !slope.empty(); }
};

// Numbers side by side: those of a column, or of a row, of a tensor; or made from them.
struct LensStrip {
    std::string sign;   // before it: "⊙", "=", …, or nothing
    std::string label;  // "∂L/∂a"
    std::vector<double> values;
    Palette palette = Palette::Values;
    double low = 0, high = 0;  // what its bars reach: 0 is among them
    int tensor = -1;           // whose they are; −1: nobody's
    bool in_row = false;       // value k is cell (row, k) of the tensor, else (k, col)
    Cell from;
    double range() const { return std::max(-low, high); }
    Cell cell(std::size_t k) const {
        const auto at = static_cast<Index>(k);
        return in_row ? Cell{from.row, at} : Cell{at, from.col};
    }
};

// Strips beneath each other, number k of each in one column: how the last comes from the first.
struct LensStrips {
    std::vector<LensStrip> strips;
    std::vector<std::string> names;  // of the columns: "7"
    std::size_t own = 0;             // the lens's element
};

using LensFigure = std::variant<std::monostate, LensCurve, LensStrips>;

// Of an element of the step's result; nothing where its sum says it all.
//   f, f′          the activation's curve; softmax: z, its exponentials, their shares; a row of its
//                  Jacobian beneath the shares
//   ∂L/∂a          ŷ, y and the slope of the loss; of one output: the loss as a curve over ŷ
//   δ              ∂L/∂a ⊙ f′(z), unit by unit
//   ∂L/∂W, ∂L/∂b   the layer's input times the element's δ; δ itself
//   updates        old, step and new
LensFigure lens_figure(const Session& session, const Catalogue& words, int step, Cell cell);

}  // namespace layerwise
