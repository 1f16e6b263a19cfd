#include "app/draw/ground.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <glad/gl.h>

namespace layerwise {
namespace {

constexpr unsigned kSideBits = 16;  // no framebuffer has a side of 65,536 pixels
constexpr std::uintptr_t kSideMask = 0xFFFF;

// A callback gets one pointer's room: a colour, or a rectangle's four sides.
void* as_pointer(std::uintptr_t bits) {
    return reinterpret_cast<void*>(bits);  // NOLINT(performance-no-int-to-ptr): never followed
}

void set_color(const ImDrawList* /*list*/, const ImDrawCmd* command) {
    const auto packed =
        static_cast<ImU32>(reinterpret_cast<std::uintptr_t>(command->UserCallbackData));
    const ImVec4 c = ImGui::ColorConvertU32ToFloat4(packed);
    glClearColor(c.x, c.y, c.z, 1);
}

void clear(const ImDrawList* /*list*/, const ImDrawCmd* command) {
    const auto bits = reinterpret_cast<std::uintptr_t>(command->UserCallbackData);
    const auto side = [&](unsigned k) {
        return static_cast<int>((bits >> (k * kSideBits)) & kSideMask);
    };
    // A picture may show a part of the frame: its corner is not (0, 0).
    const ImDrawData& frame = *ImGui::GetDrawData();
    const int left = static_cast<int>(frame.DisplayPos.x);
    const int bottom = static_cast<int>(frame.DisplayPos.y + frame.DisplaySize.y);
    glEnable(GL_SCISSOR_TEST);
    glScissor(side(0) - left, bottom - side(3), side(2) - side(0), side(3) - side(1));
    glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace

void draw_ground(const Ui& ui, const Rect& rect, const Color& color) {
    static_assert(sizeof(void*) * 8 >= std::size_t{4} * kSideBits);
    const auto side = [](float at) {
        return static_cast<std::uintptr_t>(std::lround(std::max(at, 0.0F))) & kSideMask;
    };
    if (ui.recorder != nullptr) {
        ui.fill(rect, color);  // a drawing wants its shape
        return;
    }
    Ui::list().AddCallback(set_color, as_pointer(color.packed()));
    Ui::list().AddCallback(
        clear, as_pointer(side(rect.x0) | side(rect.y0) << kSideBits |
                          side(rect.x1) << (2 * kSideBits) | side(rect.y1) << (3 * kSideBits)));
}

}  // namespace layerwise
