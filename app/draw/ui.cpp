#include "app/draw/ui.h"

#include <cfloat>
#include <cmath>

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

}  // namespace

ImVec2 text_size(ImFont* font, std::string_view text, float wrap_width) {
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, wrap_width, text.data(),
                               text.data() + text.size());
}

void Ui::text(ImFont* font, ImVec2 at, const Color& color, std::string_view text,
              Align align) const {
    if (align != Align::Left) {
        at.x -= shift(align, text_size(font, text).x);
    }
    list().AddText(font, font->FontSize, on_pixel(at), color.packed(), text.data(),
                   text.data() + text.size());
}

void Ui::text_in(ImFont* font, const Rect& rect, const Color& color, std::string_view text,
                 Align align) const {
    const ImVec2 size = text_size(font, text);
    const float x = align == Align::Left     ? rect.x0
                    : align == Align::Center ? rect.center().x - size.x / 2
                                             : rect.x1 - size.x;
    const ImVec4 clip{rect.x0, rect.y0, rect.x1, rect.y1};
    list().AddText(font, font->FontSize, on_pixel({x, rect.center().y - size.y / 2}),
                   color.packed(), text.data(), text.data() + text.size(), 0, &clip);
}

float Ui::wrapped(ImFont* font, ImVec2 at, float width, const Color& color,
                  std::string_view text) const {
    list().AddText(font, font->FontSize, on_pixel(at), color.packed(), text.data(),
                   text.data() + text.size(), width);
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
    list().AddRectFilled(rect.min(), rect.max(), color.packed(), rounding);
}

void Ui::outline(const Rect& rect, const Color& color, float rounding, float width) const {
    list().AddRect({rect.x0 + 0.5F, rect.y0 + 0.5F}, {rect.x1 - 0.5F, rect.y1 - 0.5F},
                   color.packed(), rounding, 0, width);
}

void Ui::line(ImVec2 from, ImVec2 to, const Color& color, float width) const {
    list().AddLine(from, to, color.packed(), width);
}

}  // namespace layerwise
