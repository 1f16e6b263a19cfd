#include "app/panels/screen.h"

#include <algorithm>
#include <array>

#include "app/draw/ground.h"
#include "app/draw/widgets.h"
#include "app/panels/code_line.h"
#include "app/panels/digit_panel.h"
#include "app/panels/explain_card.h"
#include "app/panels/learn_panel.h"
#include "app/panels/network_column.h"
#include "app/panels/overlays.h"
#include "app/panels/ribbon.h"
#include "app/panels/shape_log_panel.h"
#include "app/panels/stage.h"
#include "app/panels/status_line.h"
#include "app/panels/top_bar.h"
#include "app/panels/training_panel.h"
#include "app/panels/view_buttons.h"

namespace layerwise {
namespace {

ImVec4 color(const Color& c) {
    return {c.r, c.g, c.b, c.a};
}

void append(Commands& all, Commands some) {
    all.insert(all.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
}

Rect with_bottom(const Rect& rect, float y1) {
    return {rect.x0, rect.y0, rect.x1, y1};
}

Commands side_panels(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    draw_ground(ui, rect, ui.theme.panel);
    ui.line({rect.x0 + 0.5F, rect.y0}, {rect.x0 + 0.5F, rect.y1}, ui.theme.line);
    rect = rect.inset(ui.px(14), ui.px(14));
    const std::array sides{Segment{"side.explore", ui.tr("side.explore")},
                           Segment{"side.learn", ui.tr("side.learn")}};
    Rect head = rect.cut_top(ui.px(26));
    if (button(ui, "language", head.cut_right(ui.px(38)),
               ui.words.language == "zh" ? "ZH" : "EN")) {
        out.emplace_back(SpeakLanguage{ui.words.language == "zh" ? "en" : "zh"});
    }
    if (ImGui::IsItemHovered()) {
        tip(ui, ui.tr("side.language"));
    }
    head.cut_right(ui.px(8));
    if (const auto k = segments(ui, head, sides, state.learn.open ? 1 : 0)) {
        state.learn.open = *k == 1;
    }
    rect.cut_top(ui.px(12));
    if (state.learn.open) {
        append(out, learn_panel(ui, shot, state, rect));
        return out;
    }
    append(out, digit_panel(ui, shot, state, rect.cut_top(ui.px(digit_panel_height(shot)))));
    rect.cut_top(ui.px(12));
    append(out,
           training_panel(ui, shot, state,
                          rect.cut_top(std::clamp(rect.height() * 0.56F, ui.px(160), ui.px(280)))));
    rect.cut_top(ui.px(14));
    append(out, shape_log_panel(ui, shot, state, rect));
    return out;
}

}  // namespace

ScreenLayout screen_layout(const UiState& state, ImVec2 size, float scale) {
    return state.presenting ? lay_out_presentation(size, scale)
                            : lay_out_screen(size, scale, state.columns);
}

void begin_screen(const Ui& ui, ImVec2 size) {
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::Begin("screen", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
    ImGui::PopStyleVar(3);
    draw_ground(ui, {0, 0, size.x, size.y}, ui.theme.ground);
}

Commands screen(const Ui& ui, const Snapshot& shot, UiState& state, ImVec2 size) {
    const ScreenLayout layout = screen_layout(state, size, ui.scale);
    begin_screen(ui, size);
    Commands out;
    if (state.presenting) {
        append(out, stage(ui, shot, state, layout.stage));
        Rect bar = layout.ribbon;
        ui.fill(bar, ui.theme.panel);
        ui.line({bar.x0, bar.y1 - 0.5F}, {bar.x1, bar.y1 - 0.5F}, ui.theme.line);
        Rect buttons = bar.cut_left(ui.px(198)).inset(0, ui.px(8));
        buttons.cut_left(ui.px(16));
        append(out, ribbon(ui, shot, state, bar));
        transport(ui, shot, state, buttons, out);
    } else {
        if (state.columns.network_open) {
            append(out, network_column(ui, shot, state, layout.network));
        }
        if (state.view == StageMode::Plane ||
            state.view == StageMode::Training) {  // no step is shown whose line could stand below
            append(out, stage(ui, shot, state, with_bottom(layout.stage, layout.code.y1)));
        } else {
            append(out, stage(ui, shot, state, layout.stage));
            append(out, code_line(ui, shot, state, layout.code));
        }
        if (state.columns.side_open) {
            append(out, side_panels(ui, shot, state, layout.side));
        }
        column_edges(ui, state, layout);
        append(out, ribbon(ui, shot, state, layout.ribbon));
        append(out, top_bar(ui, shot, state, layout.top_bar));
        append(out, status_line(ui, shot, state, layout.status));
    }
    ImGui::End();
    // Narrow stages are covered over their whole width: operands stand close to the edge there.
    Rect card = layout.stage;
    const float margin = layout.code.x0 - card.x0;
    card = {card.x0, card.y0, card.x1, layout.code.y1};
    append(out,
           explain_card(ui, shot, state, card.inset(margin > ui.px(20) ? margin : ui.px(6), 0)));
    append(out, number_editor(ui, shot, state, layout.window));
    keys_help(ui, state, layout.window);
    notice(ui, state, layout.window);
    return out;
}

void style_imgui(const Theme& theme, float scale) {
    ImGuiStyle style;
    style.WindowPadding = {8, 8};
    style.PopupRounding = 8;
    style.WindowRounding = 8;
    style.WindowBorderSize = 1;
    style.PopupBorderSize = 1;
    style.ScrollbarSize = 8;
    style.ScrollbarRounding = 4;
    style.ItemSpacing = {6, 4};
    style.AntiAliasedLinesUseTex = false;
    style.ScaleAllSizes(scale);
    style.WindowBorderSize = 1;
    style.PopupBorderSize = 1;
    style.Colors[ImGuiCol_Text] = color(theme.text);
    style.Colors[ImGuiCol_WindowBg] = color(theme.panel);
    style.Colors[ImGuiCol_ChildBg] = color(theme.panel.faded(0));
    style.Colors[ImGuiCol_PopupBg] = color(theme.panel);
    style.Colors[ImGuiCol_Border] = color(theme.line);
    style.Colors[ImGuiCol_FrameBg] = color(theme.card);
    style.Colors[ImGuiCol_Header] = color(theme.raised);
    style.Colors[ImGuiCol_HeaderHovered] = color(theme.raised);
    style.Colors[ImGuiCol_HeaderActive] = color(theme.line);
    style.Colors[ImGuiCol_ScrollbarBg] = color(theme.panel.faded(0));
    style.Colors[ImGuiCol_ScrollbarGrab] = color(theme.line);
    style.Colors[ImGuiCol_ScrollbarGrabHovered] = color(theme.faint);
    style.Colors[ImGuiCol_ScrollbarGrabActive] = color(theme.muted);
    style.Colors[ImGuiCol_TextSelectedBg] = color(theme.forward.faded(0.35F));
    style.Colors[ImGuiCol_Separator] = color(theme.line);
    ImGui::GetStyle() = style;
}

}  // namespace layerwise
