#include "core/training/batches.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "core/training/augment.h"

namespace layerwise {
namespace {

// Asks for an image that is needed soon: the order is random, so no processor guesses it.
void prefetch(std::span<const std::uint8_t> image) {
    constexpr std::size_t kCacheLine = 64;
    for (std::size_t byte = 0; byte < image.size(); byte += kCacheLine) {
        __builtin_prefetch(&image[byte]);
    }
}

}  // namespace

Batches image_batches(std::shared_ptr<const ImageSet> images, Index classes, bool augment,
                      std::uint32_t seed) {
    assert(images);
    Batches batches;
    batches.count = images->count();
    batches.inputs = images->pixels_per_image();
    batches.outputs = classes;
    batches.gather = [images = std::move(images), augment, seed](
                         std::span<const Index> samples, int epoch, Eigen::Ref<Matrix<float>> X,
                         Eigen::Ref<Matrix<float>> Y) {
        Y.setZero();
        constexpr std::size_t kAhead = 4;
        for (Index n = 0; n < X.cols(); ++n) {
            const auto at = static_cast<std::size_t>(n);
            if (at + kAhead < samples.size()) {
                prefetch(images->image(samples[at + kAhead]));
            }
            const Index sample = samples[at];
            const std::span<const std::uint8_t> image = images->image(sample);
            const std::span<float> x(X.col(n).data(), image.size());
            if (augment) {
                const Distortion distortion = random_distortion(seed, epoch, sample);
                distort(image, images->rows, images->cols, distortion, x);
            } else {
                std::ranges::transform(image, x.begin(), [](std::uint8_t pixel) {
                    return static_cast<float>(pixel) / 255;
                });
            }
            Y(images->labels[static_cast<std::size_t>(sample)], n) = 1;
        }
    };
    return batches;
}

Batches column_batches(const Matrix<double>& X, const Matrix<double>& Y) {
    assert(X.cols() == Y.cols());
    struct Columns {
        Matrix<float> X, Y;
    };
    const auto columns = std::make_shared<const Columns>(Columns{X.cast<float>(), Y.cast<float>()});
    Batches batches;
    batches.count = X.cols();
    batches.inputs = X.rows();
    batches.outputs = Y.rows();
    batches.gather = [columns](std::span<const Index> samples, int /*epoch*/,
                               Eigen::Ref<Matrix<float>> x, Eigen::Ref<Matrix<float>> y) {
        for (Index n = 0; n < x.cols(); ++n) {
            const Index sample = samples[static_cast<std::size_t>(n)];
            x.col(n) = columns->X.col(sample);
            y.col(n) = columns->Y.col(sample);
        }
    };
    return batches;
}

}  // namespace layerwise
