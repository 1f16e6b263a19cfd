// The whole screen: every panel in its place, for one frame.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

// Where the panels are, as the controls' state has it.
ScreenLayout screen_layout(const UiState& state, ImVec2 size, float scale);

// Draws everything into one full-size ImGui window and gathers the commands.
Commands screen(const Ui& ui, const Snapshot& shot, UiState& state, ImVec2 size);

// Begins an ImGui window over all of `size`, on the theme's ground; ImGui::End() ends it.
void begin_screen(const Ui& ui, ImVec2 size);

// Colours, paddings and roundings of what ImGui draws itself.
void style_imgui(const Theme& theme, float scale);

}  // namespace layerwise
