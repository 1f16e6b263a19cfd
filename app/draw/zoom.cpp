#include "app/draw/zoom.h"

#include <algorithm>

namespace layerwise {
namespace {

constexpr float kFewestCells = 4;

struct Span {
    float begin, end;
};

Span kept_inside(Span span) {
    const float length = std::min(span.end - span.begin, 1.0F);
    const float begin = std::clamp(span.begin, 0.0F, 1 - length);
    return {begin, begin + length};
}

Span zoomed(Span span, float at, float factor, Index count) {
    const float length = span.end - span.begin;
    const float shortest = std::min(kFewestCells / static_cast<float>(count), 1.0F);
    const float next = std::clamp(length / factor, shortest, 1.0F);
    const float fixed = span.begin + at * length;
    return kept_inside({fixed - at * next, fixed + (1 - at) * next});
}

Span showing(Span span, Index k, Index count) {
    const float begin = static_cast<float>(k) / static_cast<float>(count);
    const float end = static_cast<float>(k + 1) / static_cast<float>(count);
    const float by = begin < span.begin ? begin - span.begin : std::max(end - span.end, 0.0F);
    return kept_inside({span.begin + by, span.end + by});
}

}  // namespace

bool is_whole(const Rect& part) {
    return part.width() >= 1 && part.height() >= 1;
}

Rect zoomed(const Rect& part, ImVec2 at, float factor, Index rows, Index cols) {
    const Span x = zoomed(Span{part.x0, part.x1}, at.x, factor, cols);
    const Span y = zoomed(Span{part.y0, part.y1}, at.y, factor, rows);
    return {x.begin, y.begin, x.end, y.end};
}

Rect panned(const Rect& part, ImVec2 by) {
    const float dx = by.x * part.width();
    const float dy = by.y * part.height();
    const Span x = kept_inside({part.x0 - dx, part.x1 - dx});
    const Span y = kept_inside({part.y0 - dy, part.y1 - dy});
    return {x.begin, y.begin, x.end, y.end};
}

Rect showing(const Rect& part, Index row, Index col, Index rows, Index cols) {
    const Span x = showing(Span{part.x0, part.x1}, col, cols);
    const Span y = showing(Span{part.y0, part.y1}, row, rows);
    return {x.begin, y.begin, x.end, y.end};
}

}  // namespace layerwise
