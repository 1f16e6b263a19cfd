#include "app/draw/widgets.h"

#include <algorithm>
#include <cmath>

#include <imgui_stdlib.h>

#include "app/draw/icons.h"

namespace layerwise {
namespace {

constexpr float kRounding = 6;

// ImGui's functions want strings that end; names are views.
std::string id_of(std::string_view name) {
    return "##" + std::string(name);
}

void face(const Ui& ui, const Rect& rect, const Press& press, ButtonStyle style, bool enabled) {
    const Theme& theme = ui.theme;
    Color fill = style == ButtonStyle::Primary ? theme.accent : theme.card;
    if (!enabled) {
        fill = mix(fill, theme.panel, 0.6F);
    } else if (press.held) {
        fill = mix(fill, theme.text, 0.18F);
    } else if (press.hovered) {
        fill = mix(fill, theme.text, 0.09F);
    }
    if (style != ButtonStyle::Quiet || (enabled && press.hovered)) {
        ui.fill(rect, fill, ui.px(kRounding));
    }
    if (style == ButtonStyle::Plain) {
        ui.outline(rect, theme.line, ui.px(kRounding));
    }
}

Color ink(const Ui& ui, ButtonStyle style, bool enabled) {
    if (!enabled) {
        return ui.theme.faint;
    }
    return style == ButtonStyle::Primary ? ui.theme.on_accent : ui.theme.text;
}

// Opens the popup of a control when that is clicked, and begins it while it is open.
bool begin_popup(const Ui& ui, std::string_view name, const Rect& rect, bool clicked,
                 float popup_width, float popup_height = 0) {
    if (clicked) {
        ImGui::OpenPopup(id_of(name).c_str());
    }
    // Below the button, or above it where there is more room; never out of the window.
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    const float x = std::max(std::min(rect.x0, window.x - popup_width - ui.px(8)), 0.0F);
    const bool above = popup_height <= 0 && rect.y1 > window.y * 0.6F;
    float y = above ? rect.y0 - ui.px(4) : rect.y1 + ui.px(4);
    if (popup_height > 0) {
        y = std::max(std::min(y, window.y - popup_height - ui.px(8)), 0.0F);
    }
    ImGui::SetNextWindowPos({x, y}, 0, {0, above ? 1.0F : 0.0F});
    ImGui::SetNextWindowSize({popup_width, 0});
    const bool open = ImGui::BeginPopup(id_of(name).c_str(), ImGuiWindowFlags_NoMove);
    if (open && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false)) {
        ImGui::CloseCurrentPopup();
    }
    return open;
}

}  // namespace

Press press(const Ui& ui, std::string_view name, const Rect& rect, bool enabled) {
    ui.items.add(name, rect, enabled);
    if (rect.width() < 1 || rect.height() < 1) {
        return {};
    }
    ImGui::SetCursorScreenPos(rect.min());
    ImGui::BeginDisabled(!enabled);
    Press result;
    result.clicked = ImGui::InvisibleButton(id_of(name).c_str(), rect.size());
    ImGui::EndDisabled();
    if (!enabled) {
        return {ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled), false, false, false};
    }
    result.hovered = ImGui::IsItemHovered();
    result.held = ImGui::IsItemActive();
    result.double_clicked = result.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
    return result;
}

bool button(const Ui& ui, std::string_view name, const Rect& rect, std::string_view label,
            ButtonStyle style, bool enabled) {
    const Press state = press(ui, name, rect, enabled);
    face(ui, rect, state, style, enabled);
    ui.text_in(ui.fonts.small, rect, ink(ui, style, enabled), label, Align::Center);
    return state.clicked;
}

bool icon_button(const Ui& ui, std::string_view name, const Rect& rect, Icon icon,
                 std::string_view tip_text, ButtonStyle style, bool enabled) {
    const Press state = press(ui, name, rect, enabled);
    face(ui, rect, state, style, enabled);
    draw_icon(ui, rect, icon, ink(ui, style, enabled));
    if (state.hovered) {
        tip(ui, tip_text);
    }
    return state.clicked;
}

std::optional<std::size_t> segments(const Ui& ui, const Rect& rect, std::span<const Segment> parts,
                                    std::size_t selected) {
    std::optional<std::size_t> clicked;
    ui.fill(rect, ui.theme.card, ui.px(kRounding));
    ui.outline(rect, ui.theme.line, ui.px(kRounding));
    float total = 0;
    for (const Segment& part : parts) {
        total += text_size(ui.fonts.small, part.label).x;
    }
    // Every label gets the same room on both sides.
    const float room = (rect.width() - total) / static_cast<float>(parts.size());
    Rect rest = rect;
    for (std::size_t k = 0; k < parts.size(); ++k) {
        const Rect part = rest.cut_left(text_size(ui.fonts.small, parts[k].label).x + room);
        const Press state = press(ui, parts[k].name, part);
        if (k == selected) {
            ui.fill(part.inset(1), ui.theme.raised, ui.px(kRounding - 1));
        } else if (state.hovered) {
            ui.fill(part.inset(1), ui.theme.raised.faded(0.5F), ui.px(kRounding - 1));
        }
        ui.text_in(ui.fonts.small, part, k == selected ? ui.theme.text : ui.theme.muted,
                   parts[k].label, Align::Center);
        if (state.clicked) {
            clicked = k;
        }
    }
    return clicked;
}

bool begin_menu(const Ui& ui, std::string_view name, const Rect& rect, std::string_view caption,
                std::string_view value, float popup_width, float popup_height) {
    const Press state = press(ui, name, rect);
    face(ui, rect, state, ButtonStyle::Plain, true);
    Rect inside = rect.inset(ui.px(11), 0);
    const Rect arrow = inside.cut_right(ui.px(10));
    const ImVec2 c = arrow.center();
    const float r = ui.px(3.5F);
    Ui::list().AddTriangleFilled({c.x - r, c.y - r * 0.6F}, {c.x + r, c.y - r * 0.6F},
                                 {c.x, c.y + r * 0.8F}, ui.theme.muted.packed());
    inside.cut_right(ui.px(4));
    if (!caption.empty()) {
        ui.text_in(ui.fonts.small, inside, ui.theme.muted, caption);
        inside.cut_left(text_size(ui.fonts.small, caption).x + ui.px(6));
    }
    ui.text_in(ui.fonts.small, inside, ui.theme.text,
               ui.fitted(ui.fonts.small, value, inside.width()));
    return begin_popup(ui, name, rect, state.clicked, popup_width, popup_height);
}

bool begin_icon_menu(const Ui& ui, std::string_view name, const Rect& rect, Icon icon,
                     std::string_view tip_text, float popup_width) {
    const bool clicked = icon_button(ui, name, rect, icon, tip_text, ButtonStyle::Quiet);
    return begin_popup(ui, name, rect, clicked, popup_width);
}

bool menu_item(const Ui& ui, std::string_view name, std::string_view label, bool selected,
               bool enabled) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const Rect rect{at.x, at.y, at.x + width, at.y + ui.px(28)};
    const Press state = press(ui, name, rect, enabled);
    if (state.hovered && enabled) {
        ui.fill(rect, ui.theme.raised, ui.px(4));
    }
    if (selected) {
        ui.fill({rect.x0, rect.y0 + ui.px(6), rect.x0 + ui.px(3), rect.y1 - ui.px(6)},
                ui.theme.forward, 2);
    }
    ui.text_in(ui.fonts.small, rect.inset(ui.px(10), 0), enabled ? ui.theme.text : ui.theme.faint,
               label);
    if (state.clicked) {
        ImGui::CloseCurrentPopup();
    }
    return state.clicked;
}

void menu_note(const Ui& ui, std::string_view text) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x - ui.px(20);
    const float height = ui.wrapped(ui.fonts.small, {at.x + ui.px(10), at.y + ui.px(2)}, width,
                                    ui.theme.muted, text);
    ImGui::Dummy({width, height + ui.px(8)});
}

void end_menu() {
    ImGui::EndPopup();
}

bool text_field(const Ui& ui, std::string_view name, const Rect& rect, std::string& text,
                std::string_view caption) {
    ui.fill(rect, ui.theme.card, ui.px(kRounding));
    // Narrow fields give their room to what is typed.
    const bool narrow = rect.width() < ui.px(84);
    Rect inside = rect.inset(ui.px(narrow ? 6 : 10), 0);
    ImFont* font = narrow ? ui.fonts.mono_small : ui.fonts.mono;
    if (!caption.empty()) {
        ui.text_in(ui.fonts.small, inside, ui.theme.muted, caption);
        inside.cut_left(text_size(ui.fonts.small, caption).x + ui.px(narrow ? 4 : 6));
    }
    ui.items.add(name, rect);
    ImGui::PushFont(font);
    const float height = font->FontSize;
    const ImVec2 at{inside.x0, rect.center().y - height / 2};
    const Rect typed{at.x, at.y, inside.x1, at.y + height};
    // The whole field takes the pointer, caption and rim too, not only the line of text in it.
    ImVec2& pointer = ImGui::GetIO().MousePos;
    const ImVec2 real_pointer = pointer;
    if (rect.contains(pointer)) {
        pointer = {std::max(typed.x0, std::min(pointer.x, typed.x1 - 1)), typed.center().y};
    }
    ImGui::SetCursorScreenPos(at);
    ImGui::SetNextItemWidth(inside.width());
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, 0});
    ImGui::PushStyleColor(ImGuiCol_FrameBg, 0);
    const bool entered =
        ImGui::InputText(id_of(name).c_str(), &text,
                         ImGuiInputTextFlags_AutoSelectAll | ImGuiInputTextFlags_EnterReturnsTrue);
    const bool left_changed = ImGui::IsItemDeactivatedAfterEdit();
    const bool active = ImGui::IsItemActive();
    pointer = real_pointer;
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
    ImGui::PopFont();
    ui.outline(rect, active ? ui.theme.forward : ui.theme.line, ui.px(kRounding));
    // Escape gives back the text of before: that is no entry.
    const bool given_up = ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false);
    return entered || (left_changed && !given_up);
}

void tip(const Ui& ui, std::string_view text) {
    if (text.empty() || !ui.tips) {
        return;
    }
    ImGui::PushFont(ui.fonts.small);
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(ui.px(360));
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
    ImGui::PopFont();
}

}  // namespace layerwise
