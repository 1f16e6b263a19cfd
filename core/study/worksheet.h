// A pass with blanks to fill in, and the answers on its last page.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/text/catalogue.h"
#include "core/trace/convention.h"
#include "core/trace/trace.h"

namespace layerwise {

struct WorksheetOptions {
    double density = 0.3;    // the share of blanks among the numbers that can be worked out
    std::uint32_t seed = 0;  // which of them
    Convention convention = Convention::Column;
    int decimals = 2;
};

// A number that is left out: its step, its place in the tensor as written, its answer.
struct Blank {
    int step = 0;
    Index row = 0, col = 0;
    double answer = 0;
};

// Which numbers are left out. Only what can be worked out from the sheet: a step whose operands are
// shown whole. At density 0 there are none, at 1 all of them.
std::vector<Blank> blanks(const Trace& trace, const WorksheetOptions& options);

// One self-contained page: x, y, W and b; each step with its formula and its numbers, some left
// out; and the answers, on a page of their own. Well-formed XML.
std::string worksheet_html(const Trace& trace, const std::string& title,
                           const WorksheetOptions& options, const Catalogue& catalogue);

}  // namespace layerwise
