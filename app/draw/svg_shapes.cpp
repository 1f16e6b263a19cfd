#include "app/draw/svg_shapes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace layerwise {
namespace {

using Triangle = std::array<ImDrawVert, 3>;

Color unpacked(ImU32 color) {
    const ImVec4 c = ImGui::ColorConvertU32ToFloat4(color);
    return {c.x, c.y, c.z, c.w};
}

bool is_clear(const ImDrawVert& v) {
    return (v.col >> IM_COL32_A_SHIFT) == 0;
}

bool is_seen(const Triangle& t, const Rect& area) {
    const auto [x0, x1] = std::minmax({t[0].pos.x, t[1].pos.x, t[2].pos.x});
    const auto [y0, y1] = std::minmax({t[0].pos.y, t[1].pos.y, t[2].pos.y});
    return x0 < area.x1 && area.x0 < x1 && y0 < area.y1 && area.y0 < y1;
}

// Triangles of one colour, gathered into one path for their insides and one for their edges.
class Path {
public:
    void add(Triangle t) {
        const auto clear = std::ranges::count_if(t, is_clear);
        if (clear == 0) {
            start(t[0].col);
            // All the same way round: neighbours then join without a seam.
            const float turn = (t[1].pos.x - t[0].pos.x) * (t[2].pos.y - t[0].pos.y) -
                               (t[1].pos.y - t[0].pos.y) * (t[2].pos.x - t[0].pos.x);
            if (turn < 0) {
                std::swap(t[1], t[2]);
            }
            fmt::format_to(std::back_inserter(inside_),
                           "M{:.6g} {:.6g}L{:.6g} {:.6g} {:.6g} {:.6g}Z", t[0].pos.x, t[0].pos.y,
                           t[1].pos.x, t[1].pos.y, t[2].pos.x, t[2].pos.y);
        } else if (clear == 1) {
            const std::size_t k = is_clear(t[0]) ? 0 : (is_clear(t[1]) ? 1 : 2);
            const ImDrawVert& a = t.at((k + 1) % 3);
            const ImDrawVert& b = t.at((k + 2) % 3);
            start(a.col);
            const auto key = std::minmax(std::pair{a.pos.x, a.pos.y}, std::pair{b.pos.x, b.pos.y});
            if (edges_seen_.insert(std::pair(key.first, key.second)).second) {
                fmt::format_to(std::back_inserter(edges_), "M{:.6g} {:.6g}L{:.6g} {:.6g}", a.pos.x,
                               a.pos.y, b.pos.x, b.pos.y);
            }
        }
    }

    std::string take() {
        finish();
        return std::move(out_);
    }

private:
    void start(ImU32 color) {
        if (color != color_) {
            finish();
            color_ = color;
        }
    }

    void finish() {
        const Color color = unpacked(color_);
        if (!inside_.empty()) {
            fmt::format_to(std::back_inserter(out_), "<path {} d=\"{}\"/>\n",
                           svg_paint("fill", color), inside_);
        }
        if (!edges_.empty()) {
            fmt::format_to(std::back_inserter(out_),
                           "<path fill=\"none\" {} stroke-width=\"1\" d=\"{}\"/>\n",
                           svg_paint("stroke", color), edges_);
        }
        inside_.clear();
        edges_.clear();
        edges_seen_.clear();
    }

    using Place = std::pair<float, float>;
    ImU32 color_ = 0;
    std::string inside_, edges_, out_;
    std::set<std::pair<Place, Place>> edges_seen_;
};

}  // namespace

std::string svg_paint(std::string_view attribute, const Color& color) {
    const auto byte = [](float part) { return std::lround(std::clamp(part, 0.0F, 1.0F) * 255); };
    std::string text = fmt::format("{}=\"#{:02x}{:02x}{:02x}\"", attribute, byte(color.r),
                                   byte(color.g), byte(color.b));
    if (color.a < 0.999F) {
        text += fmt::format(" {}-opacity=\"{:.3g}\"", attribute, color.a);
    }
    return text;
}

std::string svg_shapes(const ImDrawList& list, const ImDrawCmd& command, int first, int last,
                       const Rect& area) {
    Path path;
    for (int k = first; k + 2 < last; k += 3) {
        const auto vertex = [&](int corner) {
            return list.VtxBuffer[static_cast<int>(command.VtxOffset) + list.IdxBuffer[k + corner]];
        };
        const Triangle t{vertex(0), vertex(1), vertex(2)};
        if (is_seen(t, area)) {
            path.add(t);
        }
    }
    return path.take();
}

}  // namespace layerwise
