// Sizes in their dimensions' hues: where two are equal, they are seen to be.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/draw/formula.h"
#include "app/draw/ui.h"

namespace layerwise {

// Writes a text whose numbers are sizes, "(128, 784) @ (784,)": each in the hue of its dimension,
// what is between them in `between`, all mixed with so much of the ground. The upper left corner is
// at `at`; gives the width.
float draw_sizes(const Ui& ui, ImFont* font, ImVec2 at, std::string_view text,
                 std::span<const Index> sizes, const Color& between, float recede = 0);

// What a tensor's symbol stands on: its shape, tiny.
struct Foot {
    int tensor = -1;
    float x0 = 0, x1 = 0;  // of the symbol above it
    std::string text;      // "128×784", "784" for a vector; nothing for a number
    float x = 0;           // its left end
};

// One foot for each tensor of the formula, where it stands, moved apart where they would touch.
// REQUIRES: `set` is the formula of one of the trace's steps.
std::vector<Foot> set_feet(const Ui& ui, const SetFormula& set, const Trace& trace,
                           Convention convention);

// Below a formula whose left end is at `at`; the feet of other tensors than `lit` recede, where
// there is one.
void draw_feet(const Ui& ui, std::span<const Foot> feet, ImVec2 at, std::span<const Index> sizes,
               int lit = -1);

// How high feet are.
float feet_height(const Ui& ui);

}  // namespace layerwise
