// The walk that a person takes through a trace, cell by cell.
#include <algorithm>

#include "app/views/provenance_view.h"

namespace layerwise {

Walk walk_through(const Trace& trace, std::uint64_t version, const Place& place) {
    Walk walk;
    walk.version = version;
    walk.cells = way_back(trace, place);
    std::ranges::reverse(walk.cells);
    walk.at = walk.cells.size();
    walk.cells.push_back(place);
    for (const Place& next : way_ahead(trace, place)) {
        walk.cells.push_back(next);
    }
    return walk;
}

Walk walk_on(const Trace& trace, Walk walk, const Place& place) {
    if (const auto found = std::ranges::find(walk.cells, place); found != walk.cells.end()) {
        walk.at = static_cast<std::size_t>(found - walk.cells.begin());
        return walk;
    }
    const Place from = walk.cells[walk.at];
    const auto here = walk.cells.begin() + static_cast<std::ptrdiff_t>(walk.at);
    const Origin origin = made_from(trace, from);
    const bool is_behind =
        std::ranges::any_of(origin.contributions, [&](const Contribution& contribution) {
            return contribution.cell == place || contribution.with == place;
        });
    Walk turned = walk_through(trace, walk.version, place);
    const auto pivot = static_cast<std::ptrdiff_t>(turned.at);
    if (is_behind) {
        turned.cells.erase(turned.cells.begin() + pivot + 1, turned.cells.end());
        turned.cells.insert(turned.cells.end(), here, walk.cells.end());
        return turned;
    }
    const std::vector<Use> uses = feeds(trace, from);
    const bool is_ahead =
        std::ranges::any_of(uses, [&](const Use& use) { return use.result == place; });
    if (is_ahead) {
        turned.cells.erase(turned.cells.begin(), turned.cells.begin() + pivot);
        turned.cells.insert(turned.cells.begin(), walk.cells.begin(), here + 1);
        turned.at = walk.at + 1;
    }
    return turned;
}

int step_that_shows(const Trace& trace, const Place& place) {
    int reads = 0;
    bool found = false;
    for (int k = 0; k < static_cast<int>(trace.steps.size()); ++k) {
        const Step& step = trace.steps[static_cast<std::size_t>(k)];
        if (step.result == place.tensor) {
            return k;
        }
        if (!found && std::ranges::find(step.operands, place.tensor) != step.operands.end()) {
            reads = k;
            found = true;
        }
    }
    return reads;
}

}  // namespace layerwise
