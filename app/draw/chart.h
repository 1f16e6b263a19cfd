// A chart to look closer at: curves over a window of the plane, which the wheel and a drag move.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/draw/plot.h"

namespace layerwise {

struct ChartCurve {
    Color color;
    std::vector<double> x, y;
    bool dashed = false;  // and marked, as its points are few
    float width = 1.6F;   // design units
};

// What of the plane is shown.
struct ChartWindow {
    PlotAxis x, y;
    bool operator==(const ChartWindow&) const = default;
};

// The window that holds all values; x from 0.
ChartWindow window_of(std::span<const ChartCurve> curves, bool log_y);

// The window made narrower (factor < 1) or wider around a place in fractions of it; a log axis
// keeps the ratio of its ends, as a linear one their difference.
ChartWindow zoomed(const ChartWindow& window, double at_x, double at_y, double factor);

// The window moved by fractions of itself.
ChartWindow moved(const ChartWindow& window, double by_x, double by_y);

struct ChartWords {
    std::string title;
    std::string x_name;
    std::function<std::string(double)> y_text;
};

struct ChartResult {
    std::optional<ChartWindow> window;  // what is to be shown from now on
    bool fit = false;                   // double-clicked: all of it again
    std::optional<double> x;            // under the pointer
};

// Draws into the rectangle, named for scripts. `marked`: an x to draw a line at.
ChartResult chart(const Ui& ui, std::string_view name, const Rect& rect,
                  std::span<const ChartCurve> curves, const ChartWindow& window,
                  const ChartWords& words, std::optional<double> marked);

// The point of sorted x nearest to a place. REQUIRES: there is one.
std::size_t nearest_point(const std::vector<double>& x, double at);

}  // namespace layerwise
