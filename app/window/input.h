// Keys and simulated input: the one place that knows how this version of ImGui takes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <imgui.h>

namespace layerwise {

enum class Key {
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    Space,
    Enter,
    Escape,
    Tab,
    Backspace,
    Delete,
    Digit1,
    Digit2,
    Digit3,
    A,
    B,
    C,
    D,
    E,
    F,
    H,
    L,
    M,
    P,
    R,
    S,
    T,
    V,
    Y,
    Z,
    F11,
};

// "Left", "Space", "1", "c", … as scripts write them.
std::optional<Key> key_from_name(std::string_view name);

// Whether the key went down in this frame (or repeats, where asked).
bool pressed(Key key, bool repeat = false);

// A person's input as a script makes it: put in after the back end has read the real devices.
struct SimulatedInput {
    ImVec2 pointer{-1, -1};
    bool button = false, right_button = false;
    float wheel = 0;
    bool ctrl = false, shift = false;
    std::vector<Key> down;  // keys held this frame
    std::string text;       // characters typed this frame
};

void inject(ImGuiIO& io, const SimulatedInput& input);

// Keys that went down since the last frame, as GLFW names them. One that is up again before a frame
// has seen it would be lost: a slow frame must not swallow a quick tap.
class KeyTaps {
public:
    void went_down(int key, int modifiers);
    // After the back end has read the devices: what was tapped is down for this one frame.
    void hold(ImGuiIO& io);
    // After the frame.
    void release(ImGuiIO& io);

private:
    std::vector<int> tapped_, held_;
    int modifiers_ = 0;
};

}  // namespace layerwise
