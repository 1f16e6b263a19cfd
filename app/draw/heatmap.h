// Matrices as pictures, one value a texel, coloured where they are drawn.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <imgui.h>

#include "app/draw/geometry.h"
#include "app/draw/theme.h"
#include "core/base/cell_range.h"

namespace layerwise {

// A NaN is a value that is not there yet: its cell stays blank.
struct Heatmap {
    const Matrix<double>* values = nullptr;
    std::uint64_t key = 0;    // the same key promises the same values
    bool transposed = false;  // draw column j as row j
    const Ramp* ramp = nullptr;
    float range = 1;                 // the value that gets the ramp's end
    Rect part{0, 0, 1, 1};           // what of it fills the rectangle, in fractions of it as drawn
    std::optional<CellRange> lit{};  // as drawn; everything else is dimmed
    float dim = 0;                   // how much: 0 not at all, 1 to blank
    Color blank{0, 0, 0, 1};         // cells without a value, and the borders of large cells
    bool unknown = false;            // a cell without a value is one to find out
};

// Draws heatmaps into ImGui's lists. The implementation on the GPU uploads each key once.
class Heatmaps {
public:
    Heatmaps() = default;
    virtual ~Heatmaps() = default;
    Heatmaps(const Heatmaps&) = delete;
    Heatmaps& operator=(const Heatmaps&) = delete;

    virtual void draw(ImDrawList& list, const Rect& rect, const Heatmap& heatmap) = 0;
};

// Draws every heatmap as one flat rectangle: for tests without a display.
class FlatHeatmaps final : public Heatmaps {
public:
    void draw(ImDrawList& list, const Rect& rect, const Heatmap& heatmap) override {
        list.AddRectFilled(rect.min(), rect.max(), color_at(*heatmap.ramp, 0).packed());
    }
};

// A heatmap as a picture, one pixel a cell: RGB, from the top.
struct HeatmapPixels {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;
};

// The colours the shader gives each cell; of a matrix with a side above `most`, those of the means
// of neighbouring cells.
HeatmapPixels pixels_of(const Heatmap& heatmap, Index most = 2048);

// A key from the parts that decide the values.
template <class... Parts>
std::uint64_t heatmap_key(Parts... parts) {
    std::uint64_t key = 1469598103934665603ULL;  // FNV-1a
    ((key = (key ^ static_cast<std::uint64_t>(parts)) * 1099511628211ULL), ...);
    return key;
}

}  // namespace layerwise
