#include "core/data/features.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace layerwise {
namespace {

constexpr std::array kFeatures = {Feature::X1,        Feature::X2,   Feature::X1Squared,
                                  Feature::X2Squared, Feature::X1X2, Feature::SinX1,
                                  Feature::SinX2};

}  // namespace

std::string_view name(Feature feature) {
    constexpr std::array<std::string_view, 7> kNames = {"x1",   "x2",     "x1^2",  "x2^2",
                                                        "x1x2", "sin-x1", "sin-x2"};
    return kNames[static_cast<std::size_t>(feature)];
}

std::string_view spoken(Feature feature) {
    constexpr std::array<std::string_view, 7> kNames = {"x₁",   "x₂",     "x₁²",   "x₂²",
                                                        "x₁x₂", "sin x₁", "sin x₂"};
    return kNames[static_cast<std::size_t>(feature)];
}

std::optional<Feature> feature_from_name(std::string_view text) {
    const auto* const found =
        std::ranges::find(kFeatures, text, [](Feature feature) { return name(feature); });
    return found == kFeatures.end() ? std::nullopt : std::optional(*found);
}

std::span<const Feature> all_features() {
    return kFeatures;
}

Matrix<double> features_of(const Matrix<double>& points, std::span<const Feature> features) {
    assert(points.rows() == 2);
    const auto x1 = points.row(0).array();
    const auto x2 = points.row(1).array();
    Matrix<double> made(static_cast<Index>(features.size()), points.cols());
    for (std::size_t k = 0; k < features.size(); ++k) {
        auto row = made.row(static_cast<Index>(k)).array();
        switch (features[k]) {
            case Feature::X1:
                row = x1;
                break;
            case Feature::X2:
                row = x2;
                break;
            case Feature::X1Squared:
                row = x1.square();
                break;
            case Feature::X2Squared:
                row = x2.square();
                break;
            case Feature::X1X2:
                row = x1 * x2;
                break;
            case Feature::SinX1:
                row = x1.sin();
                break;
            case Feature::SinX2:
                row = x2.sin();
                break;
        }
    }
    return made;
}

}  // namespace layerwise
