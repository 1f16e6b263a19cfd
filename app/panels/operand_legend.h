// What stands beneath an operand: its shape, and what its colours' ends mean.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

// "128 × 784" in its dimensions' colours; the colours' range below, as a bar where it fits.
void operand_legend(const Ui& ui, const Trace& trace, const Rect& rect, const Heatmap& heatmap,
                    bool grey, ColorScale scale);

}  // namespace layerwise
