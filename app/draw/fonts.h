// The typefaces, rasterised for one scale: Inter for text, JetBrains Mono for numbers, STIX for
// formulas, DejaVu for the glyphs the others lack.
#pragma once

#include <string_view>
#include <vector>

#include <imgui.h>

#include "core/base/result.h"

namespace layerwise {

// A formula's three faces at one size.
struct MathFont {
    ImFont* bold_italic = nullptr;  // vectors and matrices
    ImFont* italic = nullptr;       // scalars
    ImFont* upright = nullptr;      // operators, digits, function names
};

// What a font is called outside this program, for pictures that hold text.
struct FontFace {
    ImFont* font = nullptr;
    std::string_view family;
    int weight = 400;
    bool italic = false;
    float em = 0;  // its size as style sheets count, in pixels: ImGui's is the line's height
};

struct Fonts {
    ImFont* text = nullptr;        // 13.5
    ImFont* text_bold = nullptr;   // 13.5
    ImFont* small = nullptr;       // 12
    ImFont* caps = nullptr;        // 11, for headings in capitals
    ImFont* title = nullptr;       // 17
    ImFont* mono = nullptr;        // 13
    ImFont* mono_bold = nullptr;   // 13
    ImFont* mono_small = nullptr;  // 11.5
    // Formula sizes: display 30, its scripts 19; label 19, its scripts 13.
    MathFont display, display_script, label, label_script;
    std::vector<FontFace> faces{};
};

// Fills ImGui's atlas at `scale` pixels a design unit, with the letters of `texts` that only a
// Chinese font has, where one is installed. Errors: a font file is missing (its package is named).
Result<Fonts> build_fonts(float scale, std::string_view texts = {});

// Whether the letters of Chinese can be shown.
bool has_chinese_font();

// ImGui's built-in font in every role: for tests without font files.
Fonts default_fonts();

}  // namespace layerwise
