#include "app/draw/svg.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "app/draw/glyph_text.h"
#include "app/draw/svg_shapes.h"
#include "core/base/base64.h"
#include "core/data/image.h"
#include "core/export/escape.h"

namespace layerwise {
namespace {

// The families that stand in where a reader has not installed ours.
std::string families(std::string_view family) {
    if (family == "JetBrains Mono") {
        return "'JetBrains Mono', 'DejaVu Sans Mono', Menlo, Consolas, 'DejaVu Sans', monospace";
    }
    if (family == "STIXGeneral") {
        return "STIXGeneral, 'STIX Two Text', 'STIX Two Math', 'Times New Roman', 'DejaVu Sans', "
               "serif";
    }
    return fmt::format("{}, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif", family);
}

class Writer {
public:
    Writer(const Fonts& fonts, const Rect& area) : fonts_(fonts), area_(area) {}

    void list(const ImDrawList& list, std::vector<const Mark*> marks) {
        std::ranges::sort(marks, {}, &Mark::first);
        auto next = marks.begin();
        for (const ImDrawCmd& command : list.CmdBuffer) {
            const Rect clip{command.ClipRect.x, command.ClipRect.y, command.ClipRect.z,
                            command.ClipRect.w};
            const int end = static_cast<int>(command.IdxOffset + command.ElemCount);
            int at = static_cast<int>(command.IdxOffset);
            const bool is_seen = overlap(clip, area_) && command.UserCallback == nullptr;
            const bool cuts = clip.x0 > area_.x0 || clip.y0 > area_.y0 || clip.x1 < area_.x1 ||
                              clip.y1 < area_.y1;
            const std::size_t before = open(is_seen && cuts, clip);
            while (at < end) {
                const int stop = next != marks.end() ? std::min((*next)->first, end) : end;
                if (at < stop && is_seen) {
                    raw(list, command, at, stop);
                }
                at = std::max(stop, at);
                if (next != marks.end() && at < end) {
                    if (is_seen) {
                        for (const Drawn& drawn : (*next)->drawn) {
                            std::visit([&](const auto& d) { put(d); }, drawn);
                        }
                    }
                    at = std::max((*next)->last, at);
                    ++next;
                }
            }
            close(is_seen && cuts, before);
        }
    }

    std::string file(float scale) const {
        const float w = area_.width();
        const float h = area_.height();
        return fmt::format(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<svg xmlns=\"http://www.w3.org/2000/svg\" "
            "xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{:g}\" height=\"{:g}\" "
            "viewBox=\"{:g} {:g} {:g} {:g}\">\n{}</svg>\n",
            w / scale, h / scale, area_.x0, area_.y0, w, h, out_);
    }

private:
    static bool overlap(const Rect& a, const Rect& b) {
        return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
    }

    // A group that shows only what is in `clip`. Gives the length of the file before it.
    std::size_t open(bool needed, const Rect& clip) {
        const std::size_t before = out_.size();
        if (needed) {
            ++clips_;
            fmt::format_to(std::back_inserter(out_),
                           "<clipPath id=\"c{}\"><rect x=\"{:g}\" y=\"{:g}\" width=\"{:g}\" "
                           "height=\"{:g}\"/></clipPath><g clip-path=\"url(#c{})\">\n",
                           clips_, clip.x0, clip.y0, clip.width(), clip.height(), clips_);
            opened_ = out_.size();
        }
        return before;
    }
    void close(bool needed, std::size_t before) {
        if (!needed) {
            return;
        }
        if (out_.size() == opened_) {
            out_.resize(before);  // nothing was in it
        } else {
            out_ += "</g>\n";
        }
    }

    void put(const DrawnText& t) {
        if (!overlap({t.at.x, t.at.y, t.at.x + t.width, t.at.y + t.font->FontSize}, area_) ||
            t.text.find_first_not_of(' ') == std::string::npos) {
            return;
        }
        const auto face = std::ranges::find(fonts_.faces, t.font, &FontFace::font);
        const bool known = face != fonts_.faces.end();
        const float x = t.at.x + (t.align == Align::Left     ? 0
                                  : t.align == Align::Center ? t.width / 2
                                                             : t.width);
        constexpr std::array<std::string_view, 3> kAnchors{"", " text-anchor=\"middle\"",
                                                           " text-anchor=\"end\""};
        // The length is ours whatever font the reader has: numbers keep to their cells.
        fmt::format_to(
            std::back_inserter(out_),
            "<text x=\"{:.6g}\" y=\"{:.6g}\"{} font-family=\"{}\" font-size=\"{:.4g}\"{}{} {} "
            "textLength=\"{:.5g}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">{}"
            "</text>\n",
            x, t.at.y + t.font->Ascent, kAnchors.at(static_cast<std::size_t>(t.align)),
            families(known ? face->family : "Inter"), known ? face->em : t.font->FontSize,
            known && face->weight != 400 ? fmt::format(" font-weight=\"{}\"", face->weight) : "",
            known && face->italic ? " font-style=\"italic\"" : "", svg_paint("fill", t.color),
            t.width, html_text(t.text));
    }

    void put(const DrawnBox& b) {
        if (!overlap(b.rect.inset(-b.line), area_)) {
            return;
        }
        const float most = std::min(b.rect.width(), b.rect.height()) / 2;
        const float rounding = std::min(b.rounding, most);
        fmt::format_to(std::back_inserter(out_),
                       "<rect x=\"{:.6g}\" y=\"{:.6g}\" width=\"{:.6g}\" height=\"{:.6g}\"{}{}/>\n",
                       b.rect.x0, b.rect.y0, std::max(b.rect.width(), 0.0F),
                       std::max(b.rect.height(), 0.0F),
                       rounding > 0.5F ? fmt::format(" rx=\"{:.4g}\"", rounding) : "",
                       b.line > 0 ? fmt::format(R"( fill="none" {} stroke-width="{:.4g}")",
                                                svg_paint("stroke", b.color), b.line)
                                  : " " + svg_paint("fill", b.color));
    }

    void put(const DrawnLine& l) {
        fmt::format_to(std::back_inserter(out_),
                       "<line x1=\"{:.6g}\" y1=\"{:.6g}\" x2=\"{:.6g}\" y2=\"{:.6g}\" {} "
                       "stroke-width=\"{:.4g}\"/>\n",
                       l.from.x, l.from.y, l.to.x, l.to.y, svg_paint("stroke", l.color), l.width);
    }

    void put(const DrawnHeatmap& h) {
        if (!overlap(h.rect, area_)) {
            return;
        }
        // Large cells stay crisp; small ones must not flicker.
        const bool magnified = h.rect.width() >= static_cast<float>(h.pixels.width) &&
                               h.rect.height() >= static_cast<float>(h.pixels.height);
        const std::string png = encode_png(h.pixels.width, h.pixels.height, 3, h.pixels.rgb);
        const std::string data = base64(png);
        fmt::format_to(std::back_inserter(out_),
                       "<image x=\"{:g}\" y=\"{:g}\" width=\"{:g}\" height=\"{:g}\" "
                       "preserveAspectRatio=\"none\"{} xlink:href=\"data:image/png;base64,{}\"/>\n",
                       h.rect.x0, h.rect.y0, h.rect.width(), h.rect.height(),
                       magnified
                           ? R"( image-rendering="optimizeSpeed" style="image-rendering:pixelated")"
                           : "",
                       data);
    }

    // What no pen noted down: runs of glyphs are text, the rest shapes, other textures unknown.
    void raw(const ImDrawList& list, const ImDrawCmd& command, int first, int last) {
        if (command.TextureId != ImGui::GetIO().Fonts->TexID) {
            return;
        }
        while (first < last) {
            const bool glyphs = glyphs_.is_glyph(list, command, first);
            int stop = first;
            while (stop < last && glyphs_.is_glyph(list, command, stop) == glyphs) {
                stop += 3;
            }
            if (glyphs) {
                for (const DrawnText& line : glyphs_.lines(list, command, first, stop)) {
                    put(line);
                }
            } else {
                out_ += svg_shapes(list, command, first, stop, area_);
            }
            first = stop;
        }
    }

    const Fonts& fonts_;
    const Rect& area_;
    GlyphText glyphs_;
    std::string out_;
    std::size_t opened_ = 0;
    int clips_ = 0;
};

}  // namespace

std::string svg_of(const ImDrawData& frame, const Recorder& recorder, const Fonts& fonts,
                   const Rect& area, float scale) {
    std::map<const ImDrawList*, std::vector<const Mark*>> marks;
    for (const Mark& mark : recorder.marks()) {
        marks[mark.list].push_back(&mark);
    }
    Writer writer(fonts, area);
    for (int k = 0; k < frame.CmdListsCount; ++k) {
        writer.list(*frame.CmdLists[k], marks[frame.CmdLists[k]]);
    }
    return writer.file(scale);
}

}  // namespace layerwise
