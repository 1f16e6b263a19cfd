// A pane of the space view: lines and arrows of a space of two or three dimensions, seen by a
// camera.
#pragma once

#include <optional>

#include "app/draw/ui.h"
#include "app/views/space_view.h"

namespace layerwise {

// From points of the space to pixels: orthographic, the third axis up, turned by yaw and pitch;
// with `flatness` 1 it looks straight down, so that the first axis points right and the second up.
class SpaceCamera {
public:
    SpaceCamera(const Rect& rect, double reach, float yaw, float pitch, double flatness);

    ImVec2 place(const Point3& p) const;
    // 0 (far) … 1 (near), for a point within reach.
    float nearness(const Point3& p) const;
    // The point's change, within the first `dimensions` axes, that moves it so many pixels: the
    // shortest there is.
    Point3 moved(ImVec2 pixels, Index dimensions) const;

private:
    ImVec2 middle_;
    double pixels_ = 1, reach_ = 1;  // pixels a unit
    Point3 right_, up_, towards_;
};

struct PaneDrawing {
    const SpacePane& pane;
    const SpacePane* behind = nullptr;  // an unmoved grid, faint
    Color grid;
    std::optional<SpaceHandle> lit;
};

void draw_pane(const Ui& ui, const Rect& rect, const SpaceCamera& camera,
               const PaneDrawing& drawing);

// A dashed line through the origin, for a direction.
void draw_direction(const Ui& ui, const SpaceCamera& camera, const Point3& direction, double reach,
                    const Color& color);

// The arrow with a handle whose head is under the pointer.
const SpaceArrow* arrow_at(const SpacePane& pane, const SpaceCamera& camera, ImVec2 pointer,
                           float reach);

Color arrow_color(const Theme& theme, const SpaceArrow& arrow);

}  // namespace layerwise
