#include "core/data/sheet.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace layerwise {
namespace {

// Less contrast than this is an empty sheet, not a digit.
constexpr float kLeastContrast = 0.08F;

// Noise is what differs from the ground by less than this many times the border's spread (4.6
// standard deviations where it is Gaussian): never less than the first of these shares of the
// strongest ink, never more than the second.
constexpr float kSpreads = 4;
constexpr float kLeastInk = 0.06F;
constexpr float kSurelyInk = 0.5F;

// The value that this share of all values is below. Not the mean: a few odd ones must not count.
float quantile(Vector<float> values, double share) {
    const auto n = static_cast<Index>(share * static_cast<double>(values.size()));
    std::nth_element(values.begin(), values.begin() + n, values.end());
    return values[n];
}

float median(const Vector<float>& values) {
    return quantile(values, 0.5);
}

// The four edges of a picture, one after the other.
Vector<float> border_of(const Image& picture) {
    Vector<float> border(2 * (picture.rows() + picture.cols()));
    border << picture.leftCols(1), picture.rightCols(1), picture.topRows(1).transpose(),
        picture.bottomRows(1).transpose();
    return border;
}

// From −½ at one edge to ½ at the other.
Vector<float> ramp(Index count) {
    if (count == 1) {
        return Vector<float>::Zero(1);
    }
    return Vector<float>::LinSpaced(count, -0.5F, 0.5F);
}

}  // namespace

Sheet sheet_of(const Image& picture) {
    assert(picture.size() > 0);
    const float level = median(border_of(picture));
    const float down =
        median(picture.bottomRows(1).transpose()) - median(picture.topRows(1).transpose());
    const float right = median(picture.rightCols(1)) - median(picture.leftCols(1));
    const Image ground = (down * ramp(picture.rows())).replicate(1, picture.cols()) +
                         (right * ramp(picture.cols()).transpose()).replicate(picture.rows(), 1) +
                         Image::Constant(picture.rows(), picture.cols(), level);
    const Image difference = picture - ground;

    // The cube counts strong differences far more than the many faint ones of an unevenly lit
    // sheet, and keeps their sign.
    return {.ground = ground,
            .level = level,
            .spread = quantile(border_of(difference.cwiseAbs()), 0.75),
            .is_light = difference.array().cube().sum() < 0};
}

Image ink_on(const Sheet& sheet, const Image& picture) {
    const float sign = sheet.is_light ? -1.0F : 1.0F;
    const Image ink = (sign * (picture - sheet.ground)).cwiseMax(0.0F);
    const float strongest = ink.maxCoeff();
    if (strongest < kLeastContrast) {
        return Image::Zero(ink.rows(), ink.cols());
    }
    const float noise =
        std::clamp(kSpreads * sheet.spread, kLeastInk * strongest, kSurelyInk * strongest);
    return (ink.array() < noise).select(0.0F, ink / strongest);
}

}  // namespace layerwise
