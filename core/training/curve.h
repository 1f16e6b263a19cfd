// The training curve of a run of any length, in a bounded number of points.
#pragma once

#include <vector>

#include "core/training/trainer.h"

namespace layerwise {

inline constexpr std::size_t kMostCurvePoints = 2000;

// Collects a loss and an accuracy for each update. Starts with a point for every update; when there
// are too many, neighbours are merged two by two and points become half as frequent.
class Curve {
public:
    // Mean loss and right predictions of the `samples` of one update, which brought the run to
    // `update` and `epoch`, so many seconds after it began.
    void add(std::int64_t update, double epoch, double loss, Index right, Index samples,
             double seconds = 0);

    // The run is over: the updates since the last point make one more.
    void close();

    // Between kMostCurvePoints / 2 and kMostCurvePoints once it has been full. Every one is the
    // mean over all samples since the one before it.
    [[nodiscard]] const std::vector<CurvePoint>& points() const { return points_; }

private:
    // Sums since the last point.
    struct Sums {
        double loss = 0, right = 0, samples = 0;
    };
    void add_point();
    void merge_neighbours();

    std::vector<CurvePoint> points_;
    std::vector<double> weights_;  // samples behind each point
    Sums open_;
    std::int64_t update_ = 0;
    double epoch_ = 0;
    double seconds_ = 0;
    int updates_in_open_ = 0, updates_a_point_ = 1;
};

}  // namespace layerwise
