#include "app/panels/network_edges.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/cells.h"
#include "app/draw/motion.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr double kPulseSeconds = 0.4;
constexpr std::size_t kPulsed = 1500;  // edges at most: the strongest
constexpr std::size_t kLabelled = 24;  // edges of a band, for numbers on them
constexpr float kLabelHeight = 21;     // design units of the canvas for each number in it
constexpr float kFaded = 0.3F;
constexpr float kManyEdges = 1500;  // of a band: more are drawn fainter

EdgeDrawing style(const NetworkDrawing& d, const NetworkBand& band) {
    EdgeDrawing drawing;
    drawing.ramp = &d.ui.theme.ramp(band.palette);
    drawing.ground = d.ui.theme.card;
    drawing.bright = d.ui.theme.text;
    const bool few = band.edges.size() <= kLabelled;
    drawing.faintest = few ? 0.22F : 0.0F;
    const auto count = static_cast<float>(band.edges.size());
    drawing.widest = d.ui.px(few ? 7.0F : (count <= 512 ? 4.5F : (count <= 4096 ? 2.5F : 1.6F)));
    // Where a hundred thousand lie on one another, each must be a breath.
    drawing.opacity = std::clamp(std::sqrt(kManyEdges / count), 0.12F, 1.0F);
    return drawing;
}

void lit_edges(const NetworkDrawing& d, const NetworkBand& band) {
    const std::vector<GraphEdge> lit = edges_of(d.view(), d.layout(), d.trace, band, d.lit);
    const StageCell cell = cell_of(d.view(), d.lit);
    EdgeDrawing drawing = style(d, band);
    drawing.edges = lit;
    drawing.key = heatmap_key(d.scene->key, 17, band.layer, d.lit.index(), cell.tensor,
                              cell.cell.row, cell.cell.col);
    drawing.opacity = 1;
    drawing.faintest = lit.size() == 1 ? 0.5F : drawing.faintest;
    drawing.widest = d.ui.px(lit.size() <= 12 ? 7.0F : 4.5F);
    drawing.moving = true;
    d.ui.graphs.edges(
        Ui::list(), d.at(d.layout().bands[static_cast<std::size_t>(band.layer - 1)].rect), drawing);
}

// The step's product runs through its edges once.
void pulse(const NetworkDrawing& d) {
    NetworkViewState& own = d.state.network;
    const int step = d.shot.session.cursor.step;
    const double now = ImGui::GetTime();
    if (own.step_seen != step) {
        own.pulse_began = own.step_seen >= 0 ? now : now - kPulseSeconds;
        own.step_seen = step;
    }
    const float t = progress(own.pulse_began, now, kPulseSeconds);
    const std::optional<Pulse> running = pulse_at(d.shot.session);
    if (!d.moves() || t >= 1 || !running) {
        return;
    }
    d.state.moving = true;
    const auto k = static_cast<std::size_t>(running->layer - 1);
    const PlacedBand& placed = d.layout().bands[k];
    EdgeDrawing drawing = style(d, d.view().bands[k]);
    drawing.edges = placed.edges;
    if (drawing.edges.size() > kPulsed) {
        drawing.edges = drawing.edges.last(kPulsed);
    }
    drawing.key = heatmap_key(placed.key, 23);
    drawing.moving = true;
    drawing.opacity = 0;
    // From before the start to past the end.
    const float place = eased(t) * 1.3F - 0.15F;
    drawing.pulse = running->backward ? 1 - place : place;
    d.ui.graphs.edges(Ui::list(), d.at(placed.rect), drawing);
}

// Each weight beside its edge, where there are few.
void numbers_on(const NetworkDrawing& d, const NetworkBand& band) {
    if (band.edges.size() > kLabelled) {
        return;
    }
    for (const Edge& edge : band.edges) {
        const ImVec2 a = d.at(unit_place(d.view(), d.layout(), Unit{edge.layer - 1, edge.col}));
        const ImVec2 b = d.at(unit_place(d.view(), d.layout(), Unit{edge.layer, edge.row}));
        // Staggered by unit, so that the numbers of crossing edges keep apart.
        const auto fan =
            static_cast<Index>(d.view().layers[static_cast<std::size_t>(band.layer)].units.size());
        const float along = 0.26F + 0.2F * static_cast<float>(edge.row % std::max<Index>(fan, 1)) /
                                        static_cast<float>(std::max<Index>(fan - 1, 1));
        const ImVec2 p{a.x + (b.x - a.x) * along, a.y + (b.y - a.y) * along};
        const double w = d.tensor(band.tensor).value(edge.row, edge.col);
        const std::string text = number_text(w, decimals_for(band.range));
        const ImVec2 size = text_size(d.ui.fonts.mono_small, text);
        const Rect box{p.x - size.x / 2 - d.ui.px(3), p.y - size.y / 2 - d.ui.px(1),
                       p.x + size.x / 2 + d.ui.px(3), p.y + size.y / 2 + d.ui.px(1)};
        const bool lit = d.lit.index() == 0 || d.lit == GraphPlace(edge) ||
                         d.lit == GraphPlace(Unit{edge.layer, edge.row}) ||
                         d.lit == GraphPlace(Unit{edge.layer - 1, edge.col});
        d.ui.items.add(fmt::format("network.edge.{}.{}.{}", edge.layer, edge.row + 1, edge.col + 1),
                       box);
        const bool roomy =
            d.canvas.height() >= d.ui.px(kLabelHeight) * static_cast<float>(band.edges.size());
        if (!roomy && (d.lit.index() == 0 || !lit)) {
            continue;
        }
        d.ui.fill(box, d.ui.theme.card.faded(0.9F), d.ui.px(3));
        d.ui.text_in(d.ui.fonts.mono_small, box,
                     lit ? d.ui.theme.text : d.ui.theme.muted.faded(0.5F), text, Align::Center);
    }
}

}  // namespace

void network_edges(const NetworkDrawing& d) {
    const bool some_lit = d.lit.index() != 0;
    for (std::size_t k = 0; k < d.view().bands.size(); ++k) {
        const NetworkBand& band = d.view().bands[k];
        const PlacedBand& placed = d.layout().bands[k];
        EdgeDrawing drawing = style(d, band);
        drawing.edges = placed.edges;
        drawing.key = placed.key;
        drawing.opacity *= band.faded ? kFaded : 1.0F;
        d.ui.graphs.edges(Ui::list(), d.at(placed.rect), drawing);
    }
    if (some_lit) {
        const Rect all{d.canvas.x0, d.canvas.y0, d.canvas.x1, d.canvas.y1};
        d.ui.fill(all, d.ui.theme.card.faded(0.78F));
        for (const NetworkBand& band : d.view().bands) {
            lit_edges(d, band);
        }
    }
    pulse(d);
    for (const NetworkBand& band : d.view().bands) {
        numbers_on(d, band);
    }
}

}  // namespace layerwise
