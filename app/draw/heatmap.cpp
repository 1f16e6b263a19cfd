#include "app/draw/heatmap.h"

#include <algorithm>
#include <cmath>

namespace layerwise {

HeatmapPixels pixels_of(const Heatmap& heatmap, Index most) {
    const Matrix<double>& values = *heatmap.values;
    const Index rows = heatmap.transposed ? values.cols() : values.rows();
    const Index cols = heatmap.transposed ? values.rows() : values.cols();
    const Index down = std::max<Index>((rows + most - 1) / most, 1);
    const Index along = std::max<Index>((cols + most - 1) / most, 1);
    const auto mean = [&](Index i, Index j) {
        const Index high = std::min(down, rows - i);
        const Index wide = std::min(along, cols - j);
        return heatmap.transposed ? values.block(j, i, wide, high).mean()
                                  : values.block(i, j, high, wide).mean();
    };
    HeatmapPixels pixels;
    pixels.width = static_cast<int>((cols + along - 1) / along);
    pixels.height = static_cast<int>((rows + down - 1) / down);
    pixels.rgb.reserve(static_cast<std::size_t>(pixels.width) *
                       static_cast<std::size_t>(pixels.height) * 3);
    const float range = std::max(heatmap.range, 1e-30F);
    for (Index i = 0; i < rows; i += down) {
        for (Index j = 0; j < cols; j += along) {
            const Color color = color_at(*heatmap.ramp, static_cast<float>(mean(i, j)) / range);
            for (const float part : {color.r, color.g, color.b}) {
                pixels.rgb.push_back(static_cast<std::uint8_t>(std::lround(part * 255)));
            }
        }
    }
    return pixels;
}

}  // namespace layerwise
