// Sets a formula like a textbook: italic bold vectors and matrices, scripts, fractions.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/draw/ui.h"
#include "core/trace/notation.h"

namespace layerwise {

enum class Face { BoldItalic, Italic, Upright };

// A run of one face, placed. The origin of the layout is its left end, on the baseline; y grows
// downwards.
struct SetRun {
    std::string text;
    Face face = Face::Upright;
    bool script = false;  // in the small size
    float x = 0, y = 0;   // left end, baseline
    float width = 0;
    int tensor = -1;
};

// A fraction's rule.
struct SetRule {
    float x0 = 0, x1 = 0, y = 0;
};

struct SetFormula {
    std::vector<SetRun> runs;
    std::vector<SetRule> rules;
    float width = 0, ascent = 0, descent = 0;
};

// How wide a run is, and how high and deep its font reaches.
struct FormulaMetrics {
    std::function<float(const std::string& text, Face face, bool script)> width;
    float size = 30;         // of the base font, in pixels
    float script_size = 19;  // of the scripts
};

SetFormula set_formula(const Formula& formula, const FormulaMetrics& metrics);

enum class FormulaSize { Display, Label };

// Sets it with the screen's fonts.
SetFormula set_formula(const Ui& ui, const Formula& formula, FormulaSize size);

// Draws it with the left end of the baseline at `at`. Runs of `lit` tensors keep the full colour,
// when there is one (≥ 0) the others recede. Gives the tensor under the pointer, or −1.
int draw_formula(const Ui& ui, const SetFormula& formula, FormulaSize size, ImVec2 at,
                 const Color& color, int lit = -1);

}  // namespace layerwise
