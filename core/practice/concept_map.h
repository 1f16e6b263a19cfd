// What belongs to what: the lessons' map, which is also their table of contents.
#pragma once

#include <string>
#include <vector>

#include "core/practice/record.h"

namespace layerwise {

// Done: all its lessons are finished and nothing of them was missed the last time. Missed: a
// question of a lesson that was begun was. Next: the first that is neither. Later: the others.
enum class ConceptState { Done, Missed, Next, Later };

struct ConceptNode {
    std::string id;                    // "linear"; its name is under "map.linear"
    double x = 0, y = 0;               // its middle, in a square of 1 × 1
    std::vector<std::string> lessons;  // by their numbers
    ConceptState state = ConceptState::Later;
};

// How one feeds another; what it says is under "map.FROM-TO".
struct ConceptEdge {
    int from = 0, to = 0;  // indices into nodes
    std::string key;       // "map.data-linear"
};

struct ConceptMap {
    std::vector<ConceptNode> nodes;  // data, linear, activation, loss, gradient, update
    std::vector<ConceptEdge> edges;
};

ConceptMap concept_map(const std::vector<Lesson>& lessons, const PracticeRecord& record);

// "done", "missed", "next", "later": the end of its key under "map.".
std::string_view name(ConceptState state);

}  // namespace layerwise
