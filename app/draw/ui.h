// What every drawing function gets: theme, fonts, scale, words, and the pens that use them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include <imgui.h>

#include "app/draw/fonts.h"
#include "app/draw/geometry.h"
#include "app/draw/graph.h"
#include "app/draw/heatmap.h"
#include "app/draw/items.h"
#include "app/draw/recorder.h"
#include "app/draw/theme.h"
#include "core/text/catalogue.h"

namespace layerwise {

struct Ui {
    const Theme& theme;
    const Fonts& fonts;
    float scale = 1;  // pixels a design unit
    Items& items;
    Heatmaps& heatmaps;
    Graphs& graphs;
    const Catalogue& words;        // of the reader's language
    bool still = false;            // captures: nothing that differs from run to run
    Recorder* recorder = nullptr;  // where the pens note down what they draw, if anywhere
    bool tips = true;              // tips beside the pointer

    // The reader's words for a key of the catalogue, with its names in braces filled in.
    std::string_view tr(std::string_view key) const { return layerwise::tr(words, key); }
    std::string tr(
        std::string_view key,
        std::initializer_list<std::pair<std::string_view, std::string_view>> names) const {
        return layerwise::tr(words, key, names);
    }

    float px(float units) const { return units * scale; }
    static ImDrawList& list() { return *ImGui::GetWindowDrawList(); }

    // The top left corner (or top centre, or top right) of the text is at `at`.
    void text(ImFont* font, ImVec2 at, const Color& color, std::string_view text,
              Align align = Align::Left) const;
    // The text centred in height, and by `align` in width; clipped to the rectangle.
    void text_in(ImFont* font, const Rect& rect, const Color& color, std::string_view text,
                 Align align = Align::Left) const;
    // Wrapped at the width; gives the height it took.
    float wrapped(ImFont* font, ImVec2 at, float width, const Color& color,
                  std::string_view text) const;
    // The text, or as much of it as fits with "…" behind.
    std::string fitted(ImFont* font, std::string_view text, float width) const;
    // A heading in capitals, muted.
    void heading(ImVec2 at, std::string_view text) const;

    void fill(const Rect& rect, const Color& color, float rounding = 0) const;
    void outline(const Rect& rect, const Color& color, float rounding = 0, float width = 1) const;
    void line(ImVec2 from, ImVec2 to, const Color& color, float width = 1) const;
};

ImVec2 text_size(ImFont* font, std::string_view text, float wrap_width = 0);

}  // namespace layerwise
