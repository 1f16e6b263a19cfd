#include "core/study/heatmap_svg.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr Index kMostWithNumbers = 6;

// The means of blocks, so that no side has more than kHeatmapSide cells.
Matrix<double> reduced(const Matrix<double>& values) {
    const Index rows = std::min(values.rows(), kHeatmapSide);
    const Index cols = std::min(values.cols(), kHeatmapSide);
    Matrix<double> means(rows, cols);
    for (Index i = 0; i < rows; ++i) {
        for (Index j = 0; j < cols; ++j) {
            const Index top = i * values.rows() / rows, left = j * values.cols() / cols;
            const Index bottom = (i + 1) * values.rows() / rows;
            const Index right = (j + 1) * values.cols() / cols;
            means(i, j) = values.block(top, left, bottom - top, right - left).mean();
        }
    }
    return means;
}

struct Colour {
    double r, g, b;
};

// White at 0, the end's colour at ±1.
std::string colour(double share, bool gradient) {
    if (!std::isfinite(share)) {
        return "#bbbbbb";
    }
    const Colour negative = gradient ? Colour{155, 89, 208} : Colour{242, 142, 43};
    const Colour positive = gradient ? Colour{60, 170, 105} : Colour{66, 140, 220};
    const Colour& end = share < 0 ? negative : positive;
    const double t = std::min(std::abs(share), 1.0);
    const auto channel = [&](double value) {
        return static_cast<int>(std::lround(255 + (value - 255) * t));
    };
    return fmt::format("#{:02x}{:02x}{:02x}", channel(end.r), channel(end.g), channel(end.b));
}

}  // namespace

std::string heatmap_svg(const Matrix<double>& values, bool gradient) {
    const bool numbered = values.rows() <= kMostWithNumbers && values.cols() <= kMostWithNumbers;
    const Matrix<double> cells = reduced(values);
    double largest = 0;
    for (const double value : cells.reshaped()) {
        largest = std::isfinite(value) ? std::max(largest, std::abs(value)) : largest;
    }
    const Index width = numbered ? 46 : 9, height = numbered ? 22 : 9;
    std::string svg = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"heat\" width=\"{0}\" height=\"{1}\" "
        "viewBox=\"0 0 {0} {1}\">",
        cells.cols() * width + 1, cells.rows() * height + 1);
    for (Index i = 0; i < cells.rows(); ++i) {
        for (Index j = 0; j < cells.cols(); ++j) {
            const double share = largest == 0 ? cells(i, j) * 0 : cells(i, j) / largest;
            svg += fmt::format(R"(<rect x="{}.5" y="{}.5" width="{}" height="{}" fill="{}"/>)",
                               j * width, i * height, width, height, colour(share, gradient));
            if (numbered) {
                svg += fmt::format(R"(<text x="{}" y="{}">{}</text>)", j * width + width / 2,
                                   i * height + 15, number_text(cells(i, j), 2));
            }
        }
    }
    return svg + "</svg>";
}

}  // namespace layerwise
