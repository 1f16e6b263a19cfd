// The morph's scrubber: a play button, a track with named stages, and the motion between them.
#pragma once

#include <span>
#include <string_view>

#include "app/draw/ui.h"
#include "app/panels/panel.h"

namespace layerwise {

// Moves the stage on in time; a step of the pass sends it to its own stage. `layer` is the one
// shown: another layer's stage is taken at once.
void advance_morph(const Ui& ui, const Snapshot& shot, UiState& state, int layer,
                   std::optional<double> step_stage, double last);

// Draws the scrubber: names[k] is stage k's.
void morph_bar(const Ui& ui, UiState& state, Rect rect, std::span<const std::string_view> names);

}  // namespace layerwise
