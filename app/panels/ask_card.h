// The question of a lesson's step, or of a step that is predicted before it is seen: under the
// stage, with what it is answered with and what is said of the answer.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

bool shows_ask_card(const Snapshot& shot);

// Pixels that it wants at that width.
float ask_card_height(const Ui& ui, const Snapshot& shot, float width);

Commands ask_card(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect);

// The question in words.
std::string question_words(const Ui& ui, const Snapshot& shot);

}  // namespace layerwise
