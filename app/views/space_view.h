// What a small layer does to space: the grid of inputs and its image under x → W x → + b → f, and
// what W's singular values say of it in words. Pure data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/views/space_state.h"
#include "core/analysis/svd.h"
#include "core/session/session.h"

namespace layerwise {

// Spaces of at most so many dimensions are drawn as they are.
inline constexpr Index kMostDimensions = 3;

// The layer that the space view shows: the stage's, or the last at the loss.
int space_layer(const Session& session);
bool is_small(const Trace& trace, int layer);

// a = f(W x + b) of one layer at one sample.
struct LayerMap {
    Matrix<double> W;
    Vector<double> b;
    Activation f = Activation::Identity;
    Vector<double> x;
};
LayerMap layer_map(const Session& session, int layer, Index sample);

// The stages of the morph: 0 is x, 1 W x, 2 W x + b, 3 f(W x + b).
inline constexpr double kLastStage = 3;

// Where each column of X (in × points) is at a stage, (3 × points); between stages on the straight
// way. Spaces of fewer dimensions lie in the first ones. REQUIRES: 0 ≤ stage ≤ kLastStage.
Matrix<double> images(const LayerMap& map, const Matrix<double>& X, double stage);

// The stage that a step of the forward pass has come to; nothing elsewhere.
std::optional<double> stage_of(const Session& session);

using Point3 = Eigen::Vector3d;

struct SpaceLine {
    std::vector<Point3> points;
    bool is_axis = false;
};

struct SpaceArrow {
    enum class Kind { Basis, Sample, Shift } kind = Kind::Basis;
    int index = 0;  // of the basis vector
    Point3 from = Point3::Zero(), to = Point3::Zero();
    std::string label;
    std::optional<SpaceHandle> handle;  // where it can be dragged
};

struct SpacePane {
    std::vector<SpaceLine> lines;
    std::vector<SpaceArrow> arrows;
    int dimensions = 2;
    double flatness = 0;  // 1: a camera should look straight down on the first two axes
};

struct SpaceScene {
    std::uint64_t key = 0;
    LayerMap map;
    SpacePane input, output;
    std::vector<Point3> lost;  // unit vectors that W maps to zero, where there are
    double reach = 1;          // what a pane must hold, from its middle to its rim
    std::vector<std::string> facts;
};

// The grid, the arrows and the words at a stage. `x_is_given`: x is the example's own input, and so
// can be changed.
SpaceScene space_scene(const LayerMap& map, double stage, bool x_is_given);

// "det W 1.19   rank 2", "σ₁ σ₂  1.21, 0.98", "turn −23° · stretch 1.21 × 0.98 · turn 41°",
// "no direction is lost".
std::vector<std::string> space_facts(const Matrix<double>& W, const Svd& svd);

// The edits that bring the handle's arrowhead to the point: one number each. Coordinates of Column
// and Bias are those of the output space without b where `stage` < 2.
std::vector<EditValue> dragged(const LayerMap& map, int layer, Index sample,
                               const SpaceHandle& handle, const Point3& to, double stage);

}  // namespace layerwise
