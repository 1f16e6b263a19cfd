#include <algorithm>
#include <cmath>

#include "core/data/digit.h"

namespace layerwise {
namespace {

using Eigen::Vector2f;

constexpr auto kSide = static_cast<float>(kCanvasSize);
constexpr float kRadius = kPenWidth * kSide / 2;

// Half a pixel inside the pen's rim ink is full, half a pixel outside it is none.
constexpr float kReach = kRadius + 0.5F;

// How far p is from the segment a…b: from its nearest point a + t (b − a), 0 ≤ t ≤ 1.
float distance_to_segment(const Vector2f& p, const Vector2f& a, const Vector2f& b) {
    const Vector2f along = b - a;
    const float length2 = along.squaredNorm();
    const float t = length2 > 0 ? std::clamp((p - a).dot(along) / length2, 0.0F, 1.0F) : 0.0F;
    return (p - (a + t * along)).norm();
}

// The whole pixels from `low` to `high`, cut to the canvas: [first, last).
struct Pixels {
    Index first, last;
};
Pixels pixels_between(float low, float high) {
    return {static_cast<Index>(std::clamp(std::floor(low), 0.0F, kSide)),
            static_cast<Index>(std::clamp(std::ceil(high), 0.0F, kSide))};
}

// Where strokes overlap the ink is the stronger of the two, not their sum: ink is opaque.
void paint_segment(Image& canvas, const Vector2f& a, const Vector2f& b) {
    if (!a.allFinite() || !b.allFinite()) {
        return;
    }
    const Vector2f low = a.cwiseMin(b).array() - kReach;
    const Vector2f high = a.cwiseMax(b).array() + kReach;
    const Pixels rows = pixels_between(low.y(), high.y());
    const Pixels cols = pixels_between(low.x(), high.x());
    for (Index j = cols.first; j < cols.last; ++j) {
        for (Index i = rows.first; i < rows.last; ++i) {
            const Vector2f centre(static_cast<float>(j) + 0.5F, static_cast<float>(i) + 0.5F);
            const float ink = kReach - distance_to_segment(centre, a, b);
            canvas(i, j) = std::max(canvas(i, j), std::clamp(ink, 0.0F, 1.0F));
        }
    }
}

Vector2f on_canvas(const Point& point) {
    return kSide * Vector2f(point.x, point.y);
}

}  // namespace

Image paint(const Strokes& strokes) {
    Image canvas = Image::Zero(kCanvasSize, kCanvasSize);
    for (const Stroke& stroke : strokes) {
        if (stroke.size() == 1) {
            paint_segment(canvas, on_canvas(stroke[0]), on_canvas(stroke[0]));
        }
        for (std::size_t k = 1; k < stroke.size(); ++k) {
            paint_segment(canvas, on_canvas(stroke[k - 1]), on_canvas(stroke[k]));
        }
    }
    return canvas;
}

}  // namespace layerwise
