#include "app/panels/status_line.h"

#include <fmt/format.h>

#include "app/draw/widgets.h"

namespace layerwise {
namespace {

std::string doing(const Ui& ui, const Snapshot& shot, const UiState& state) {
    if (shot.loading_data) {
        return std::string(ui.tr("status.loading"));
    }
    if (shot.training.state == TrainingState::Running) {
        return ui.tr("status.training",
                     {{"seconds", fmt::format("{:.0f}", shot.training.seconds_left)}});
    }
    return std::string(ui.tr(state.playing ? "status.playing" : "status.idle"));
}

}  // namespace

Commands status_line(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    ui.fill(rect, ui.theme.panel);
    ui.line({rect.x0, rect.y0 + 0.5F}, {rect.x1, rect.y0 + 0.5F}, ui.theme.line);
    rect = rect.inset(ui.px(16), 0);
    std::string left =
        ui.tr("status.parameters", {{"count", fmt::format("{}", shot.facts.parameters)}});
    if (!ui.still) {
        left += "   " + ui.tr("status.frame", {{"ms", fmt::format("{:.1f}", shot.frame_ms)}});
    }
    left += "   " + doing(ui, shot, state);
    const std::string_view keys =
        ui.tr(rect.width() > ui.px(1180) ? "status.keys" : "status.few-keys");
    const Rect right = rect.cut_right(text_size(ui.fonts.mono_small, keys).x);
    if (press(ui, "keys", right).clicked) {
        state.help_open = true;
    }
    ui.text_in(ui.fonts.mono_small, right, ui.theme.muted, keys);
    ui.text_in(ui.fonts.mono_small, rect, ui.theme.muted,
               ui.fitted(ui.fonts.mono_small, left, rect.width() - ui.px(10)));
    return out;
}

void notice(const Ui& ui, UiState& state, const Rect& window) {
    if (state.notice.empty()) {
        return;
    }
    const float width =
        std::min(std::max(text_size(ui.fonts.text, state.notice).x + ui.px(64), ui.px(240)),
                 window.width() - ui.px(48));
    const float text_height = text_size(ui.fonts.text, state.notice, width - ui.px(64)).y;
    const float height = text_height + ui.px(22);
    Rect rect{window.center().x - width / 2, window.y0 + ui.px(100), window.center().x + width / 2,
              window.y0 + ui.px(100) + height};
    // With room around it: a window clips what lies on its very edge, as the outline does.
    const Rect around = rect.inset(-ui.px(8));
    ImGui::SetNextWindowPos(around.min());
    ImGui::SetNextWindowSize(around.size());
    ImGui::Begin("notice", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                     ImGuiWindowFlags_NoFocusOnAppearing);
    ui.items.add("notice", rect);
    const Color edge = state.notice_is_error ? ui.theme.warning : ui.theme.update;
    ui.fill(rect, ui.theme.raised, ui.px(8));
    ui.outline(rect, edge, ui.px(8));
    Rect close = rect.cut_right(ui.px(36));
    close = {close.x0 + ui.px(4), close.center().y - ui.px(14), close.x1 - ui.px(4),
             close.center().y + ui.px(14)};
    if (icon_button(ui, "notice.close", close, Icon::Close, ui.tr("notice.dismiss"),
                    ButtonStyle::Quiet)) {
        state.notice.clear();
    } else {
        ui.wrapped(ui.fonts.text, {rect.x0 + ui.px(14), rect.y0 + ui.px(11)}, width - ui.px(64),
                   ui.theme.text, state.notice);
    }
    ImGui::End();
}

}  // namespace layerwise
