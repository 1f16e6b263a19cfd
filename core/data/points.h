// Points of the plane, made on the spot: small problems that a network can be watched to learn.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/data/samples.h"

namespace layerwise {

// Within about ±6 in both directions. Two classes, of equally many points:
enum class PointSet {
    Circle,    // a disc of radius 2.5, and a ring from 3.5 to 5
    Xor,       // where x₁ and x₂ have the same sign, and where not
    Gaussian,  // two clouds, around (2, 2) and (−2, −2)
    Spiral,    // two arms of 1¾ turns
    Moons,     // two half circles, one inside the other
    // or a number to predict at each point:
    Plane,  // (x₁ + x₂) / 12
    Gauss,  // hills and valleys: Σₖ ± exp(−|x − cₖ|² / 4.5) over six centres
};

// "circle", "xor", "gaussian", "spiral", "moons", "plane", "gauss".
std::string_view name(PointSet set);
std::optional<PointSet> point_set_from_name(std::string_view text);
std::span<const PointSet> all_point_sets();
bool is_regression(PointSet set);

struct PointOptions {
    PointSet set = PointSet::Circle;
    Index count = 500;
    double noise = 0;         // 0…1: a point of a class is moved by a normal of this σ, times 2;
                              // what is to be predicted is changed by a normal of this σ
    double test_share = 0.2;  // 0…0.9
    std::uint32_t seed = 0;

    bool operator==(const PointOptions&) const = default;
};

inline constexpr Index kMostPoints = 1'000'000;

// "points: expected a whole number from 2 to 1000000, found 1", or nothing.
std::optional<std::string> problem_with(const PointOptions& options);

// Inputs "x1" and "x2"; classes "0" and "1", or one number. The same options give the same points.
// REQUIRES: !problem_with(options).
SplitSamples make_points(const PointOptions& options);

}  // namespace layerwise
