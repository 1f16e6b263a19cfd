#include "app/draw/heatmap.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace layerwise {

HeatmapPixels pixels_of(const Heatmap& heatmap, Index most) {
    const Matrix<double>& values = *heatmap.values;
    const Index rows = heatmap.transposed ? values.cols() : values.rows();
    const Index cols = heatmap.transposed ? values.rows() : values.cols();
    // The cells that are shown: those of which more than half is.
    const auto shown = [](float begin, float end, Index count) {
        const auto n = static_cast<float>(count);
        const Index first = std::clamp<Index>(std::lround(begin * n), 0, count - 1);
        return std::pair{first, std::clamp<Index>(std::lround(end * n), first + 1, count)};
    };
    // Plain names: clang 14 lets no lambda capture those of a structured binding.
    Index top = 0, bottom = 0, left = 0, right = 0;
    std::tie(top, bottom) = shown(heatmap.part.y0, heatmap.part.y1, rows);
    std::tie(left, right) = shown(heatmap.part.x0, heatmap.part.x1, cols);
    const Index down = std::max<Index>((bottom - top + most - 1) / most, 1);
    const Index along = std::max<Index>((right - left + most - 1) / most, 1);
    const auto mean = [&](Index i, Index j) {
        const Index high = std::min(down, bottom - i);
        const Index wide = std::min(along, right - j);
        return heatmap.transposed ? values.block(j, i, wide, high).mean()
                                  : values.block(i, j, high, wide).mean();
    };
    HeatmapPixels pixels;
    pixels.width = static_cast<int>((right - left + along - 1) / along);
    pixels.height = static_cast<int>((bottom - top + down - 1) / down);
    pixels.rgb.reserve(static_cast<std::size_t>(pixels.width) *
                       static_cast<std::size_t>(pixels.height) * 3);
    const float range = std::max(heatmap.range, 1e-30F);
    for (Index i = top; i < bottom; i += down) {
        for (Index j = left; j < right; j += along) {
            const double value = mean(i, j);
            Color color = std::isnan(value)
                              ? heatmap.blank
                              : color_at(*heatmap.ramp, static_cast<float>(value) / range);
            if (heatmap.lit && !heatmap.lit->contains(i, j)) {
                color = mix(color, heatmap.blank, heatmap.dim);
            }
            for (const float part : {color.r, color.g, color.b}) {
                pixels.rgb.push_back(static_cast<std::uint8_t>(std::lround(part * 255)));
            }
        }
    }
    return pixels;
}

}  // namespace layerwise
