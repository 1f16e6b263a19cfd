#include "app/draw/glyph_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace layerwise {
namespace {

constexpr int kIndicesAGlyph = 6;

ImDrawVert vertex(const ImDrawList& list, const ImDrawCmd& command, int index) {
    return list.VtxBuffer[static_cast<int>(command.VtxOffset) + list.IdxBuffer[index]];
}

std::string utf8(ImWchar point) {
    const auto c = static_cast<unsigned>(point);
    std::string text;
    if (c < 0x80U) {
        text += static_cast<char>(c);
    } else if (c < 0x800U) {
        text += static_cast<char>(0xC0U | (c >> 6U));
        text += static_cast<char>(0x80U | (c & 0x3FU));
    } else {
        text += static_cast<char>(0xE0U | (c >> 12U));
        text += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
        text += static_cast<char>(0x80U | (c & 0x3FU));
    }
    return text;
}

}  // namespace

GlyphText::GlyphText() {
    for (ImFont* font : ImGui::GetIO().Fonts->Fonts) {
        for (const ImFontGlyph& glyph : font->Glyphs) {
            if (glyph.Visible != 0) {
                by_low_[{glyph.U0, glyph.V0}] = {font, &glyph};
                by_high_[{glyph.U1, glyph.V1}] = {font, &glyph};
            }
        }
    }
}

bool GlyphText::is_glyph(const ImDrawList& list, const ImDrawCmd& command, int index) const {
    const ImVec2 white = ImGui::GetIO().Fonts->TexUvWhitePixel;
    const ImVec2 uv = vertex(list, command, index).uv;
    return uv.x != white.x || uv.y != white.y;
}

std::vector<DrawnText> GlyphText::lines(const ImDrawList& list, const ImDrawCmd& command, int first,
                                        int last) const {
    std::vector<DrawnText> lines;
    for (int k = first; k + kIndicesAGlyph <= last; k += kIndicesAGlyph) {
        const ImDrawVert low = vertex(list, command, k);
        const ImDrawVert high = vertex(list, command, k + 2);
        const auto by_low = by_low_.find({low.uv.x, low.uv.y});
        const auto by_high = by_high_.find({high.uv.x, high.uv.y});
        if (by_low == by_low_.end() && by_high == by_high_.end()) {
            continue;
        }
        const auto& [font, glyph] = by_low != by_low_.end() ? by_low->second : by_high->second;
        const ImVec2 pen = by_low != by_low_.end()
                               ? ImVec2{low.pos.x - glyph->X0, low.pos.y - glyph->Y0}
                               : ImVec2{high.pos.x - glyph->X1, high.pos.y - glyph->Y1};
        const ImVec4 c = ImGui::ColorConvertU32ToFloat4(low.col);
        const Color color{c.x, c.y, c.z, c.w};
        const float blank = font->GetCharAdvance(' ');
        const bool goes_on = !lines.empty() && lines.back().font == font &&
                             lines.back().color.packed() == color.packed() &&
                             std::abs(lines.back().at.y - pen.y) < 0.5F &&
                             pen.x - lines.back().at.x - lines.back().width > -1 &&
                             pen.x - lines.back().at.x - lines.back().width < 4 * blank;
        if (!goes_on) {
            lines.push_back({"", font, pen, 0, Align::Left, color});
        }
        DrawnText& line = lines.back();
        const float gap = pen.x - line.at.x - line.width;
        line.text.append(static_cast<std::size_t>(std::max(std::lround(gap / blank), 0L)), ' ');
        line.text += utf8(static_cast<ImWchar>(glyph->Codepoint));
        line.width = pen.x + glyph->AdvanceX - line.at.x;
    }
    return lines;
}

}  // namespace layerwise
