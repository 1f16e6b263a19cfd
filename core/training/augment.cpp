#include "core/training/augment.h"

#include <cassert>
#include <cmath>
#include <numbers>

namespace layerwise {
namespace {

// SplitMix64: each state gives well mixed bits, so that it can start from any hash.
// Source: Steele, Lea & Flood, "Fast splittable pseudorandom number generators", 2014.
class SplitMix {
public:
    explicit SplitMix(std::uint64_t state) : state_(state) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t bits = state_;
        bits = (bits ^ (bits >> 30U)) * 0xBF58476D1CE4E5B9U;
        bits = (bits ^ (bits >> 27U)) * 0x94D049BB133111EBU;
        return bits ^ (bits >> 31U);
    }

    // Uniform in [−limit, limit): 24 bits, as many as a float holds.
    float within(float limit) {
        const float unit = static_cast<float>(next() >> 40U) / static_cast<float>(1U << 24U);
        return limit * (2 * unit - 1);
    }

private:
    std::uint64_t state_;
};

}  // namespace

Distortion random_distortion(std::uint32_t seed, int epoch, Index sample) {
    SplitMix run((std::uint64_t{seed} << 32U) | static_cast<std::uint32_t>(epoch));
    SplitMix random(run.next() ^ static_cast<std::uint64_t>(sample));
    Distortion distortion;
    distortion.angle = random.within(12 * std::numbers::pi_v<float> / 180);
    distortion.scale_x = 1 + random.within(0.12F);
    distortion.scale_y = 1 + random.within(0.12F);
    distortion.shear = random.within(0.15F);
    distortion.shift_x = random.within(2);
    distortion.shift_y = random.within(2);
    return distortion;
}

void distort(std::span<const std::uint8_t> image, Index rows, Index cols,
             const Distortion& distortion, std::span<float> result) {
    assert(static_cast<Index>(image.size()) == rows * cols && result.size() == image.size());

    // Each pixel of the result asks where its ink came from: p = c + S⁻¹ H⁻¹ R⁻¹ (q − c − shift).
    const float cosine = std::cos(distortion.angle), sine = std::sin(distortion.angle);
    const float xx = (cosine + distortion.shear * sine) / distortion.scale_x;
    const float xy = (sine - distortion.shear * cosine) / distortion.scale_x;
    const float yx = -sine / distortion.scale_y;
    const float yy = cosine / distortion.scale_y;
    const float centre_x = static_cast<float>(cols - 1) / 2;
    const float centre_y = static_cast<float>(rows - 1) / 2;

    const auto ink = [&](Index i, Index j) {
        const bool inside = 0 <= i && i < rows && 0 <= j && j < cols;
        return inside ? static_cast<float>(image[static_cast<std::size_t>(i * cols + j)]) : 0.0F;
    };
    std::size_t pixel = 0;
    for (Index i = 0; i < rows; ++i) {
        const float dy = static_cast<float>(i) - centre_y - distortion.shift_y;
        for (Index j = 0; j < cols; ++j) {
            const float dx = static_cast<float>(j) - centre_x - distortion.shift_x;
            const float x = centre_x + xx * dx + xy * dy;
            const float y = centre_y + yx * dx + yy * dy;
            const float left = std::floor(x), top = std::floor(y);
            const float right_share = x - left, bottom_share = y - top;
            const auto row = static_cast<Index>(top), col = static_cast<Index>(left);
            const float above = (1 - right_share) * ink(row, col) + right_share * ink(row, col + 1);
            const float below =
                (1 - right_share) * ink(row + 1, col) + right_share * ink(row + 1, col + 1);
            result[pixel++] = ((1 - bottom_share) * above + bottom_share * below) / 255;
        }
    }
}

}  // namespace layerwise
