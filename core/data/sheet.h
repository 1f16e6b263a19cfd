// Ink told from the sheet it is on, for photos and pictures of any brightness.
#pragma once

#include "core/data/image.h"

namespace layerwise {

// The sheet as it would look blank, judged by the picture's border, where nobody writes.
struct Sheet {
    Image ground;           // level + a slope from edge to edge: light seldom falls evenly
    float level = 0;        // the border's median
    float spread = 0;       // how far three quarters of the border stray from the ground: its noise
    bool is_light = false;  // the ink is darker than the ground
};

// REQUIRES: the picture is not empty.
Sheet sheet_of(const Image& picture);

// Ink from 0 to 1, its strongest pixel 1: the difference from the ground in the ink's direction,
// noise set to 0. All 0 when there is hardly a difference.
Image ink_on(const Sheet& sheet, const Image& picture);

}  // namespace layerwise
