// What the pens drew in one frame, in words: beside ImGui's triangles, for pictures that hold text.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include <imgui.h>

#include "app/draw/geometry.h"
#include "app/draw/heatmap.h"
#include "app/draw/theme.h"

namespace layerwise {

enum class Align { Left, Center, Right };

struct DrawnText {  // one line
    std::string text;
    ImFont* font = nullptr;
    ImVec2 at;  // its top left corner
    float width = 0;
    Align align = Align::Left;  // which end of it the layout meant
    Color color;
};
struct DrawnBox {
    Rect rect;
    Color color;
    float rounding = 0;
    float line = 0;  // the outline's width, or 0 where it is filled
};
struct DrawnLine {
    ImVec2 from, to;
    Color color;
    float width = 1;
};
struct DrawnHeatmap {
    Rect rect;
    HeatmapPixels pixels;
};
using Drawn = std::variant<DrawnText, DrawnBox, DrawnLine, DrawnHeatmap>;

// What the indices first…last − 1 of a draw list stand for.
struct Mark {
    const ImDrawList* list = nullptr;
    int first = 0, last = 0;
    std::vector<Drawn> drawn;
};

class Recorder {
public:
    void begin_frame() { marks_.clear(); }
    // Everything that went into the list since it had `first` indices. Nothing, where it was
    // clipped away.
    void add(const ImDrawList& list, int first, std::vector<Drawn> drawn) {
        if (list.IdxBuffer.Size > first) {
            marks_.push_back({&list, first, list.IdxBuffer.Size, std::move(drawn)});
        }
    }
    const std::vector<Mark>& marks() const { return marks_; }

private:
    std::vector<Mark> marks_;
};

// Draws heatmaps by another's hand and notes down what they look like.
class RecordingHeatmaps final : public Heatmaps {
public:
    // REQUIRES: both outlive it.
    RecordingHeatmaps(Heatmaps& hand, Recorder& recorder) : hand_(hand), recorder_(recorder) {}
    void draw(ImDrawList& list, const Rect& rect, const Heatmap& heatmap) override {
        const int first = list.IdxBuffer.Size;
        hand_.draw(list, rect, heatmap);
        recorder_.add(list, first, {DrawnHeatmap{rect, pixels_of(heatmap)}});
    }

private:
    Heatmaps& hand_;
    Recorder& recorder_;
};

}  // namespace layerwise
