// Text found again from its glyphs, where only ImGui's triangles are left of it.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <imgui.h>

#include "app/draw/recorder.h"

namespace layerwise {

class GlyphText {
public:
    // Of ImGui's current atlas.
    GlyphText();

    // Whether those indices of the command are glyphs.
    bool is_glyph(const ImDrawList& list, const ImDrawCmd& command, int index) const;

    // The lines that glyphs at indices first…last − 1 spell. Blanks leave no glyph: a gap is one.
    std::vector<DrawnText> lines(const ImDrawList& list, const ImDrawCmd& command, int first,
                                 int last) const;

private:
    struct Known {
        ImFont* font = nullptr;
        const ImFontGlyph* glyph = nullptr;
    };
    // By the upper left and the lower right corner in the atlas: clipping may have moved one.
    std::map<std::pair<float, float>, Known> by_low_, by_high_;
};

}  // namespace layerwise
