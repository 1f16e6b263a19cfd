#include "app/panels/panel.h"

namespace layerwise {

Cell shown_cell(const Snapshot& shot, const UiState& state, int step) {
    const Session& session = shot.session;
    const Trace& trace = *session.trace;
    Cell base = default_cell(trace, step);
    if (session.granularity == Granularity::Element && step == session.cursor.step) {
        const Index rows = trace.result(trace.steps[static_cast<std::size_t>(step)]).value.rows();
        base = {session.cursor.element % rows, session.cursor.element / rows};
    }
    for (const std::optional<StageCell>& pointed : {state.pinned, state.hovered}) {
        if (pointed && pointed->tensor >= 0 &&
            pointed->tensor < static_cast<int>(trace.tensors.size())) {
            base = result_for(trace, step, pointed->tensor, pointed->cell, base);
        }
    }
    return base;
}

}  // namespace layerwise
