// Where a person can stop in a trace: at every layer, every operation, or every element.
#pragma once

#include <optional>
#include <string_view>

#include "core/trace/trace.h"

namespace layerwise {

enum class Granularity { Layer, Operation, Element };

// "layer", "operation", "element".
std::string_view name(Granularity granularity);
std::optional<Granularity> granularity_from_name(std::string_view text);

// A place in the trace. `element` counts along the result in its column-major order (column
// convention) and matters only at Element granularity.
struct Cursor {
    int step = 0;
    Index element = 0;
    bool operator==(const Cursor&) const = default;
};

// Layer stops are the last step of each run of steps with one phase and layer; operation stops are
// all steps; element stops are all elements of all results. At either end next and previous stay.
Cursor first(const Trace& trace, Granularity granularity);
Cursor last(const Trace& trace, Granularity granularity);
Cursor next(const Trace& trace, Granularity granularity, Cursor cursor);
Cursor previous(const Trace& trace, Granularity granularity, Cursor cursor);

// The nearest stop at or after the cursor: where it stands after granularity is switched.
Cursor snap(const Trace& trace, Granularity granularity, Cursor cursor);

// "Stop 3 of 32": index from 0, and the number of stops.
Index stop_index(const Trace& trace, Granularity granularity, Cursor cursor);
Index stop_count(const Trace& trace, Granularity granularity);

// The first and the last step of the stop's run: one step but at Layer granularity.
struct StepRange {
    int first = 0, last = 0;
};
StepRange steps_of(const Trace& trace, Granularity granularity, Cursor cursor);

}  // namespace layerwise
