// The lens while a product is read by columns, outer products or blocks: one part of it, and what
// it adds to the sum so far.
#pragma once

#include "app/panels/lens_scene.h"

namespace layerwise {

// REQUIRES: scene.reading is there.
void lens_reading(const Ui& ui, const LensScene& scene, Rect rect);

}  // namespace layerwise
