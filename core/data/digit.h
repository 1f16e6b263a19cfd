// From strokes or any picture to 28 × 28 pixels, the way MNIST's own images were made.
//
// Source: http://yann.lecun.com/exdb/mnist/ — size-normalised into 20 × 20 keeping the aspect
// ratio, anti-aliased, then put into 28 × 28 by centre of mass.
#pragma once

#include <vector>

#include "core/data/image.h"

namespace layerwise {

struct Point {
    float x = 0, y = 0;  // fractions of the canvas, (0, 0) top left
};
using Stroke = std::vector<Point>;
using Strokes = std::vector<Stroke>;

inline constexpr Index kCanvasSize = 140;   // rows and columns that strokes are painted on
inline constexpr float kPenWidth = 0.085F;  // of the canvas: MNIST's pens, about 2.4 of 28

// Strokes painted with a round pen, anti-aliased: kCanvasSize square, ink 1 on ground 0. A stroke
// of one point is a dot.
Image paint(const Strokes& strokes);

// Which stages of the normalisation are done. One that is off shows what it is worth.
struct Preparation {
    bool crop = true;    // off: the whole source goes on
    bool scale = true;   // off: the size it was drawn in, where the source's longer side is 28
    bool center = true;  // off: the place it was drawn at, where the source fills the field
    bool operator==(const Preparation&) const = default;
    bool is_complete() const { return crop && scale && center; }
};

// Every stage of the normalisation, kept so that it can be shown.
struct DigitStages {
    Image source;   // ink 1 on ground 0, whatever the size
    Image cropped;  // the ink's bounding box; empty (0 × 0) when there is no ink
    Image fitted;   // its longer side scaled to 20 by area averaging, the strongest ink to 1
    Image centred;  // 28 × 28, centre of mass at the middle; all 0 when there is no ink
    bool inverted = false;  // the source was dark on light
};

// The stages for ink on ground 0. No ink ever falls outside the field.
DigitStages normalize_digit(const Image& ink, const Preparation& preparation = {});

// The same for a photo or a PNG of any size: dark on light is recognised by its border and turned
// round, the ground is subtracted, contrast stretched; above 280 pixels it is first averaged down.
// A 28 × 28 light-on-dark image, MNIST's own form, is taken as is.
DigitStages normalize_picture(const Image& picture);

}  // namespace layerwise
