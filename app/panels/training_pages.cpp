#include "app/panels/training_pages.h"

#include <algorithm>

#include <fmt/format.h>

namespace layerwise {

std::string probe_text(const Ui& ui, const Probe& probe, Index count) {
    const char* key = "watch.on-input";
    if (probe.kind == Probe::Kind::Images) {
        key = "watch.on-images";
    } else if (probe.kind == Probe::Kind::Test) {
        key = "watch.on-test";
    } else if (probe.kind == Probe::Kind::Train) {
        key = "watch.on-train";
    }
    return ui.tr(key, {{"count", fmt::format("{}", count)}});
}

void section(const Ui& ui, Rect& rect, std::string_view words) {
    const Rect row = rect.cut_top(ui.px(22));
    ui.text_in(ui.fonts.caps, row, ui.theme.muted, ui.fitted(ui.fonts.caps, words, row.width()));
    ui.line({row.x0, row.y1 - 1.5F}, {row.x1, row.y1 - 1.5F}, ui.theme.line);
    rect.cut_top(ui.px(6));
}

void empty_page(const Ui& ui, const Rect& rect, std::string_view words) {
    const float width = std::min(rect.width() - ui.px(24), ui.px(380));
    const ImVec2 size = text_size(ui.fonts.text, words, width);
    ui.wrapped(ui.fonts.text, {rect.center().x - size.x / 2, rect.center().y - size.y / 2}, width,
               ui.theme.muted, words);
}

}  // namespace layerwise
