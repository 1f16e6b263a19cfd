#include "core/trace/stops.h"

#include <algorithm>
#include <array>

namespace layerwise {
namespace {

int step_count(const Trace& trace) {
    return static_cast<int>(trace.steps.size());
}

const Step& step_at(const Trace& trace, int step) {
    return trace.steps[static_cast<std::size_t>(step)];
}

Index elements(const Trace& trace, int step) {
    return trace.result(step_at(trace, step)).value.size();
}

bool same_run(const Trace& trace, int a, int b) {
    return step_at(trace, a).phase == step_at(trace, b).phase &&
           step_at(trace, a).layer == step_at(trace, b).layer;
}

bool ends_run(const Trace& trace, int step) {
    return step + 1 == step_count(trace) || !same_run(trace, step, step + 1);
}

StepRange run_around(const Trace& trace, int step) {
    StepRange run{step, step};
    while (run.first > 0 && same_run(trace, run.first - 1, step)) {
        --run.first;
    }
    while (!ends_run(trace, run.last)) {
        ++run.last;
    }
    return run;
}

}  // namespace

std::string_view name(Granularity granularity) {
    switch (granularity) {
        case Granularity::Layer:
            return "layer";
        case Granularity::Operation:
            return "operation";
        case Granularity::Element:
            return "element";
    }
    return {};
}

std::optional<Granularity> granularity_from_name(std::string_view text) {
    for (const Granularity granularity :
         std::array{Granularity::Layer, Granularity::Operation, Granularity::Element}) {
        if (name(granularity) == text) {
            return granularity;
        }
    }
    return std::nullopt;
}

Cursor first(const Trace& trace, Granularity granularity) {
    return snap(trace, granularity, Cursor{});
}

Cursor last(const Trace& trace, Granularity granularity) {
    const int step = step_count(trace) - 1;
    return {step, granularity == Granularity::Element ? elements(trace, step) - 1 : 0};
}

Cursor next(const Trace& trace, Granularity granularity, Cursor cursor) {
    if (granularity == Granularity::Element && cursor.element + 1 < elements(trace, cursor.step)) {
        return {cursor.step, cursor.element + 1};
    }
    if (granularity == Granularity::Layer && !ends_run(trace, cursor.step)) {
        return snap(trace, granularity, cursor);
    }
    if (cursor.step + 1 == step_count(trace)) {
        return last(trace, granularity);
    }
    return snap(trace, granularity, {cursor.step + 1, 0});
}

Cursor previous(const Trace& trace, Granularity granularity, Cursor cursor) {
    if (granularity == Granularity::Element && cursor.element > 0) {
        return {cursor.step, std::min(cursor.element, elements(trace, cursor.step)) - 1};
    }
    const int before = steps_of(trace, granularity, cursor).first - 1;
    if (before < 0) {
        return first(trace, granularity);
    }
    return {before, granularity == Granularity::Element ? elements(trace, before) - 1 : 0};
}

Cursor snap(const Trace& trace, Granularity granularity, Cursor cursor) {
    switch (granularity) {
        case Granularity::Layer:
            return {run_around(trace, cursor.step).last, 0};
        case Granularity::Operation:
            return {cursor.step, 0};
        case Granularity::Element:
            return {cursor.step,
                    std::clamp<Index>(cursor.element, 0, elements(trace, cursor.step) - 1)};
    }
    return cursor;
}

Index stop_index(const Trace& trace, Granularity granularity, Cursor cursor) {
    Index index = 0;
    for (int step = 0; step < cursor.step; ++step) {
        switch (granularity) {
            case Granularity::Layer:
                index += ends_run(trace, step) ? 1 : 0;
                break;
            case Granularity::Operation:
                index += 1;
                break;
            case Granularity::Element:
                index += elements(trace, step);
                break;
        }
    }
    return granularity == Granularity::Element ? index + cursor.element : index;
}

Index stop_count(const Trace& trace, Granularity granularity) {
    return stop_index(trace, granularity, last(trace, granularity)) + 1;
}

StepRange steps_of(const Trace& trace, Granularity granularity, Cursor cursor) {
    if (granularity == Granularity::Layer) {
        return run_around(trace, cursor.step);
    }
    return {cursor.step, cursor.step};
}

}  // namespace layerwise
