#include "app/window/input.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <GLFW/glfw3.h>

namespace layerwise {
namespace {

struct KeyName {
    Key key;
    std::string_view name;
    int glfw;
#if IMGUI_VERSION_NUM >= 18700
    ImGuiKey imgui;
#endif
};

#if IMGUI_VERSION_NUM >= 18700
#define LAYERWISE_KEY(key, name, glfw, imgui) \
    KeyName {                                 \
        Key::key, name, glfw, imgui           \
    }
#else
#define LAYERWISE_KEY(key, name, glfw, imgui) \
    KeyName {                                 \
        Key::key, name, glfw                  \
    }
#endif

constexpr std::array kKeys{
    LAYERWISE_KEY(Left, "Left", GLFW_KEY_LEFT, ImGuiKey_LeftArrow),
    LAYERWISE_KEY(Right, "Right", GLFW_KEY_RIGHT, ImGuiKey_RightArrow),
    LAYERWISE_KEY(Up, "Up", GLFW_KEY_UP, ImGuiKey_UpArrow),
    LAYERWISE_KEY(Down, "Down", GLFW_KEY_DOWN, ImGuiKey_DownArrow),
    LAYERWISE_KEY(Home, "Home", GLFW_KEY_HOME, ImGuiKey_Home),
    LAYERWISE_KEY(End, "End", GLFW_KEY_END, ImGuiKey_End),
    LAYERWISE_KEY(PageUp, "PageUp", GLFW_KEY_PAGE_UP, ImGuiKey_PageUp),
    LAYERWISE_KEY(PageDown, "PageDown", GLFW_KEY_PAGE_DOWN, ImGuiKey_PageDown),
    LAYERWISE_KEY(Space, "Space", GLFW_KEY_SPACE, ImGuiKey_Space),
    LAYERWISE_KEY(Enter, "Enter", GLFW_KEY_ENTER, ImGuiKey_Enter),
    LAYERWISE_KEY(Escape, "Escape", GLFW_KEY_ESCAPE, ImGuiKey_Escape),
    LAYERWISE_KEY(Tab, "Tab", GLFW_KEY_TAB, ImGuiKey_Tab),
    LAYERWISE_KEY(Backspace, "Backspace", GLFW_KEY_BACKSPACE, ImGuiKey_Backspace),
    LAYERWISE_KEY(Delete, "Delete", GLFW_KEY_DELETE, ImGuiKey_Delete),
    LAYERWISE_KEY(Digit1, "1", GLFW_KEY_1, ImGuiKey_1),
    LAYERWISE_KEY(Digit2, "2", GLFW_KEY_2, ImGuiKey_2),
    LAYERWISE_KEY(Digit3, "3", GLFW_KEY_3, ImGuiKey_3),
    LAYERWISE_KEY(A, "a", GLFW_KEY_A, ImGuiKey_A),
    LAYERWISE_KEY(B, "b", GLFW_KEY_B, ImGuiKey_B),
    LAYERWISE_KEY(C, "c", GLFW_KEY_C, ImGuiKey_C),
    LAYERWISE_KEY(D, "d", GLFW_KEY_D, ImGuiKey_D),
    LAYERWISE_KEY(E, "e", GLFW_KEY_E, ImGuiKey_E),
    LAYERWISE_KEY(F, "f", GLFW_KEY_F, ImGuiKey_F),
    LAYERWISE_KEY(H, "h", GLFW_KEY_H, ImGuiKey_H),
    LAYERWISE_KEY(L, "l", GLFW_KEY_L, ImGuiKey_L),
    LAYERWISE_KEY(M, "m", GLFW_KEY_M, ImGuiKey_M),
    LAYERWISE_KEY(P, "p", GLFW_KEY_P, ImGuiKey_P),
    LAYERWISE_KEY(R, "r", GLFW_KEY_R, ImGuiKey_R),
    LAYERWISE_KEY(S, "s", GLFW_KEY_S, ImGuiKey_S),
    LAYERWISE_KEY(T, "t", GLFW_KEY_T, ImGuiKey_T),
    LAYERWISE_KEY(V, "v", GLFW_KEY_V, ImGuiKey_V),
    LAYERWISE_KEY(Y, "y", GLFW_KEY_Y, ImGuiKey_Y),
    LAYERWISE_KEY(Z, "z", GLFW_KEY_Z, ImGuiKey_Z),
    LAYERWISE_KEY(F11, "F11", GLFW_KEY_F11, ImGuiKey_F11),
};
#undef LAYERWISE_KEY

const KeyName& entry(Key key) {
    return *std::ranges::find_if(kKeys, [&](const KeyName& k) { return k.key == key; });
}

bool same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

}  // namespace

std::optional<Key> key_from_name(std::string_view name) {
    if (same_name(name, "Return")) {
        return Key::Enter;
    }
    if (same_name(name, "Esc")) {
        return Key::Escape;
    }
    const auto* const found =
        std::ranges::find_if(kKeys, [&](const KeyName& k) { return same_name(k.name, name); });
    return found == kKeys.end() ? std::nullopt : std::optional(found->key);
}

bool pressed(Key key, bool repeat) {
#if IMGUI_VERSION_NUM >= 18700
    return ImGui::IsKeyPressed(entry(key).imgui, repeat);
#else
    return ImGui::IsKeyPressed(entry(key).glfw, repeat);
#endif
}

void inject(ImGuiIO& io, const SimulatedInput& input) {
    const auto is_down = [&](const KeyName& k) {
        return std::ranges::find(input.down, k.key) != input.down.end();
    };
#if IMGUI_VERSION_NUM >= 18700
    io.AddMousePosEvent(input.pointer.x, input.pointer.y);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, input.button);
    io.AddMouseButtonEvent(ImGuiMouseButton_Right, input.right_button);
    io.AddMouseWheelEvent(0, input.wheel);
    io.AddKeyEvent(ImGuiMod_Ctrl, input.ctrl);
    io.AddKeyEvent(ImGuiMod_Shift, input.shift);
    for (const KeyName& k : kKeys) {
        io.AddKeyEvent(k.imgui, is_down(k));
    }
#else
    io.MousePos = input.pointer;
    io.MouseDown[ImGuiMouseButton_Left] = input.button;
    io.MouseDown[ImGuiMouseButton_Right] = input.right_button;
    io.MouseWheel += input.wheel;
    io.KeyCtrl = input.ctrl;
    io.KeyShift = input.shift;
    for (const KeyName& k : kKeys) {
        io.KeysDown[k.glfw] = is_down(k);
    }
#endif
    io.AddInputCharactersUTF8(input.text.c_str());
}

#if IMGUI_VERSION_NUM >= 18700
// ImGui's own queue shows every press for a frame.
void KeyTaps::went_down(int /*key*/, int /*modifiers*/) {}
void KeyTaps::hold(ImGuiIO& /*io*/) {}
void KeyTaps::release(ImGuiIO& /*io*/) {}
#else
void KeyTaps::went_down(int key, int modifiers) {
    if (key >= 0) {
        tapped_.push_back(key);
        modifiers_ |= modifiers;
    }
}

void KeyTaps::hold(ImGuiIO& io) {
    for (const int key : tapped_) {
        bool& down = io.KeysDown[key];
        if (!down) {
            down = true;
            held_.push_back(key);
        }
    }
    tapped_.clear();
    // Also for keys that are still down: their Ctrl may have been let go of before them.
    io.KeyCtrl = io.KeyCtrl || (modifiers_ & GLFW_MOD_CONTROL) != 0;
    io.KeyShift = io.KeyShift || (modifiers_ & GLFW_MOD_SHIFT) != 0;
    modifiers_ = 0;
}

void KeyTaps::release(ImGuiIO& io) {
    for (const int key : held_) {
        io.KeysDown[key] = false;
    }
    held_.clear();
    io.KeyCtrl = io.KeysDown[GLFW_KEY_LEFT_CONTROL] || io.KeysDown[GLFW_KEY_RIGHT_CONTROL];
    io.KeyShift = io.KeysDown[GLFW_KEY_LEFT_SHIFT] || io.KeysDown[GLFW_KEY_RIGHT_SHIFT];
}
#endif

}  // namespace layerwise
