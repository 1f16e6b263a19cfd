// What a large layer does to space, through W = U Σ Vᵀ: the plane of two singular directions as
// turn, stretch, turn, and x by what W sees of it. Pure data.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "app/draw/theme.h"
#include "app/views/space_view.h"

namespace layerwise {

// One plane of inputs, spanned by two right singular vectors, and its image in that of the left
// ones: coordinates along them. The frame that inputs are seen in before the first turn has the
// part of x in the plane to the right, and so has z's after the last turn.
struct PlaneMap {
    double sigma_1 = 1, sigma_2 = 1;
    Eigen::Vector2d x = Eigen::Vector2d::Zero();  // along v₁, v₂
    Eigen::Vector2d b = Eigen::Vector2d::Zero();  // along u₁, u₂
};
// With first = second, the second direction is what is left of x (and of b): W loses it.
PlaneMap plane_map(const Svd& svd, const Vector<double>& x, const Vector<double>& b, Index first,
                   Index second);

// The stages of the morph: 0 is the plane of x, 1 turned by Vᵀ, 2 stretched by Σ, 3 turned by U, 4
// shifted by b.
inline constexpr double kLastPlaneStage = 4;

// Where points C (2 × points, along the singular vectors) are at a stage, (2 × points).
Matrix<double> plane_images(const PlaneMap& map, const Matrix<double>& C, double stage);

// The stage that a step of the forward pass has come to; nothing elsewhere.
std::optional<double> plane_stage_of(const Session& session);

// How many singular values keep nine tenths of the energy.
Index telling_count(const Svd& svd);

// A vector of the input space as a picture or a strip.
struct SpectrumTile {
    std::string title, note, scale;
    Matrix<double> values;  // the picture, or 1 × in
    Palette palette = Palette::Values;
    float range = 1;
};

struct SpectrumScene {
    std::uint64_t key = 0;
    PlaneMap map;
    std::string name;                          // of the input: x, or a above the first layer
    Index first = 0, second = 1;               // singular directions
    double step = 1;                           // between the plane's grid lines
    double reach_before = 1, reach_after = 1;  // what the plane's pane must hold
    bool pictures = false;                     // the tiles are 28 × 28
    std::vector<SpectrumTile> tiles;           // two directions, x, x rebuilt, kept, killed
    std::vector<std::string> facts;
};

// REQUIRES: svd is of W of that layer; first and second are indices into its sigma; kept ≤ its
// sigma.size().
SpectrumScene spectrum_scene(const Session& session, const Svd& svd, int layer, Index sample,
                             Index first, Index second, Index kept);

// What has been done to the plane at a stage, in words.
std::string plane_words(const SpectrumScene& scene, double stage);

// What its pane must hold at a stage: it widens while the plane is stretched, at most twofold.
double plane_reach(const SpectrumScene& scene, double stage);

// The plane's grid and arrows at a stage.
SpacePane plane_pane(const SpectrumScene& scene, double stage);

}  // namespace layerwise
