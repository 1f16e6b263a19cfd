#include "app/views/plane_view.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr double kReach = 6;  // of points made on the spot
constexpr Index kThumbnailPoints = 90;

// Keys that no other scene had: pictures of an old network must not be taken for the new one's.
std::uint64_t next_key(const std::shared_ptr<const PlaneScene>& before) {
    return before == nullptr ? 1 : before->key + 1;
}

std::shared_ptr<const std::vector<Matrix<double>>> make_thumbnails() {
    std::vector<Matrix<double>> thumbnails;
    for (const PointSet kind : all_point_sets()) {
        PointOptions options;
        options.set = kind;
        options.count = kThumbnailPoints;
        options.test_share = 0;
        const LearningSet set = point_learning_set(options, {Feature::X1, Feature::X2});
        Matrix<double> points(3, set.raw.train.count());
        points.topRows(2) = set.raw.train.X / kReach;
        for (Index n = 0; n < points.cols(); ++n) {
            points(2, n) = shade(set, set.raw.train.Y(0, n));
        }
        thumbnails.push_back(std::move(points));
    }
    return std::make_shared<const std::vector<Matrix<double>>>(std::move(thumbnails));
}

// All features over the grid, one picture beside the other.
Matrix<double> feature_pictures(const Matrix<double>& points, Index side) {
    const Matrix<double> made = features_of(points, all_features());
    Matrix<double> pictures(side, side * made.rows());
    Eigen::Map<Matrix<double>>(pictures.data(), side * side, made.rows()) = made.transpose();
    return pictures;
}

// Of several classes the chosen one's probability; where only the class counts, whether it wins.
Matrix<double> shown_output(const PlaneScene& scene) {
    const auto last = static_cast<int>(scene.network->layers.size());
    const Index outputs = scene.network->outputs();
    Matrix<double> shown = scene.surface.picture(last, scene.output);
    if (outputs > 1 && scene.discretized) {
        Matrix<double> others = Matrix<double>::Zero(shown.rows(), shown.cols());
        for (Index i = 0; i < outputs; ++i) {
            others =
                i == scene.output ? others : others.cwiseMax(scene.surface.picture(last, i)).eval();
        }
        return (shown.array() >= others.array())
            .select(Matrix<double>::Ones(shown.rows(), shown.cols()), -1.0);
    }
    shown = shown.unaryExpr([&](double a) { return shade(*scene.set, a); });
    if (scene.discretized) {
        shown = shown.unaryExpr([](double value) { return value >= 0 ? 1.0 : -1.0; });
    }
    return shown;
}

}  // namespace

bool shows_plane(const Session& session) {
    return session.example.set != nullptr && session.example.set->is_plane() &&
           session.example.input.raw.size() == 2;
}

double plane_reach(const LearningSet& set) {
    if (set.points) {
        return kReach;
    }
    double farthest = set.raw.train.X.cwiseAbs().maxCoeff();
    if (set.raw.test.count() > 0) {
        farthest = std::max(farthest, set.raw.test.X.cwiseAbs().maxCoeff());
    }
    return std::ceil(std::max(farthest * 1.05, 1.0) * 2) / 2;
}

std::shared_ptr<const PlaneScene> plane_scene(const Session& session, const PlaneViewState& state,
                                              const std::shared_ptr<const PlaneScene>& before) {
    const Example& example = session.example;
    const auto outputs = static_cast<int>(example.network->outputs());
    const int output = std::clamp(state.output, 0, outputs - 1);
    const bool same_set = before != nullptr && before->set == example.set;
    if (same_set && before->network == example.network &&
        before->discretized == state.discretized && before->output == output) {
        return before;
    }
    auto scene = std::make_shared<PlaneScene>();
    scene->network = example.network;
    scene->set = example.set;
    scene->discretized = state.discretized;
    scene->output = output;
    scene->grid.reach = plane_reach(*example.set);
    scene->key = next_key(before);
    scene->set_key = same_set ? before->set_key : scene->key;
    scene->thumbnails = before != nullptr ? before->thumbnails : make_thumbnails();
    if (same_set) {
        scene->fed = before->fed;
        scene->features = before->features;
    } else {
        const Matrix<double> points = grid_points(scene->grid);
        scene->fed = std::make_shared<const Matrix<float>>(example.set->fed(points).cast<float>());
        scene->features =
            std::make_shared<const Matrix<double>>(feature_pictures(points, scene->grid.side));
    }
    scene->surface = plane_surface(*example.network, *scene->fed, scene->grid.side);
    scene->shown = shown_output(*scene);
    return scene;
}

double shade(const LearningSet& set, double a) {
    return std::clamp(set.is_regression() ? a : 2 * a - 1, -1.0, 1.0);
}

double target_shade(const LearningSet& set, const Eigen::Ref<const Vector<double>>& y, int output) {
    return shade(set, y(std::min<Index>(output, y.size() - 1)));
}

std::string target_text(const LearningSet& set, const Eigen::Ref<const Vector<double>>& y) {
    if (set.is_regression()) {
        return number_text(y(0), 3);
    }
    Index k = 0;
    if (y.size() > 1) {
        y.maxCoeff(&k);
    } else {
        k = y(0) >= 0.5 ? 1 : 0;
    }
    return set.raw.classes[static_cast<std::size_t>(k)];
}

std::optional<NearPoint> point_near(const LearningSet& set, const Vector<double>& raw, double reach,
                                    bool with_test) {
    std::optional<NearPoint> nearest;
    double least = reach * reach;
    for (const bool of_test : {false, true}) {
        const Samples& samples = of_test ? set.raw.test : set.raw.train;
        if (samples.count() == 0 || (of_test && !with_test)) {
            continue;
        }
        const Index sample = nearest_sample(samples, raw);
        const double distance = (samples.X.col(sample) - raw).squaredNorm();
        if (distance < least) {
            least = distance;
            nearest = NearPoint{of_test, sample};
        }
    }
    return nearest;
}

PlaneReading read_point(const Session& session, const Vector<double>& raw,
                        const Vector<double>& y) {
    const Network<double>& network = *session.example.network;
    PlaneReading reading;
    reading.activity = activity(network, session.example.set->fed(raw));
    reading.loss = loss_of(network, reading.activity, y);
    return reading;
}

std::string numbers_text(const Vector<double>& values, int decimals) {
    std::string text;
    for (const double value : values) {
        text += text.empty() ? "" : "  ";
        text += number_text(value, decimals);
    }
    return text;
}

}  // namespace layerwise
