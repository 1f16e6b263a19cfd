#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/panels/plane_places.h"
#include "core/trace/element.h"

namespace layerwise {

std::optional<PlaneWeight> plane_edges(const PlaneDrawing& d, const Places& places,
                                       const Rect& canvas) {
    const Ui& ui = d.ui;
    std::vector<GraphEdge> drawn;
    std::optional<PlaneWeight> nearest;
    float least = ui.px(5);
    const ImVec2 p = ImGui::GetIO().MousePos;
    for (int l = 1; l < static_cast<int>(places.centres.size()); ++l) {
        const Matrix<double>& W = d.network().layers[static_cast<std::size_t>(l - 1)].W;
        const double largest = std::max(W.cwiseAbs().maxCoeff(), 1e-9);  // of its layer
        for (Index j = 0; j < W.cols(); ++j) {
            for (Index i = 0; i < W.rows(); ++i) {
                const auto [from, to] = ends(d, places, l, i, j);
                drawn.push_back({from.x - canvas.x0, from.y - canvas.y0, to.x - canvas.x0,
                                 to.y - canvas.y0, static_cast<float>(W(i, j) / largest)});
                const ImVec2 mark{from.x + (to.x - from.x) * 0.3F, from.y + (to.y - from.y) * 0.3F};
                const float r = ui.px(3);
                ui.items.add(fmt::format("plane.edge.{}.{}.{}", l, i + 1, j + 1),
                             {mark.x - r, mark.y - r, mark.x + r, mark.y + r});
                const ImVec2 along{to.x - from.x, to.y - from.y};
                const float length = std::max(along.x * along.x + along.y * along.y, 1.0F);
                const float t = std::clamp(
                    ((p.x - from.x) * along.x + (p.y - from.y) * along.y) / length, 0.0F, 1.0F);
                const float away =
                    std::hypot(p.x - from.x - t * along.x, p.y - from.y - t * along.y);
                if (away < least) {
                    least = away;
                    nearest = PlaneWeight{l, i, j};
                }
            }
        }
    }
    EdgeDrawing drawing;
    drawing.edges = drawn;
    drawing.key = heatmap_key(d.scene.key, 7003, std::lround(canvas.x0), std::lround(canvas.y0),
                              std::lround(canvas.width()), d.set().features.size());
    drawing.ramp = &ui.theme.values;
    drawing.ground = ui.theme.ground;
    drawing.bright = ui.theme.text;
    drawing.widest = ui.px(5);
    drawing.opacity = 0.95F;
    drawing.faintest = 0.12F;
    ui.graphs.edges(Ui::list(), canvas, drawing);
    return nearest;
}

void lit_weight(const PlaneDrawing& d, const Places& places, const PlaneWeight& weight,
                bool asked) {
    const Ui& ui = d.ui;
    const auto [from, to] = ends(d, places, weight.layer, weight.row, weight.col);
    ui.line(from, to, ui.theme.text, ui.px(1.5F));
    const double w =
        d.network().layers[static_cast<std::size_t>(weight.layer - 1)].W(weight.row, weight.col);
    std::string text = fmt::format("W{}[{}, {}] = {}", weight.layer, weight.row + 1, weight.col + 1,
                                   number_text(w, 6));
    if (d.shot.plane != nullptr && d.shot.plane->network == d.scene.network) {
        const double slope =
            d.shot.plane->gradient.layers[static_cast<std::size_t>(weight.layer - 1)].W(weight.row,
                                                                                        weight.col);
        text += fmt::format("\n∂L/∂w = {:.3e} {}", slope, ui.tr("plane.over-training"));
    }
    tip(ui, text + "\n" + std::string(ui.tr("plane.double-click")));
    if (asked) {
        edit_number(d, Symbol::W, weight.layer, {weight.row, weight.col});
    }
}

}  // namespace layerwise
