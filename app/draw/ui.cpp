#include "app/draw/ui.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <utility>
#include <vector>

namespace layerwise {
namespace {

// Glyphs are sharp only on whole pixels.
ImVec2 on_pixel(ImVec2 at) {
    return {std::floor(at.x + 0.5F), std::floor(at.y + 0.5F)};
}

// How far `align` moves text of that width to the left of its anchor.
float shift(Align align, float width) {
    switch (align) {
        case Align::Left:
            return 0;
        case Align::Center:
            return width / 2;
        case Align::Right:
            break;
    }
    return width;
}

// The lines that ImGui breaks a text into.
std::vector<Drawn> lines_of(ImFont* font, ImVec2 at, float width, const Color& color,
                            std::string_view text) {
    std::vector<Drawn> lines;
    const char* from = text.data();
    const char* end = from + text.size();
    while (from < end) {
        const char* stop = font->CalcWordWrapPositionA(1, from, end, width);
        stop = std::max(std::find(from, stop, '\n'), from + 1);
        std::string line(from, stop);
        line.erase(line.find_last_not_of(" \n") + 1);
        const float wide = text_size(font, line).x;
        lines.emplace_back(DrawnText{std::move(line), font, at, wide, Align::Left, color});
        at.y += font->FontSize;
        // A break eats the blanks after it, and one end of a line.
        from = std::find_if(stop, end, [](char c) { return c != ' '; });
        from += from < end && *from == '\n' ? 1 : 0;
    }
    return lines;
}

}  // namespace

ImVec2 text_size(ImFont* font, std::string_view text, float wrap_width) {
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, wrap_width, text.data(),
                               text.data() + text.size());
}

void Ui::text(ImFont* font, ImVec2 at, const Color& color, std::string_view text,
              Align align) const {
    const float width =
        align != Align::Left || recorder != nullptr ? text_size(font, text).x : 0.0F;
    at = on_pixel({at.x - shift(align, width), at.y});
    const int first = list().IdxBuffer.Size;
    list().AddText(font, font->FontSize, at, color.packed(), text.data(),
                   text.data() + text.size());
    if (recorder != nullptr) {
        recorder->add(list(), first, {DrawnText{std::string(text), font, at, width, align, color}});
    }
}

void Ui::text_in(ImFont* font, const Rect& rect, const Color& color, std::string_view text,
                 Align align) const {
    const ImVec2 size = text_size(font, text);
    const float x = align == Align::Left     ? rect.x0
                    : align == Align::Center ? rect.center().x - size.x / 2
                                             : rect.x1 - size.x;
    const ImVec2 at = on_pixel({x, rect.center().y - size.y / 2});
    const ImVec4 clip{rect.x0, rect.y0, rect.x1, rect.y1};
    const int first = list().IdxBuffer.Size;
    list().AddText(font, font->FontSize, at, color.packed(), text.data(), text.data() + text.size(),
                   0, &clip);
    if (recorder != nullptr) {
        recorder->add(list(), first,
                      {DrawnText{std::string(text), font, at, size.x, align, color}});
    }
}

float Ui::wrapped(ImFont* font, ImVec2 at, float width, const Color& color,
                  std::string_view text) const {
    const int first = list().IdxBuffer.Size;
    list().AddText(font, font->FontSize, on_pixel(at), color.packed(), text.data(),
                   text.data() + text.size(), width);
    if (recorder != nullptr) {
        recorder->add(list(), first, lines_of(font, on_pixel(at), width, color, text));
    }
    return text_size(font, text, width).y;
}

std::string Ui::fitted(ImFont* font, std::string_view text, float width) const {
    if (text_size(font, text).x <= width) {
        return std::string(text);
    }
    std::string shorter(text);
    do {
        while (!shorter.empty() && (static_cast<unsigned char>(shorter.back()) & 0xC0U) == 0x80U) {
            shorter.pop_back();
        }
        if (!shorter.empty()) {
            shorter.pop_back();
        }
    } while (!shorter.empty() && text_size(font, shorter + "…").x > width);
    return shorter + "…";
}

void Ui::heading(ImVec2 at, std::string_view text) const {
    this->text(fonts.caps, at, theme.muted, text);
}

void Ui::fill(const Rect& rect, const Color& color, float rounding) const {
    const int first = list().IdxBuffer.Size;
    list().AddRectFilled(rect.min(), rect.max(), color.packed(), rounding);
    if (recorder != nullptr) {
        recorder->add(list(), first, {DrawnBox{rect, color, rounding, 0}});
    }
}

void Ui::outline(const Rect& rect, const Color& color, float rounding, float width) const {
    const int first = list().IdxBuffer.Size;
    list().AddRect({rect.x0 + 0.5F, rect.y0 + 0.5F}, {rect.x1 - 0.5F, rect.y1 - 0.5F},
                   color.packed(), rounding, 0, width);
    if (recorder != nullptr) {
        recorder->add(list(), first, {DrawnBox{rect.inset(0.5F), color, rounding, width}});
    }
}

void Ui::line(ImVec2 from, ImVec2 to, const Color& color, float width) const {
    const int first = list().IdxBuffer.Size;
    list().AddLine(from, to, color.packed(), width);
    if (recorder != nullptr) {
        // ImGui's lines run through the middle of pixels.
        recorder->add(
            list(), first,
            {DrawnLine{{from.x + 0.5F, from.y + 0.5F}, {to.x + 0.5F, to.y + 0.5F}, color, width}});
    }
}

}  // namespace layerwise
