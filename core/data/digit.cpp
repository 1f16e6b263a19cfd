#include "core/data/digit.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/data/resample.h"
#include "core/data/sheet.h"

namespace layerwise {
namespace {

constexpr Index kFitted = 20;
constexpr Index kField = 28;

// The middle of the field in pixel indices. Measured on MNIST: the centres of mass of all its
// images lie within half a pixel of 14, rows and columns.
constexpr float kMiddle = 14;

// Fainter pixels do not widen the crop: they are the rim of an anti-aliased stroke.
constexpr float kFaint = 0.05F;

// Larger pictures are averaged down to this first: paper grain and sensor noise go, ink stays.
constexpr Index kLargestPicture = 2 * kCanvasSize;

// The first and the last place where `strongest` is more than faint. REQUIRES: there is one.
template <class Strongest>
std::pair<Index, Index> inked_range(const Strongest& strongest) {
    Index first = 0, last = strongest.size() - 1;
    while (strongest[first] <= kFaint) {
        ++first;
    }
    while (strongest[last] <= kFaint) {
        --last;
    }
    return {first, last};
}

Image crop(const Image& ink) {
    if (ink.size() == 0 || ink.maxCoeff() <= kFaint) {
        return {};
    }
    const auto [top, bottom] = inked_range(ink.rowwise().maxCoeff().eval());
    const auto [left, right] = inked_range(ink.colwise().maxCoeff().eval());
    return ink.block(top, left, bottom - top + 1, right - left + 1);
}

Image scaled_to_longer_side(const Image& image, Index side) {
    const Index longer = std::max(image.rows(), image.cols());
    const auto scaled = [&](Index extent) {
        const auto exact = static_cast<double>(extent * side) / static_cast<double>(longer);
        return std::max(Index{1}, static_cast<Index>(std::lround(exact)));
    };
    return resample(image, scaled(image.rows()), scaled(image.cols()));
}

Image fit(const Image& cropped) {
    if (cropped.size() == 0) {
        return {};
    }
    const Image fitted = scaled_to_longer_side(cropped, kFitted);
    return fitted / fitted.maxCoeff();
}

// Where a picture of this extent must begin for its centre of mass to come to the middle: in whole
// pixels, as MNIST's were placed, and never so far that ink falls outside the field.
Index placement(float centre_of_mass, Index extent) {
    const auto wanted = static_cast<Index>(std::lround(kMiddle - centre_of_mass));
    return std::clamp(wanted, Index{0}, kField - extent);
}

Image centre(const Image& fitted) {
    Image field = Image::Zero(kField, kField);
    if (fitted.size() == 0) {
        return field;
    }
    // Centre of mass: Σ i·p / Σ p over the rows' sums and the columns' sums.
    const float mass = fitted.sum();
    const Vector<float> i = Vector<float>::LinSpaced(fitted.rows(), 0, float(fitted.rows() - 1));
    const Vector<float> j = Vector<float>::LinSpaced(fitted.cols(), 0, float(fitted.cols() - 1));
    const float row = i.dot(fitted.rowwise().sum()) / mass;
    const float col = j.dot(fitted.colwise().sum()) / mass;
    field.block(placement(row, fitted.rows()), placement(col, fitted.cols()), fitted.rows(),
                fitted.cols()) = fitted;
    return field;
}

}  // namespace

DigitStages normalize_digit(const Image& ink) {
    DigitStages stages;
    stages.source = ink;
    stages.cropped = crop(stages.source);
    stages.fitted = fit(stages.cropped);
    stages.centred = centre(stages.fitted);
    return stages;
}

DigitStages normalize_picture(const Image& picture) {
    if (picture.size() == 0) {
        return normalize_digit(picture);
    }
    const bool large = std::max(picture.rows(), picture.cols()) > kLargestPicture;
    const Image sized = large ? scaled_to_longer_side(picture, kLargestPicture) : picture;
    const Sheet sheet = sheet_of(sized);
    const Image ink = ink_on(sheet, sized);
    const bool has_mnist_form = sized.rows() == kField && sized.cols() == kField &&
                                sheet.level < 0.5F && !sheet.is_light && ink.maxCoeff() > 0;

    DigitStages stages = normalize_digit(has_mnist_form ? sized : ink);
    if (has_mnist_form) {
        stages.centred = sized;
    }
    stages.inverted = sheet.is_light;
    return stages;
}

}  // namespace layerwise
