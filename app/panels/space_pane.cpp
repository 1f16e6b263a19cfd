#include "app/panels/space_pane.h"

#include <cmath>
#include <numbers>

#include <Eigen/Geometry>

namespace layerwise {
namespace {

constexpr double kDamping = 1e-3;  // a plane seen from its edge can't be dragged along the view

void arrow(const Ui& ui, ImVec2 from, ImVec2 to, const Color& color, float width, bool is_handle) {
    const float dx = to.x - from.x;
    const float dy = to.y - from.y;
    const float length = std::hypot(dx, dy);
    if (length < 1) {
        Ui::list().AddCircleFilled(to, width * 1.4F, color.packed());
        return;
    }
    const float ux = dx / length;
    const float uy = dy / length;
    const float head = std::min(width * 4.2F, length);
    const ImVec2 neck{to.x - ux * head * 0.8F, to.y - uy * head * 0.8F};
    ui.line(from, neck, color, width);
    const float half = head * 0.42F;
    Ui::list().AddTriangleFilled(to, {to.x - ux * head - uy * half, to.y - uy * head + ux * half},
                                 {to.x - ux * head + uy * half, to.y - uy * head - ux * half},
                                 color.packed());
    if (is_handle) {
        Ui::list().AddCircle(to, ui.px(7), color.faded(0.6F).packed(), 0, ui.px(1.2F));
    }
}

}  // namespace

SpaceCamera::SpaceCamera(const Rect& rect, double reach, float yaw, float pitch, double flatness)
    : middle_(rect.center()), reach_(reach) {
    pixels_ = static_cast<double>(std::min(rect.width(), rect.height())) / 2 / reach;
    const double turn = yaw + (-std::numbers::pi / 2 - yaw) * flatness;
    const double tilt = pitch + (std::numbers::pi / 2 - pitch) * flatness;
    right_ = {-std::sin(turn), std::cos(turn), 0};
    up_ = {-std::sin(tilt) * std::cos(turn), -std::sin(tilt) * std::sin(turn), std::cos(tilt)};
    towards_ = right_.cross(up_);
}

ImVec2 SpaceCamera::place(const Point3& p) const {
    return {middle_.x + static_cast<float>(right_.dot(p) * pixels_),
            middle_.y - static_cast<float>(up_.dot(p) * pixels_)};
}

float SpaceCamera::nearness(const Point3& p) const {
    return static_cast<float>(std::clamp(0.5 + towards_.dot(p) / reach_ / 3, 0.0, 1.0));
}

Point3 SpaceCamera::moved(ImVec2 pixels, Index dimensions) const {
    // The least-squares answer of P d = wanted, with P's rows what of right and up can be moved in.
    Point3 r = right_;
    Point3 u = up_;
    for (Index k = dimensions; k < kMostDimensions; ++k) {
        r(k) = 0;
        u(k) = 0;
    }
    const double rr = r.dot(r) + kDamping;
    const double ru = r.dot(u);
    const double uu = u.dot(u) + kDamping;
    const double x = static_cast<double>(pixels.x) / pixels_;
    const double y = -static_cast<double>(pixels.y) / pixels_;
    const double det = rr * uu - ru * ru;
    return (1 + kDamping) * (r * ((uu * x - ru * y) / det) + u * ((rr * y - ru * x) / det));
}

Color arrow_color(const Theme& theme, const SpaceArrow& arrow) {
    switch (arrow.kind) {
        case SpaceArrow::Kind::Sample:
            return theme.loss;
        case SpaceArrow::Kind::Shift:
            return theme.text;
        case SpaceArrow::Kind::Basis:
            break;
    }
    return arrow.index == 0 ? theme.update : arrow.index == 1 ? theme.warning : theme.backward;
}

void draw_pane(const Ui& ui, const Rect& rect, const SpaceCamera& camera,
               const PaneDrawing& drawing) {
    ImDrawList& list = Ui::list();
    list.PushClipRect(rect.min(), rect.max(), true);
    const auto lines = [&](const SpacePane& pane, const Color& color, float most) {
        std::vector<ImVec2> points;
        for (const SpaceLine& line : pane.lines) {
            points.clear();
            float near = 0;
            for (const Point3& p : line.points) {
                points.push_back(camera.place(p));
                near += camera.nearness(p);
            }
            near /= static_cast<float>(line.points.size());
            const bool solid = pane.dimensions == 3;
            const float opacity =
                most * (line.is_axis ? 1.0F : (solid ? 0.16F + 0.3F * near : 0.45F));
            list.AddPolyline(points.data(), static_cast<int>(points.size()),
                             color.faded(opacity).packed(), 0, ui.px(line.is_axis ? 1.5F : 1.0F));
        }
    };
    if (drawing.behind != nullptr) {
        lines(*drawing.behind, ui.theme.faint, 0.45F);
    }
    lines(drawing.pane, drawing.grid, 1);
    for (const SpaceArrow& one : drawing.pane.arrows) {
        const Color color = arrow_color(ui.theme, one);
        const bool is_lit = one.handle && drawing.lit == one.handle;
        const bool is_shift = one.kind == SpaceArrow::Kind::Shift;
        const ImVec2 from = camera.place(one.from);
        const ImVec2 to = camera.place(one.to);
        arrow(ui, from, to, color, ui.px(is_lit ? 3.6F : (is_shift ? 1.6F : 2.6F)),
              one.handle.has_value());
        const bool is_tiny = std::hypot(to.x - from.x, to.y - from.y) < ui.px(12);
        if (!one.label.empty() && !(is_shift && is_tiny)) {
            // Past the head, on its far side.
            const float length = std::max(std::hypot(to.x - from.x, to.y - from.y), 1.0F);
            const ImVec2 size = text_size(ui.fonts.text_bold, one.label);
            const float away = ui.px(9);
            const ImVec2 at{to.x + (to.x - from.x) / length * (away + size.x / 2) - size.x / 2,
                            to.y + (to.y - from.y) / length * (away + size.y / 2) - size.y / 2};
            const Rect box{at.x - ui.px(2), at.y, at.x + size.x + ui.px(2), at.y + size.y};
            ui.fill(box, ui.theme.card.faded(0.72F), ui.px(3));
            ui.text(ui.fonts.text_bold, at, color, one.label);
        }
    }
    list.PopClipRect();
}

void draw_direction(const Ui& ui, const SpaceCamera& camera, const Point3& direction, double reach,
                    const Color& color) {
    constexpr int kDashes = 24;
    for (int k = 0; k < kDashes; ++k) {
        const auto at = [&](double step) -> Point3 {
            return direction * reach * (2 * (k + step) / kDashes - 1);
        };
        ui.line(camera.place(at(0)), camera.place(at(0.55)), color, ui.px(1.6F));
    }
}

const SpaceArrow* arrow_at(const SpacePane& pane, const SpaceCamera& camera, ImVec2 pointer,
                           float reach) {
    const SpaceArrow* found = nullptr;
    for (const SpaceArrow& arrow : pane.arrows) {
        const ImVec2 head = camera.place(arrow.to);
        const float far = std::hypot(head.x - pointer.x, head.y - pointer.y);
        if (arrow.handle && far < reach) {
            reach = far;
            found = &arrow;
        }
    }
    return found;
}

}  // namespace layerwise
