#include "app/draw/toggle.h"

#include <algorithm>

namespace layerwise {

bool toggle(const Ui& ui, std::string_view name, const Rect& rect, std::string_view label, bool on,
            bool enabled) {
    const Press state = press(ui, name, rect, enabled);
    const float height = ui.px(14);
    const float width = ui.px(26);
    const float gap = label.empty() ? 0 : ui.px(7);
    // Switch and label together stand in the middle.
    const float used = width + gap + text_size(ui.fonts.small, label).x;
    const float x = std::max(rect.x0, rect.center().x - used / 2);
    const float y = rect.center().y - height / 2;
    const Rect body{x, y, x + width, y + height};
    Color fill = on ? ui.theme.accent : ui.theme.faint;
    if (!enabled) {
        fill = mix(fill, ui.theme.card, 0.6F);
    } else if (state.hovered) {
        fill = mix(fill, ui.theme.text, 0.12F);
    }
    ui.fill(body, fill, height / 2);
    const float r = height / 2 - ui.px(2);
    const float knob = on ? body.x1 - height / 2 : body.x0 + height / 2;
    Ui::list().AddCircleFilled({knob, body.center().y}, r, ui.theme.on_accent.packed(), 20);
    ui.text_in(ui.fonts.small, {body.x1 + gap, rect.y0, rect.x1, rect.y1},
               enabled && on ? ui.theme.text : ui.theme.muted, label);
    return state.clicked;
}

std::optional<float> slider(const Ui& ui, std::string_view name, const Rect& rect, float value,
                            const Color& color) {
    const Press state = press(ui, name, rect);
    const float r = ui.px(7);
    const float y = rect.center().y;
    const Rect track{rect.x0 + r, y - ui.px(2), rect.x1 - r, y + ui.px(2)};
    const float knob = track.x0 + track.width() * std::clamp(value, 0.0F, 1.0F);
    ui.fill(track, ui.theme.line, ui.px(2));
    ui.fill({track.x0, track.y0, knob, track.y1}, color, ui.px(2));
    Ui::list().AddCircleFilled({knob, y}, r, ui.theme.text.packed(), 24);
    Ui::list().AddCircle(
        {knob, y}, r, (state.hovered || state.held ? color : ui.theme.card).packed(), 24, ui.px(2));
    if (!state.held || track.width() <= 0) {
        return std::nullopt;
    }
    return std::clamp((ImGui::GetIO().MousePos.x - track.x0) / track.width(), 0.0F, 1.0F);
}

}  // namespace layerwise
