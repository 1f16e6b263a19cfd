// What is said of an answer.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace layerwise {

enum class Judgement { Right, Wrong, Unreadable };

struct Verdict {
    Judgement judgement = Judgement::Wrong;
    // The mistake that gives just this answer, or "". The catalogue has its sentence under
    // "slip.NAME", the lesson under "STEP.slip-NAME" where it is the lesson's own.
    std::string slip;
    // What the sentence speaks of: {"cell", "z1[2]"}, {"name", "W1"}, {"given", "0.8"}, …
    std::vector<std::pair<std::string, std::string>> facts;
};

}  // namespace layerwise
