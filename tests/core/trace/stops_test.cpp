#include "core/trace/stops.h"

#include <gtest/gtest.h>

#include "tests/core/trace/small_networks.h"

namespace layerwise {
namespace {

constexpr std::array kAll = {Granularity::Layer, Granularity::Operation, Granularity::Element};

Trace small() {
    return trace_of(
        problem({3, 2, 2}, Activation::Relu, Activation::Softmax, Loss::CrossEntropy, 2));
}

std::vector<Cursor> all_stops(const Trace& t, Granularity granularity) {
    std::vector<Cursor> stops = {first(t, granularity)};
    while (!(stops.back() == last(t, granularity))) {
        stops.push_back(next(t, granularity, stops.back()));
    }
    return stops;
}

TEST(Stops, AtLayersAreTheEndsOfRuns) {
    const Trace t = small();
    std::vector<std::string> names;
    for (const Cursor& stop : all_stops(t, Granularity::Layer)) {
        names.push_back(t.result(step_at(t, stop.step)).name);
    }
    const std::vector<std::string> expected = {"a1",     "a2",      "loss",   "dL_dx2",
                                               "dL_dx1", "b1_next", "b2_next"};
    EXPECT_EQ(names, expected);
}

TEST(Stops, AtOperationsAreAllSteps) {
    const Trace t = small();
    EXPECT_EQ(stop_count(t, Granularity::Operation), static_cast<Index>(t.steps.size()));
}

TEST(Stops, AtElementsAreAllElementsOfAllResults) {
    const Trace t = small();
    Index elements = 0;
    for (const Step& step : t.steps) {
        elements += t.result(step).value.size();
    }
    EXPECT_EQ(stop_count(t, Granularity::Element), elements);
}

TEST(Stops, AreNumberedInOrder) {
    const Trace t = small();
    for (const Granularity granularity : kAll) {
        const std::vector<Cursor> stops = all_stops(t, granularity);
        EXPECT_EQ(static_cast<Index>(stops.size()), stop_count(t, granularity));
        for (std::size_t k = 0; k < stops.size(); ++k) {
            EXPECT_EQ(stop_index(t, granularity, stops[k]), static_cast<Index>(k));
        }
    }
}

TEST(Stops, PreviousUndoesNext) {
    const Trace t = small();
    for (const Granularity granularity : kAll) {
        const std::vector<Cursor> stops = all_stops(t, granularity);
        for (std::size_t k = 0; k + 1 < stops.size(); ++k) {
            EXPECT_EQ(previous(t, granularity, stops[k + 1]), stops[k]);
        }
    }
}

TEST(Stops, StayAtEitherEnd) {
    const Trace t = small();
    for (const Granularity granularity : kAll) {
        EXPECT_EQ(next(t, granularity, last(t, granularity)), last(t, granularity));
        EXPECT_EQ(previous(t, granularity, first(t, granularity)), first(t, granularity));
    }
}

TEST(Stops, SnapToTheNextOneAndStayThere) {
    const Trace t = small();
    for (int step = 0; step < step_count(t); ++step) {
        for (const Granularity granularity : kAll) {
            const Cursor stop = snap(t, granularity, {step, 1});
            EXPECT_GE(stop.step, step);
            EXPECT_EQ(snap(t, granularity, stop), stop);
            const StepRange run = steps_of(t, granularity, stop);
            EXPECT_LE(run.first, step);
            EXPECT_EQ(run.last, stop.step);
        }
    }
}

TEST(Stops, InTheMiddleOfALayerMoveToItsEndAndBack) {
    const Trace t = small();
    EXPECT_EQ(next(t, Granularity::Layer, {4, 0}), (Cursor{5, 0}));
    EXPECT_EQ(previous(t, Granularity::Layer, {4, 0}), (Cursor{2, 0}));
}

TEST(Stops, KnowTheirGranularityByName) {
    for (const Granularity granularity : kAll) {
        EXPECT_EQ(granularity_from_name(name(granularity)), granularity);
    }
    EXPECT_FALSE(granularity_from_name("neuron"));
}

}  // namespace
}  // namespace layerwise
