// What the plane view shows of a network: a picture for each of its units, and its numbers at a
// point.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/views/plane_state.h"
#include "core/explain/input_gradient.h"
#include "core/explain/plane_surface.h"
#include "core/session/session.h"

namespace layerwise {

// A unit of layer l, from 1; 0 is an input.
struct PlaneUnit {
    int layer = 0;
    Index index = 0;
    bool operator==(const PlaneUnit&) const = default;
};

// Everything that is computed when the network or the set changes, not each frame.
struct PlaneScene {
    std::shared_ptr<const Network<double>> network;
    std::shared_ptr<const LearningSet> set;
    bool discretized = false;
    int output = 0;

    PlaneGrid grid;
    std::uint64_t key = 0;                           // of the surface
    std::uint64_t set_key = 0;                       // of the set, and so of the features' pictures
    std::shared_ptr<const Matrix<float>> fed;        // the network's inputs over the grid
    std::shared_ptr<const Matrix<double>> features;  // every feature's picture, side by side
    std::shared_ptr<const std::vector<Matrix<double>>> thumbnails;  // of each point set: x₁, x₂, y
    PlaneSurface surface;
    // The output chosen, from −1 to 1: a class's probability from 0 to 1, or the number itself.
    Matrix<double> shown;
};

// Whether the session's inputs are points of the plane.
bool shows_plane(const Session& session);

// The scene of the session; `before`, where it is given, lends what has not changed.
// REQUIRES: shows_plane(session).
std::shared_ptr<const PlaneScene> plane_scene(const Session& session, const PlaneViewState& state,
                                              const std::shared_ptr<const PlaneScene>& before);

// How far the plane is shown to each side: 6 for made points, else what holds the rows.
double plane_reach(const LearningSet& set);

// An output as a colour from −1 to 1: of two classes 2 a − 1; a number to predict as it is.
double shade(const LearningSet& set, double a);

// What a target says as such a colour, and in words: "class setosa", "0.31".
double target_shade(const LearningSet& set, const Eigen::Ref<const Vector<double>>& y, int output);
std::string target_text(const LearningSet& set, const Eigen::Ref<const Vector<double>>& y);

// A point of the set near a place of the plane.
struct NearPoint {
    bool of_test = false;
    Index sample = 0;
};
std::optional<NearPoint> point_near(const LearningSet& set, const Vector<double>& raw, double reach,
                                    bool with_test);

// What the network makes of a point: every layer's z and a, and the loss against y.
struct PlaneReading {
    Activity activity;
    double loss = 0;
};
PlaneReading read_point(const Session& session, const Vector<double>& raw, const Vector<double>& y);

// "−1.20", with so many decimals, a true minus.
std::string numbers_text(const Vector<double>& values, int decimals);

}  // namespace layerwise
