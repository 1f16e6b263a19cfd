// The product on the stage, read in the way the reader chose, as far as the replay has come.
#pragma once

#include <optional>
#include <string>

#include "app/views/linking.h"
#include "core/trace/convention.h"
#include "core/trace/reading.h"

namespace layerwise {

struct StageReading {
    Product product;
    Reading reading = Reading::Dots;
    Cell cell;                    // the element of C that dots and columns are about
    Index count = 0;              // parts in all
    Index done = 0;               // parts that are in the result shown
    Index part = 0;               // the one to look at: the last one done, or the one pointed at
    ReadingPart at;               // what that part multiplies
    std::optional<Index> term{};  // the k under the pointer: of A\'s columns and B\'s rows
    bool complete() const { return done == count; }
};

// Nothing where the step multiplies no matrices. `sweep`: how many parts the replay has done.
// `pointed`: the tensor and cell under the pointer; elsewhere the part that weighs most is chosen.
std::optional<StageReading> stage_reading(const Trace& trace, int step, Reading reading, Cell cell,
                                          const std::optional<Index>& sweep, int pointed_tensor,
                                          Cell pointed);

// What of a tensor (as core keeps it) the reading lights; nothing: what `lit_for` says.
std::optional<CellRange> lit_range(const StageReading& reading, int tensor, int result);

// The single cell of A or B (as core keeps them) that the term under the pointer reads.
std::optional<CellRange> term_cell(const StageReading& reading, int tensor);

// "784 dot products", "a mix of 784 columns", …: what the reading makes of the product, in the
// convention's words.
std::string reading_sentence(const Trace& trace, const StageReading& reading,
                             Convention convention);

}  // namespace layerwise
