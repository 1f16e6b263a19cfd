#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/panels/learn_panel.h"
#include "core/practice/concept_map.h"

namespace layerwise {
namespace {

Color color_of(const Ui& ui, ConceptState state) {
    switch (state) {
        case ConceptState::Done:
            return ui.theme.update;
        case ConceptState::Missed:
            return ui.theme.warning;
        case ConceptState::Next:
            return ui.theme.forward;
        case ConceptState::Later:
            break;
    }
    return ui.theme.muted;
}

// Of the concept's lessons the first that is not finished, else its first.
const std::string& lesson_to_begin(const ConceptNode& node, const PracticeRecord& record) {
    for (const std::string& id : node.lessons) {
        const bool finished = std::ranges::any_of(
            record.lessons, [&](const LessonProgress& p) { return p.lesson == id && p.finished; });
        if (!finished) {
            return id;
        }
    }
    return node.lessons.front();
}

// From the rim of one box to the rim of the other.
void arrow(const Ui& ui, const Rect& from, const Rect& to, const Color& color) {
    const ImVec2 a = from.center();
    const ImVec2 b = to.center();
    const float dx = b.x - a.x;
    const float dy = b.y - a.y;
    const float length = std::sqrt(dx * dx + dy * dy);
    if (length < 1) {
        return;
    }
    const auto leaves = [&](const Rect& box) {
        const float tx = dx == 0 ? 1e9F : box.width() / 2 / std::abs(dx);
        const float ty = dy == 0 ? 1e9F : box.height() / 2 / std::abs(dy);
        return std::min(tx, ty) + ui.px(3) / length;
    };
    const float t0 = leaves(from);
    const float t1 = 1 - leaves(to);
    if (t1 <= t0) {
        return;
    }
    const ImVec2 begin{a.x + dx * t0, a.y + dy * t0};
    const ImVec2 end{a.x + dx * t1, a.y + dy * t1};
    ui.line(begin, end, color, ui.px(1.2F));
    const float ux = dx / length * ui.px(6);
    const float uy = dy / length * ui.px(6);
    ui.line(end, {end.x - ux + uy * 0.5F, end.y - uy - ux * 0.5F}, color, ui.px(1.2F));
    ui.line(end, {end.x - ux - uy * 0.5F, end.y - uy + ux * 0.5F}, color, ui.px(1.2F));
}

}  // namespace

void concept_map_picture(const Ui& ui, const Snapshot& shot, const Rect& rect, Commands& out) {
    const LessonPlay& play = *shot.lessons;
    const ConceptMap map = concept_map(play.lessons(), play.record());
    ui.items.add("learn.map", rect);
    // From edge to edge: the column is narrow.
    const auto [left, right] = std::ranges::minmax(map.nodes, {}, &ConceptNode::x);
    const auto [top, bottom] = std::ranges::minmax(map.nodes, {}, &ConceptNode::y);
    std::vector<Rect> boxes;
    for (const ConceptNode& node : map.nodes) {
        const float width = text_size(ui.fonts.small, ui.tr("map." + node.id)).x + ui.px(14);
        const float height = ui.px(26);
        const auto u = static_cast<float>((node.x - left.x) / (right.x - left.x));
        const auto v = static_cast<float>((node.y - top.y) / (bottom.y - top.y));
        const float x = rect.x0 + u * (rect.width() - width);
        const float y = rect.y0 + v * (rect.height() - height);
        boxes.push_back({x, y, x + width, y + height});
    }
    for (const ConceptEdge& edge : map.edges) {
        arrow(ui, boxes[static_cast<std::size_t>(edge.from)],
              boxes[static_cast<std::size_t>(edge.to)], mix(ui.theme.line, ui.theme.muted, 0.5F));
    }
    for (std::size_t k = 0; k < map.nodes.size(); ++k) {
        const ConceptNode& node = map.nodes[k];
        const Color color = color_of(ui, node.state);
        const Press on = press(ui, "map." + node.id, boxes[k]);
        ui.fill(boxes[k],
                mix(ui.theme.card, color,
                    on.hovered                          ? 0.3F
                    : node.state == ConceptState::Later ? 0.0F
                                                        : 0.16F),
                ui.px(6));
        ui.outline(boxes[k], color, ui.px(6));
        ui.text_in(ui.fonts.small, boxes[k],
                   node.state == ConceptState::Later ? ui.theme.muted : ui.theme.text,
                   ui.tr("map." + node.id), Align::Center);
        if (on.hovered) {
            std::string text = fmt::format("{}: {}", ui.tr("map." + node.id),
                                           ui.tr(fmt::format("map.{}", name(node.state))));
            for (const ConceptEdge& edge : map.edges) {
                if (edge.from == static_cast<int>(k)) {
                    const std::string& to = map.nodes[static_cast<std::size_t>(edge.to)].id;
                    text += fmt::format("\n→ {}: {}", ui.tr("map." + to), ui.tr(edge.key));
                }
            }
            tip(ui, text);
        }
        if (on.clicked && !node.lessons.empty()) {
            out.emplace_back(ToLesson{BeginLesson{lesson_to_begin(node, play.record())}});
        }
    }
}

}  // namespace layerwise
