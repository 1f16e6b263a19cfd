#include "app/panels/screen_layout.h"

#include <algorithm>
#include <cmath>

namespace layerwise {
namespace {

// All in design units.
constexpr float kLeastNetwork = 180, kMostNetwork = 360;
constexpr float kLeastSide = 270, kMostSide = 560;
constexpr float kLeastStage = 470;
constexpr float kRoomy = 1240;  // windows from here on have wider margins

struct Widths {
    float network = 0, side = 0;
};

Widths widths(float window, const Columns& columns) {
    Widths w;
    if (columns.network_open) {
        w.network =
            std::clamp(columns.network_width.value_or(std::clamp(window * 0.172F, 196.0F, 280.0F)),
                       kLeastNetwork, kMostNetwork);
    }
    if (columns.side_open) {
        w.side = std::clamp(columns.side_width.value_or(std::clamp(window * 0.23F, 284.0F, 400.0F)),
                            kLeastSide, kMostSide);
    }
    // What the stage lacks, the columns give: first the wider one.
    float lack = kLeastStage - (window - w.network - w.side);
    if (lack > 0 && w.side > 0) {
        const float given = std::min(lack, w.side - kLeastSide);
        w.side -= given;
        lack -= given;
    }
    if (lack > 0 && w.network > 0) {
        w.network -= std::min(lack, w.network - kLeastNetwork);
    }
    return w;
}

}  // namespace

ScreenLayout lay_out_screen(ImVec2 size, float scale, const Columns& columns) {
    ScreenLayout layout;
    Rect rest{0, 0, size.x, size.y};
    layout.window = rest;
    layout.top_bar = rest.cut_top(52 * scale);
    layout.ribbon = rest.cut_top(38 * scale);
    layout.status = rest.cut_bottom(30 * scale);
    const float width = size.x / scale;
    const Widths w = widths(width, columns);
    layout.network = rest.cut_left(std::round(w.network * scale));
    layout.side = rest.cut_right(std::round(w.side * scale));
    const float margin = (width > kRoomy ? 26.0F : 16.0F) * scale;
    layout.code = rest.cut_bottom(66 * scale);
    layout.code = {layout.code.x0 + margin, layout.code.y0, layout.code.x1 - margin,
                   layout.code.y1 - 16 * scale};
    layout.stage = rest;
    return layout;
}

ScreenLayout lay_out_presentation(ImVec2 size, float scale) {
    ScreenLayout layout;
    Rect rest{0, 0, size.x, size.y};
    layout.window = rest;
    layout.ribbon = rest.cut_top(46 * scale);
    rest.cut_bottom(16 * scale);
    layout.stage = rest;
    return layout;
}

float presentation_zoom(ImVec2 units) {
    constexpr float kWidth = 860, kHeight = 540;  // what the stage needs
    constexpr float kStep = 0.25F;                // a drag of the window's edge keeps its fonts
    const float fits = std::min(units.x / kWidth, units.y / kHeight);
    return std::clamp(std::floor(fits / kStep) * kStep, 1.0F, 3.0F);
}

}  // namespace layerwise
