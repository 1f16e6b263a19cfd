// A line plot: axes, ticks, curves, and the values under the pointer.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/draw/ui.h"

namespace layerwise {

struct PlotCurve {
    std::string name;  // empty: not read out
    Color color;
    std::vector<double> x, y;
    bool dots = false;  // few points: marked
};

struct PlotAxis {
    double low = 0, high = 1;
    bool log = false;
    bool operator==(const PlotAxis&) const = default;
};

// Round numbers inside the axis: 1-2-5 steps, or the powers of ten (with 3s when few) on a log
// axis.
std::vector<double> ticks(const PlotAxis& axis, int at_most);

// The axis that holds all values of all curves; a log axis leaves out what is not above 0.
PlotAxis axis_of(std::span<const PlotCurve> curves, bool log);

// Draws into the rectangle, named for scripts. The x axis runs over all curves from 0.
void plot(const Ui& ui, std::string_view name, const Rect& rect, std::span<const PlotCurve> curves,
          const PlotAxis& y_axis, const std::function<std::string(double)>& y_text,
          std::string_view x_name);

}  // namespace layerwise
