// The whole screen: every panel in its place, for one frame.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

// Where the panels go in a window of that size.
struct ScreenLayout {
    Rect window, top_bar, ribbon, network, stage, code, side, status;
};
ScreenLayout lay_out_screen(ImVec2 size, float scale);

// Draws everything into one full-size ImGui window and gathers the commands.
Commands screen(const Ui& ui, const Snapshot& shot, UiState& state, ImVec2 size);

// Colours, paddings and roundings of what ImGui draws itself.
void style_imgui(const Theme& theme, float scale);

}  // namespace layerwise
