// The card over the lower part of the stage that answers a question: how a drawing was prepared,
// what would make it another class, where a number comes from.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

// Draws the open card, if one is, at the bottom of `area`: the stage and the code line.
Commands explain_card(const Ui& ui, const Snapshot& shot, UiState& state, const Rect& area);

// The buttons that open the cards about the drawing, for the digit panel.
void explain_buttons(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

// The button in the lens's header, at its right end, that asks where its number comes from. Takes
// its room from the header.
void provenance_button(const Ui& ui, UiState& state, const StageCell& shown, Rect& header);

}  // namespace layerwise
