// The lens: one element of the step worked out, as pictures, as terms and in numbers.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

void lens(const Ui& ui, const Snapshot& shot, int step, Cell cell, Rect rect);

}  // namespace layerwise
