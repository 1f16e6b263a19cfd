#include "app/panels/view_switch.h"

#include <algorithm>

#include "app/draw/widgets.h"
#include "app/views/plane_view.h"

namespace layerwise {
namespace {

Segment segment_of(const Ui& ui, StageMode mode) {
    switch (mode) {
        case StageMode::Matrix:
            return {"view.matrix", "Matrix"};
        case StageMode::Network:
            return {"view.network", "Network"};
        case StageMode::Space:
            return {"view.space", "Space"};
        case StageMode::Plane:
            return {"view.plane", ui.tr("plane.view")};
        case StageMode::Training:
            break;
    }
    return {"view.training", ui.tr("runs.view")};
}

}  // namespace

std::vector<StageMode> views_of(const Session& session) {
    std::vector<StageMode> views{StageMode::Matrix, StageMode::Network, StageMode::Space};
    if (shows_plane(session)) {
        views.push_back(StageMode::Plane);
    }
    views.push_back(StageMode::Training);
    return views;
}

Rect view_switch(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    const std::vector<StageMode> views = views_of(shot.session);
    std::vector<Segment> parts;
    parts.reserve(views.size());
    for (const StageMode mode : views) {
        parts.push_back(segment_of(ui, mode));
    }
    const auto shown = std::ranges::find(views, state.view) - views.begin();
    // A narrow stage has the readings of a product beside it.
    const float least = rect.width() < ui.px(600) ? 48.0F : 69.4F;
    Rect row = rect.cut_top(ui.px(26));
    if (const auto k = segments(ui, row.cut_left(ui.px(least * static_cast<float>(views.size()))),
                                parts, static_cast<std::size_t>(shown))) {
        state.view = views[*k];
        state.hovered.reset();
    }
    rect.cut_top(ui.px(14));
    return rect;
}

}  // namespace layerwise
