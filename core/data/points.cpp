#include "core/data/points.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "core/data/random.h"

namespace layerwise {
namespace {

using Point = Eigen::Vector2d;
using std::numbers::pi;

constexpr std::array kPointSets = {PointSet::Circle, PointSet::Xor,   PointSet::Gaussian,
                                   PointSet::Spiral, PointSet::Moons, PointSet::Plane,
                                   PointSet::Gauss};
constexpr double kSide = 6;          // regression: points are within ± this
constexpr double kNoiseOfPoint = 2;  // σ for a noise of 1

Point polar(double radius, double angle) {
    return {radius * std::cos(angle), radius * std::sin(angle)};
}

// A point of class 0 or 1, before the noise.
Point point_of(PointSet set, int label, Random& random) {
    switch (set) {
        case PointSet::Circle: {
            // The root spreads the points evenly over the area.
            const double inner = label == 0 ? 0.0 : 3.5, outer = label == 0 ? 2.5 : 5.0;
            const double radius = std::sqrt(random.uniform(inner * inner, outer * outer));
            return polar(radius, random.uniform(0, 2 * pi));
        }
        case PointSet::Xor: {
            constexpr double kGap = 0.3, kFar = 5;
            const double x1 = random.uniform(kGap, kFar), x2 = random.uniform(kGap, kFar);
            const double side = random.below(2) == 0 ? 1 : -1;
            return {side * x1, (label == 0 ? side : -side) * x2};
        }
        case PointSet::Gaussian: {
            const double centre = label == 0 ? 2 : -2;
            const double x1 = random.normal(), x2 = random.normal();
            return {centre + x1, centre + x2};
        }
        case PointSet::Spiral: {
            const double along = random.uniform(0.05, 1);
            return polar(5 * along, 1.75 * 2 * pi * along + (label == 0 ? 0 : pi));
        }
        case PointSet::Moons: {
            const double angle = random.uniform(0, pi);
            const Point arc = polar(3.5, angle);
            return label == 0 ? Point(arc.x() - 1.75, arc.y() - 0.9)
                              : Point(1.75 - arc.x(), 0.9 - arc.y());
        }
        case PointSet::Plane:
        case PointSet::Gauss:
            break;
    }
    return {random.uniform(-kSide, kSide), random.uniform(-kSide, kSide)};
}

// What is to be predicted at x.
double value_at(PointSet set, const Point& x) {
    if (set == PointSet::Plane) {
        return x.sum() / (2 * kSide);
    }
    struct Hill {
        Point centre;
        double height;
    };
    const std::array<Hill, 6> hills = {{{{-4, 2.5}, 1},
                                        {{0, 2.5}, -1},
                                        {{4, 2.5}, 1},
                                        {{-4, -2.5}, -1},
                                        {{0, -2.5}, 1},
                                        {{4, -2.5}, -1}}};
    double value = 0;
    for (const Hill& hill : hills) {
        value += hill.height * std::exp(-(x - hill.centre).squaredNorm() / 4.5);
    }
    return value;
}

}  // namespace

std::string_view name(PointSet set) {
    switch (set) {
        case PointSet::Circle:
            return "circle";
        case PointSet::Xor:
            return "xor";
        case PointSet::Gaussian:
            return "gaussian";
        case PointSet::Spiral:
            return "spiral";
        case PointSet::Moons:
            return "moons";
        case PointSet::Plane:
            return "plane";
        case PointSet::Gauss:
            return "gauss";
    }
    return {};
}

std::optional<PointSet> point_set_from_name(std::string_view text) {
    const auto* const found =
        std::ranges::find(kPointSets, text, [](PointSet set) { return name(set); });
    return found == kPointSets.end() ? std::nullopt : std::optional(*found);
}

std::span<const PointSet> all_point_sets() {
    return kPointSets;
}

bool is_regression(PointSet set) {
    return set == PointSet::Plane || set == PointSet::Gauss;
}

std::optional<std::string> problem_with(const PointOptions& options) {
    if (options.count < 2 || options.count > kMostPoints) {
        return fmt::format("points: expected a whole number from 2 to {}, found {}", kMostPoints,
                           options.count);
    }
    if (!(options.noise >= 0 && options.noise <= 1)) {
        return fmt::format("noise: expected a number from 0 to 1, found {}", options.noise);
    }
    if (!(options.test_share >= 0 && options.test_share <= 0.9)) {
        return fmt::format("test share: expected a number from 0 to 0.9, found {}",
                           options.test_share);
    }
    return std::nullopt;
}

SplitSamples make_points(const PointOptions& options) {
    assert(!problem_with(options));
    Random random(std::array{options.seed, static_cast<std::uint32_t>(options.set)});
    const bool regression = is_regression(options.set);
    Samples all{Matrix<double>(2, options.count),
                Matrix<double>::Zero(regression ? 1 : 2, options.count)};
    for (Index n = 0; n < options.count; ++n) {
        const int label = static_cast<int>(n % 2);
        Point x = point_of(options.set, label, random);
        if (regression) {
            all.Y(0, n) = value_at(options.set, x) + options.noise * random.normal();
        } else {
            all.Y(label, n) = 1;
            for (double& coordinate : x) {
                coordinate += options.noise * kNoiseOfPoint * random.normal();
            }
        }
        all.X(0, n) = x.x();
        all.X(1, n) = x.y();
    }
    SplitSamples samples;
    samples.inputs = {"x1", "x2"};
    if (!regression) {
        samples.classes = {"0", "1"};
    }
    split(all, options.test_share, options.seed, samples);
    return samples;
}

}  // namespace layerwise
