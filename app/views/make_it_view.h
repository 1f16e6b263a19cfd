// A picture on its way to another class: the path, and what has moved at the slider's point.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/explain/input_path.h"
#include "core/session/session.h"

namespace layerwise {

// One term of z_to − z_from that moved: "a2[17]" from 0.12 to 0.80.
struct MovedRow {
    std::string name;
    MovedTerm term;
};

struct MakeItView {
    std::uint64_t version = 0;
    InputPath path;
    int point = 0;  // on the path
    MovedLogits logits;
    std::vector<MovedRow> rows;  // those that moved most
    Index unit = 0;              // of the first layer: the pinned one, or that which moved most
    bool unit_is_pinned = false;
    double unit_before = 0, unit_after = 0;  // its z
    // As pictures: the input, the change, the painted input, and the unit's terms wᵢⱼ Δxⱼ.
    Matrix<double> before, change, after, terms;
};

// The path to that class. REQUIRES: the session's example reads pictures.
MakeItView make_it_view(const Session& session, std::uint64_t version, int target);

// The class that is offered first: the second most probable one.
int first_target(const Session& session);

// The same view at another point of its path. `unit`: a unit of the first layer to follow, or −1
// for the one that moves most.
MakeItView at_point(MakeItView view, const Session& session, int point, Index unit);

}  // namespace layerwise
