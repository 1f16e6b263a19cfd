#include "app/draw/icons.h"

#include <cmath>

namespace layerwise {
namespace {

void triangle(ImDrawList& list, ImVec2 c, float r, float direction, ImU32 color) {
    list.AddTriangleFilled({c.x - direction * r * 0.8F, c.y - r},
                           {c.x - direction * r * 0.8F, c.y + r}, {c.x + direction * r, c.y},
                           color);
}

void bar(ImDrawList& list, ImVec2 c, float half_width, float half_height, ImU32 color) {
    list.AddRectFilled({c.x - half_width, c.y - half_height}, {c.x + half_width, c.y + half_height},
                       color, 1);
}

// An open circle's arc with an arrow head: undo turns left, redo right.
void turn(ImDrawList& list, ImVec2 c, float r, float direction, ImU32 color, float width) {
    list.PathArcTo(c, r, direction < 0 ? -2.4F : -0.74F, direction < 0 ? 1.9F : -5.04F, 18);
    list.PathStroke(color, 0, width);
    const ImVec2 tip{c.x + direction * r * 0.74F, c.y - r * 0.68F};
    list.AddTriangleFilled({tip.x + direction * r * 0.45F, tip.y - r * 0.55F},
                           {tip.x + direction * r * 0.45F, tip.y + r * 0.5F},
                           {tip.x - direction * r * 0.6F, tip.y + r * 0.45F}, color);
}

// A window with one of its columns filled.
void column(const Ui& ui, ImVec2 c, float r, bool left, ImU32 color) {
    ImDrawList& list = Ui::list();
    const ImVec2 low{c.x - r * 1.15F, c.y - r * 0.9F};
    const ImVec2 high{c.x + r * 1.15F, c.y + r * 0.9F};
    list.AddRect(low, high, color, ui.px(1.5F), 0, ui.px(1.2F));
    const float inner = left ? low.x + r * 0.8F : high.x - r * 0.8F;
    list.AddRectFilled({left ? low.x : inner, low.y}, {left ? inner : high.x, high.y}, color,
                       ui.px(1.5F));
}

void camera(const Ui& ui, ImVec2 c, float r, ImU32 color) {
    ImDrawList& list = Ui::list();
    list.AddRectFilled({c.x - r * 0.45F, c.y - r}, {c.x + r * 0.45F, c.y}, color, ui.px(1.5F));
    list.AddRectFilled({c.x - r * 1.2F, c.y - r * 0.65F}, {c.x + r * 1.2F, c.y + r}, color,
                       ui.px(2));
    list.AddCircleFilled({c.x, c.y + r * 0.16F}, r * 0.52F, ui.theme.panel.packed(), 20);
    list.AddCircleFilled({c.x, c.y + r * 0.16F}, r * 0.26F, color, 16);
}

// Four corners, open outwards or inwards.
void corners(const Ui& ui, ImVec2 c, float r, bool outwards, ImU32 color) {
    ImDrawList& list = Ui::list();
    const float tip = outwards ? r : r * 0.35F;
    const float end = outwards ? r * 0.3F : r;
    for (const float x : {-1.0F, 1.0F}) {
        for (const float y : {-1.0F, 1.0F}) {
            list.PathLineTo({c.x + x * end, c.y + y * tip});
            list.PathLineTo({c.x + x * tip, c.y + y * tip});
            list.PathLineTo({c.x + x * tip, c.y + y * end});
            list.PathStroke(color, 0, ui.px(1.5F));
        }
    }
}

}  // namespace

void draw_icon(const Ui& ui, const Rect& rect, Icon icon, const Color& color) {
    ImDrawList& list = Ui::list();
    const ImVec2 c = rect.center();
    const float r = ui.px(5.5F);
    const ImU32 ink = color.packed();
    switch (icon) {
        case Icon::First:
            bar(list, {c.x - r, c.y}, r * 0.18F, r, ink);
            triangle(list, {c.x + r * 0.2F, c.y}, r, -1, ink);
            break;
        case Icon::Previous:
            triangle(list, c, r, -1, ink);
            break;
        case Icon::Play:
        case Icon::Next:
            triangle(list, c, r, 1, ink);
            break;
        case Icon::Last:
            bar(list, {c.x + r, c.y}, r * 0.18F, r, ink);
            triangle(list, {c.x - r * 0.2F, c.y}, r, 1, ink);
            break;
        case Icon::Pause:
            bar(list, {c.x - r * 0.5F, c.y}, r * 0.25F, r, ink);
            bar(list, {c.x + r * 0.5F, c.y}, r * 0.25F, r, ink);
            break;
        case Icon::Stop:
            bar(list, c, r * 0.8F, r * 0.8F, ink);
            break;
        case Icon::Undo:
            turn(list, c, r, -1, ink, ui.px(1.6F));
            break;
        case Icon::Redo:
            turn(list, c, r, 1, ink, ui.px(1.6F));
            break;
        case Icon::Sun:
            list.AddCircleFilled(c, r * 0.55F, ink, 20);
            for (int k = 0; k < 8; ++k) {
                const float angle = static_cast<float>(k) * 0.785398F;
                const ImVec2 d{std::cos(angle), std::sin(angle)};
                list.AddLine({c.x + d.x * r * 0.9F, c.y + d.y * r * 0.9F},
                             {c.x + d.x * r * 1.3F, c.y + d.y * r * 1.3F}, ink, ui.px(1.4F));
            }
            break;
        case Icon::Moon:
            list.AddCircleFilled(c, r, ink, 24);
            list.AddCircleFilled({c.x + r * 0.5F, c.y - r * 0.35F}, r * 0.85F,
                                 ui.theme.card.packed(), 24);
            break;
        case Icon::LeftColumn:
        case Icon::RightColumn:
            column(ui, c, r, icon == Icon::LeftColumn, ink);
            break;
        case Icon::Camera:
            camera(ui, c, r, ink);
            break;
        case Icon::Enlarge:
        case Icon::Shrink:
            corners(ui, c, r, icon == Icon::Enlarge, ink);
            break;
        case Icon::Close:
            list.AddLine({c.x - r * 0.7F, c.y - r * 0.7F}, {c.x + r * 0.7F, c.y + r * 0.7F}, ink,
                         ui.px(1.5F));
            list.AddLine({c.x - r * 0.7F, c.y + r * 0.7F}, {c.x + r * 0.7F, c.y - r * 0.7F}, ink,
                         ui.px(1.5F));
            break;
    }
}

}  // namespace layerwise
