#include "app/panels/panel.h"

namespace layerwise {

bool is_in(const Trace& trace, const StageCell& pointed) {
    if (pointed.tensor < 0 || pointed.tensor >= static_cast<int>(trace.tensors.size())) {
        return false;
    }
    const Matrix<double>& value = trace.tensors[static_cast<std::size_t>(pointed.tensor)].value;
    return pointed.cell.row < value.rows() && pointed.cell.col < value.cols();
}

void begin_sweep(UiState& state, double longest_seconds) {
    state.sweeping = true;
    state.sweep = 0;
    state.sweep_seconds = 0;
    state.sweep_longest = longest_seconds;
}

Cell shown_cell(const Snapshot& shot, const UiState& state, int step) {
    const Session& session = shot.session;
    const Trace& trace = *session.trace;
    Cell base = default_cell(trace, step);
    if (session.granularity == Granularity::Element && step == session.cursor.step) {
        const Index rows = trace.result(trace.steps[static_cast<std::size_t>(step)]).value.rows();
        base = {session.cursor.element % rows, session.cursor.element / rows};
    }
    if (state.pinned && is_in(trace, *state.pinned)) {
        base = followed(trace, step, state.pinned->tensor, state.pinned->cell, base);
    }
    if (state.hovered && is_in(trace, *state.hovered)) {
        base = result_for(trace, step, state.hovered->tensor, state.hovered->cell, base);
    }
    return base;
}

}  // namespace layerwise
