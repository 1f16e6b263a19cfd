// The picture, its change and what it becomes, side by side; and how numbers are written beside it.
#pragma once

#include <string>

#include "app/draw/ui.h"
#include "app/views/make_it_view.h"

namespace layerwise {

// "99.8%", "+1.25".
std::string percent(double p);
std::string signed_text(double value, int decimals);

// x + change = painted; and what the change does to one unit of the first layer, from `terms_x` on
// where there is room.
void make_it_pictures(const Ui& ui, const MakeItView& view, Rect rect, float terms_x);

}  // namespace layerwise
