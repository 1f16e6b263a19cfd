#include "app/panels/explain_card.h"

#include <algorithm>
#include <string_view>

#include "app/draw/widgets.h"
#include "app/panels/filmstrip.h"
#include "app/panels/make_it.h"
#include "app/panels/practice_cards.h"
#include "app/panels/provenance_card.h"

namespace layerwise {
namespace {

struct CardLook {
    std::string_view name, heading;
    float height = 0;  // wanted, in design units
};

// How high a card wants to be depends on its width where pictures stand side by side.
CardLook look_of(ExplainCard card, float width, float height) {
    switch (card) {
        case ExplainCard::Filmstrip:
            return {"filmstrip-card", "HOW THE DRAWING BECOMES x",
                    262 + std::min(width * 0.155F, 128.0F)};
        case ExplainCard::MakeIt:
            return {"make-it-card", "MAKE IT ANOTHER DIGIT", 440};
        case ExplainCard::Provenance:
            return {"provenance-card", "WHERE FROM, WHAT FOR", std::min(326.0F, height * 0.53F)};
        case ExplainCard::Check:
            return {"check-card", {}, 330};
        case ExplainCard::Loops:
            return {"loops-card", {}, 270};
        case ExplainCard::None:
            break;
    }
    return {};
}

bool has_picture(const Snapshot& shot) {
    return shot.session.example.images != nullptr;
}

Commands inside_card(const Ui& ui, const Snapshot& shot, UiState& state, const Rect& rect) {
    switch (state.explain.card) {
        case ExplainCard::Filmstrip:
            return filmstrip(ui, shot, state, rect);
        case ExplainCard::MakeIt:
            return make_it(ui, shot, state, rect);
        case ExplainCard::Provenance:
            return provenance(ui, shot, state, rect);
        case ExplainCard::Check:
            return check_card(ui, shot, rect);
        case ExplainCard::Loops:
            return loops_card(ui, shot, rect);
        case ExplainCard::None:
            break;
    }
    return {};
}

}  // namespace

Commands explain_card(const Ui& ui, const Snapshot& shot, UiState& state, const Rect& area) {
    const ExplainCard card = state.explain.card;
    const bool about_picture = card == ExplainCard::Filmstrip || card == ExplainCard::MakeIt;
    if (about_picture && !has_picture(shot)) {
        state.explain.card = ExplainCard::None;
    }
    if (state.explain.card == ExplainCard::None) {
        return {};
    }
    const CardLook look = look_of(card, area.width() / ui.scale, area.height() / ui.scale);
    // Title and formula of the stage stay in sight.
    const float height = std::min(ui.px(look.height), area.height() - ui.px(78));
    const Rect rect{area.x0, area.y1 - height, area.x1, area.y1};
    // With room around it: a window clips what lies on its very edge, as the outline does.
    const Rect around = rect.inset(-ui.px(2));
    ImGui::SetNextWindowPos(around.min());
    ImGui::SetNextWindowSize(around.size());
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::Begin("explain", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                     ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav |
                     ImGuiWindowFlags_NoFocusOnAppearing);
    ImGui::PopStyleVar(2);
    ui.items.add(look.name, rect);
    ui.fill(rect, mix(ui.theme.card, ui.theme.raised, 0.35F), ui.px(10));
    ui.outline(rect, mix(ui.theme.line, ui.theme.muted, 0.5F), ui.px(10));
    Rect inside = rect.inset(ui.px(16), ui.px(12));
    Rect head = inside.cut_top(ui.px(22));
    const Rect close = head.cut_right(ui.px(24));
    if (icon_button(ui, "explain.close", {close.x0, close.y0 - ui.px(3), close.x1, close.y1},
                    Icon::Close, "Close (Esc)", ButtonStyle::Quiet)) {
        state.explain.card = ExplainCard::None;
    }
    ui.heading(head.min(), card == ExplainCard::Check   ? ui.tr("check.title")
                           : card == ExplainCard::Loops ? ui.tr("loops.title")
                                                        : look.heading);
    Commands out = inside_card(ui, shot, state, inside);
    ImGui::End();
    return out;
}

void explain_buttons(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    ExplainState& explain = state.explain;
    const float gap = ui.px(6);
    const Rect left = rect.cut_left((rect.width() - gap) / 2);
    rect.cut_left(gap);
    const auto style = [&](ExplainCard card) {
        return explain.card == card ? ButtonStyle::Primary : ButtonStyle::Plain;
    };
    if (button(ui, "filmstrip", left, "How it is read in", style(ExplainCard::Filmstrip))) {
        toggle_card(explain, ExplainCard::Filmstrip);
    }
    const int target = explain.target >= 0 && explain.target != prediction(shot.session)
                           ? explain.target
                           : first_target(shot.session);
    if (button(ui, "make-it", rect, "Make it a " + std::to_string(target) + " …",
               style(ExplainCard::MakeIt))) {
        toggle_card(explain, ExplainCard::MakeIt);
    }
}

void provenance_button(const Ui& ui, UiState& state, const StageCell& shown, Rect& header) {
    const std::string_view label = header.width() > ui.px(620) ? "Where from, what for?" : "Why?";
    Rect at = header.cut_right(text_size(ui.fonts.small, label).x + ui.px(20));
    header.cut_right(ui.px(10));
    at.y0 -= ui.px(4);
    at.y1 = at.y0 + ui.px(23);
    if (button(ui, "provenance", at, label)) {
        state.pinned = shown;
        toggle_card(state.explain, ExplainCard::Provenance);
    }
}

}  // namespace layerwise
