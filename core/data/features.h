// What a network may be fed of a point of the plane: its coordinates, and numbers made of them.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/matrix.h"

namespace layerwise {

enum class Feature { X1, X2, X1Squared, X2Squared, X1X2, SinX1, SinX2 };

// "x1", "x2", "x1^2", "x2^2", "x1x2", "sin-x1", "sin-x2".
std::string_view name(Feature feature);
// As on paper: "x₁", "x₁²", "x₁x₂", "sin x₁".
std::string_view spoken(Feature feature);
std::optional<Feature> feature_from_name(std::string_view text);
std::span<const Feature> all_features();

// One row for each feature, one column for each point of `points` (2 × N).
Matrix<double> features_of(const Matrix<double>& points, std::span<const Feature> features);

}  // namespace layerwise
