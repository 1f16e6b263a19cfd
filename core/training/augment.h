// Small random distortions of images: the same digit, written a little differently.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/matrix.h"

namespace layerwise {

// An affine map about the image's centre c: the ink at p goes to c + R H S (p − c) + shift, with
// the scale S first, then the shear H, then the turn R.
struct Distortion {
    float angle = 0;  // radians
    float scale_x = 1, scale_y = 1;
    float shear = 0;                 // of x, for each pixel of y
    float shift_x = 0, shift_y = 0;  // pixels
};

// Turned up to 12°, scaled 0.88–1.12, sheared up to 0.15, moved up to 2 pixels: what people's hands
// differ by. The same arguments give the same distortion, whichever thread asks.
Distortion random_distortion(std::uint32_t seed, int epoch, Index sample);

// The distorted image, 0…1, row by row, bilinear; outside of the image is ground (0).
// REQUIRES: image and result have rows · cols values.
void distort(std::span<const std::uint8_t> image, Index rows, Index cols,
             const Distortion& distortion, std::span<float> result);

}  // namespace layerwise
