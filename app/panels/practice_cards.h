// Two cards of the lessons: every gradient checked against a difference, and one product computed
// in four ways.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

Commands check_card(const Ui& ui, const Snapshot& shot, Rect rect);
Commands loops_card(const Ui& ui, const Snapshot& shot, Rect rect);

}  // namespace layerwise
