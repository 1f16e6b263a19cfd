#include "app/panels/view_switch.h"

#include <array>

#include "app/draw/widgets.h"

namespace layerwise {

Rect view_switch(const Ui& ui, UiState& state, Rect rect) {
    constexpr std::array kViews{Segment{"view.matrix", "Matrix"},
                                Segment{"view.network", "Network"}, Segment{"view.space", "Space"}};
    Rect row = rect.cut_top(ui.px(26));
    if (const auto k =
            segments(ui, row.cut_left(ui.px(208)), kViews, static_cast<std::size_t>(state.view))) {
        state.view = static_cast<StageMode>(*k);
        state.hovered.reset();
    }
    rect.cut_top(ui.px(14));
    return rect;
}

}  // namespace layerwise
