#include "core/training/curve.h"

namespace layerwise {

void Curve::add(std::int64_t update, double epoch, double loss, Index right, Index samples,
                double seconds) {
    const auto weight = static_cast<double>(samples);
    open_.loss += loss * weight;
    open_.right += static_cast<double>(right);
    open_.samples += weight;
    update_ = update;
    epoch_ = epoch;
    seconds_ = seconds;
    if (++updates_in_open_ == updates_a_point_) {
        add_point();
    }
}

void Curve::close() {
    if (updates_in_open_ > 0) {
        add_point();
    }
}

void Curve::add_point() {
    points_.push_back(
        {update_, epoch_, open_.loss / open_.samples, open_.right / open_.samples, seconds_});
    weights_.push_back(open_.samples);
    open_ = {};
    updates_in_open_ = 0;
    if (points_.size() == kMostCurvePoints) {
        merge_neighbours();
    }
}

void Curve::merge_neighbours() {
    for (std::size_t k = 0; k + 1 < points_.size(); k += 2) {
        const CurvePoint first = points_[k], second = points_[k + 1];
        const double samples = weights_[k] + weights_[k + 1];
        const double share = weights_[k + 1] / samples;
        CurvePoint& merged = points_[k / 2];
        merged = second;
        merged.loss = (1 - share) * first.loss + share * second.loss;
        merged.accuracy = (1 - share) * first.accuracy + share * second.accuracy;
        weights_[k / 2] = samples;
    }
    points_.resize(points_.size() / 2);
    weights_.resize(points_.size());
    updates_a_point_ *= 2;
}

}  // namespace layerwise
