#include "core/data/digit.h"

#include <algorithm>
#include <cmath>
#include <optional>
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

// Rows and columns of a picture.
struct Box {
    Index top = 0, left = 0, rows = 0, cols = 0;
};

Box whole(const Image& image) {
    return {0, 0, image.rows(), image.cols()};
}

// The ink's bounding box, or nothing where there is no ink.
std::optional<Box> ink_box(const Image& ink) {
    if (ink.size() == 0 || ink.maxCoeff() <= kFaint) {
        return std::nullopt;
    }
    const auto [top, bottom] = inked_range(ink.rowwise().maxCoeff().eval());
    const auto [left, right] = inked_range(ink.colwise().maxCoeff().eval());
    return Box{top, left, bottom - top + 1, right - left + 1};
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
    const Image fitted = scaled_to_longer_side(cropped, kFitted);
    return fitted / fitted.maxCoeff();
}

// Field pixels that a source pixel covers when the source's longer side fills the field.
double drawn_scale(const Image& source) {
    return static_cast<double>(kField) /
           static_cast<double>(std::max(source.rows(), source.cols()));
}

// The part of the source in the size it was drawn in.
Image as_drawn(const Image& part, const Image& source) {
    const auto scaled = [&](Index extent) {
        const double exact = static_cast<double>(extent) * drawn_scale(source);
        return std::max(Index{1}, static_cast<Index>(std::lround(exact)));
    };
    return resample(part, scaled(part.rows()), scaled(part.cols()));
}

// A 28 × 28 field with the picture's corner at (top, left), which may lie outside of it.
Image placed(const Image& picture, Index top, Index left) {
    Image field = Image::Zero(kField, kField);
    const Index i = std::max(-top, Index{0});
    const Index j = std::max(-left, Index{0});
    const Index rows = std::min(picture.rows() - i, kField - (top + i));
    const Index cols = std::min(picture.cols() - j, kField - (left + j));
    field.block(top + i, left + j, rows, cols) = picture.block(i, j, rows, cols);
    return field;
}

// Where a picture must begin for its centre of mass to come to the middle: in whole pixels, as
// MNIST's were placed, and never so far that ink (from `first` over `extent`) leaves the field.
Index placement(float centre_of_mass, Index first, Index extent) {
    const auto wanted = static_cast<Index>(std::lround(kMiddle - centre_of_mass));
    return std::clamp(wanted, -first, kField - extent - first);
}

Image centre(const Image& fitted, const Box& ink) {
    // Centre of mass: Σ i·p / Σ p over the rows' sums and the columns' sums.
    const float mass = fitted.sum();
    const Vector<float> i = Vector<float>::LinSpaced(fitted.rows(), 0, float(fitted.rows() - 1));
    const Vector<float> j = Vector<float>::LinSpaced(fitted.cols(), 0, float(fitted.cols() - 1));
    const float row = i.dot(fitted.rowwise().sum()) / mass;
    const float col = j.dot(fitted.colwise().sum()) / mass;
    return placed(fitted, placement(row, ink.top, ink.rows), placement(col, ink.left, ink.cols));
}

// In the field where the box lay in the source: the two middles come to one place.
Image in_its_place(const Image& fitted, const Box& box, const Image& source) {
    const double scale = drawn_scale(source);
    const auto begin = [&](Index from, Index length, Index of, Index extent) {
        const double margin = (kField - static_cast<double>(of) * scale) / 2;
        const double middle =
            margin + (static_cast<double>(from) + static_cast<double>(length) / 2) * scale;
        const auto wanted = std::lround(middle - static_cast<double>(extent) / 2);
        return std::clamp(static_cast<Index>(wanted), Index{0}, kField - extent);
    };
    return placed(fitted, begin(box.top, box.rows, source.rows(), fitted.rows()),
                  begin(box.left, box.cols, source.cols(), fitted.cols()));
}

}  // namespace

DigitStages normalize_digit(const Image& ink, const Preparation& preparation) {
    DigitStages stages;
    stages.source = ink;
    const std::optional<Box> box = ink_box(ink);
    if (!box) {
        stages.centred = Image::Zero(kField, kField);
        return stages;
    }
    const Box kept = preparation.crop ? *box : whole(ink);
    stages.cropped = ink.block(kept.top, kept.left, kept.rows, kept.cols);
    stages.fitted =
        preparation.scale ? fit(stages.cropped) : as_drawn(stages.cropped, stages.source);
    if (preparation.center) {
        // What was cropped is ink up to its edges; else blank edges may leave the field.
        const Box edges = whole(stages.fitted);
        stages.centred = centre(stages.fitted,
                                preparation.crop ? edges : ink_box(stages.fitted).value_or(edges));
    } else {
        stages.centred = in_its_place(stages.fitted, kept, ink);
    }
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
