// Rectangles in pixels, and how a layout cuts them up.
#pragma once

#include <algorithm>

#include <imgui.h>

namespace layerwise {

struct Rect {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;

    float width() const { return x1 - x0; }
    float height() const { return y1 - y0; }
    ImVec2 min() const { return {x0, y0}; }
    ImVec2 max() const { return {x1, y1}; }
    ImVec2 size() const { return {width(), height()}; }
    ImVec2 center() const { return {(x0 + x1) / 2, (y0 + y1) / 2}; }
    bool contains(ImVec2 p) const { return p.x >= x0 && p.x < x1 && p.y >= y0 && p.y < y1; }
    Rect inset(float d) const { return {x0 + d, y0 + d, x1 - d, y1 - d}; }
    Rect inset(float dx, float dy) const { return {x0 + dx, y0 + dy, x1 - dx, y1 - dy}; }

    // Each cut gives the piece and keeps the rest.
    Rect cut_top(float h) {
        const Rect piece{x0, y0, x1, std::min(y0 + h, y1)};
        y0 = piece.y1;
        return piece;
    }
    Rect cut_bottom(float h) {
        const Rect piece{x0, std::max(y1 - h, y0), x1, y1};
        y1 = piece.y0;
        return piece;
    }
    Rect cut_left(float w) {
        const Rect piece{x0, y0, std::min(x0 + w, x1), y1};
        x0 = piece.x1;
        return piece;
    }
    Rect cut_right(float w) {
        const Rect piece{std::max(x1 - w, x0), y0, x1, y1};
        x1 = piece.x0;
        return piece;
    }
};

}  // namespace layerwise
