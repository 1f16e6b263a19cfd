#include "app/views/training_view.h"

#include <array>

#include <fmt/format.h>

namespace layerwise {
namespace {

constexpr double kSmoothing = 0.06;  // of each new point in the running mean

template <class Point>
double place(const Point& point, TrainingAxis axis) {
    switch (axis) {
        case TrainingAxis::Epochs:
            return point.epoch;
        case TrainingAxis::Updates:
            return static_cast<double>(point.update);
        case TrainingAxis::Seconds:
            break;
    }
    return point.seconds;
}

template <class Point>
ChartCurve curve_of(const std::vector<Point>& points, bool accuracy, TrainingAxis axis,
                    Color color) {
    ChartCurve curve{color, {}, {}};
    for (const Point& point : points) {
        curve.x.push_back(place(point, axis));
        curve.y.push_back(accuracy ? point.accuracy : point.loss);
    }
    return curve;
}

}  // namespace

std::string_view name(TrainingPage page) {
    switch (page) {
        case TrainingPage::Curves:
            return "curves";
        case TrainingPage::Layers:
            return "layers";
        case TrainingPage::Mistakes:
            return "mistakes";
        case TrainingPage::Timeline:
            break;
    }
    return "timeline";
}

Color run_color(const Theme& theme, int number) {
    const std::array<Color, kRunColors> colors{theme.forward,  theme.negative,      theme.update,
                                               theme.backward, theme.dimensions[2], theme.loss};
    return colors[static_cast<std::size_t>(number - 1) % colors.size()];
}

std::string run_name(const Ui& ui, const KeptRun& run) {
    return run.name.empty() ? ui.tr("runs.run", {{"number", fmt::format("{}", run.number)}})
                            : run.name;
}

std::vector<double> smoothed(const std::vector<double>& y) {
    std::vector<double> result;
    double mean = 0;
    for (const double value : y) {
        mean = result.empty() ? value : mean + (value - mean) * kSmoothing;
        result.push_back(mean);
    }
    return result;
}

std::vector<ChartCurve> run_curves(const Theme& theme, std::span<const KeptRun> runs, bool accuracy,
                                   TrainingAxis axis, bool smooth) {
    std::vector<ChartCurve> curves;
    for (const KeptRun& run : runs) {
        if (!run.shown) {
            continue;
        }
        const Color color = run_color(theme, run.number);
        ChartCurve train = curve_of(run.newest->curve, accuracy, axis, color);
        if (smooth) {
            ChartCurve raw = train;
            raw.color = color.faded(0.25F);
            raw.width = 1;
            train.y = smoothed(train.y);
            curves.push_back(std::move(raw));
        }
        curves.push_back(std::move(train));
        ChartCurve test = curve_of(run.newest->evaluations, accuracy, axis, color);
        test.dashed = true;
        curves.push_back(std::move(test));
    }
    return curves;
}

std::vector<RunReadout> readouts(std::span<const KeptRun> runs, TrainingAxis axis, bool smooth,
                                 double x) {
    std::vector<RunReadout> result;
    for (const KeptRun& run : runs) {
        if (!run.shown || run.newest->curve.empty()) {
            continue;
        }
        const ChartCurve loss = curve_of(run.newest->curve, false, axis, {});
        const ChartCurve accuracy = curve_of(run.newest->curve, true, axis, {});
        const std::size_t k = nearest_point(loss.x, x);
        RunReadout readout{run.number,
                           loss.x[k],
                           (smooth ? smoothed(loss.y) : loss.y)[k],
                           (smooth ? smoothed(accuracy.y) : accuracy.y)[k],
                           {},
                           {}};
        if (!run.newest->evaluations.empty()) {
            const ChartCurve test = curve_of(run.newest->evaluations, false, axis, {});
            const EvaluationPoint& nearest = run.newest->evaluations[nearest_point(test.x, x)];
            readout.test_loss = nearest.loss;
            readout.test_accuracy = nearest.accuracy;
        }
        result.push_back(readout);
    }
    return result;
}

}  // namespace layerwise
