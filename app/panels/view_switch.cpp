#include "app/panels/view_switch.h"

#include <vector>

#include "app/draw/widgets.h"
#include "app/views/plane_view.h"

namespace layerwise {

Rect view_switch(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    std::vector<Segment> views{
        {"view.matrix", "Matrix"}, {"view.network", "Network"}, {"view.space", "Space"}};
    if (shows_plane(shot.session)) {
        views.push_back({"view.plane", ui.tr("plane.view")});
    }
    Rect row = rect.cut_top(ui.px(26));
    if (const auto k = segments(ui, row.cut_left(ui.px(69.4F * static_cast<float>(views.size()))),
                                views, static_cast<std::size_t>(state.view))) {
        state.view = static_cast<StageMode>(*k);
        state.hovered.reset();
    }
    rect.cut_top(ui.px(14));
    return rect;
}

}  // namespace layerwise
