// What the parts of the network view share: what is drawn, where, and what of it is lit.
#pragma once

#include <cstdint>
#include <memory>

#include "app/panels/panel.h"
#include "app/views/network_layout.h"
#include "app/views/network_view.h"

namespace layerwise {

// What is drawn, made anew only when it changes.
struct NetworkScene {
    std::uint64_t key = 0;
    NetworkView view;
    NetworkLayout layout;
};

struct NetworkDrawing {
    const Ui& ui;
    const Snapshot& shot;
    const Trace& trace;
    UiState& state;
    Rect canvas;
    std::shared_ptr<const NetworkScene> scene{};
    GraphPlace lit{};

    const NetworkView& view() const { return scene->view; }
    const NetworkLayout& layout() const { return scene->layout; }
    const Tensor& tensor(int index) const { return trace.tensors[static_cast<std::size_t>(index)]; }
    bool moves() const { return !ui.still && !state.reduced_motion; }

    // From the canvas to the window.
    ImVec2 at(ImVec2 p) const { return {canvas.x0 + p.x, canvas.y0 + p.y}; }
    Rect at(const Rect& r) const {
        return {canvas.x0 + r.x0, canvas.y0 + r.y0, canvas.x0 + r.x1, canvas.y0 + r.y1};
    }
};

}  // namespace layerwise
