#include "app/panels/network_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "app/draw/cells.h"
#include "app/draw/motion.h"
#include "app/draw/widgets.h"
#include "app/views/network_layout.h"
#include "app/views/network_view.h"
#include "app/views/stage_view.h"
#include "core/trace/element.h"
#include "core/trace/notation.h"

namespace layerwise {
namespace {

constexpr double kPulseSeconds = 0.4;
constexpr std::size_t kPulsed = 1500;  // edges at most: the strongest
constexpr std::size_t kLabelled = 24;  // edges of a band, for numbers on them
constexpr float kLabelHeight = 21;     // design units of the canvas for each number in it
constexpr float kValueRadius = 16;     // design units: a number fits in such a unit
constexpr Index kNamedUnits = 200;     // in a layer: scripts find them by name
constexpr float kFaded = 0.3F;
constexpr float kManyEdges = 1500;  // of a band: more are drawn fainter

}  // namespace

// What is drawn, made anew only when it changes.
struct NetworkScene {
    std::uint64_t key = 0;
    NetworkView view;
    NetworkLayout layout;
};

namespace {

std::uint64_t key_of(const Snapshot& shot, const UiState& state, Index sample,
                     const std::optional<Unit>& pinned, const Rect& rect) {
    std::uint64_t open = 0;
    for (const int layer : state.network.open) {
        open |= std::uint64_t{1} << static_cast<unsigned>(layer % 64);
    }
    return heatmap_key(shot.version, shot.session.cursor.step, sample, open,
                       pinned ? pinned->layer + 1 : 0, pinned ? pinned->index : 0,
                       std::lround(rect.width()), std::lround(rect.height()),
                       static_cast<int>(shot.session.granularity));
}

class Panel {
public:
    Panel(const Ui& ui, const Snapshot& shot, UiState& state, Commands& out)
        : ui_(ui), shot_(shot), trace_(*shot.session.trace), state_(state), out_(out) {}

    void draw(Rect rect) {
        Rect words = rect.cut_bottom(ui_.px(92));
        rect.cut_bottom(ui_.px(8));
        ui_.fill(rect, ui_.theme.card, ui_.px(10));
        ui_.outline(rect, ui_.theme.line, ui_.px(10));
        ui_.items.add("network.view", rect);
        rect = rect.inset(ui_.px(10), ui_.px(8));
        const Rect headers = rect.cut_top(ui_.px(38));
        const Rect note = rect.cut_bottom(ui_.px(18));
        const Rect legends = rect.cut_bottom(ui_.px(18));
        canvas_ = {std::floor(rect.x0), std::floor(rect.y0), std::floor(rect.x1),
                   std::floor(rect.y1)};
        refresh();
        point();
        edges();
        units();
        header_row(headers);
        legend_row(legends, note);
        readout(words);
    }

private:
    const NetworkView& view() const { return scene_->view; }
    const NetworkLayout& layout() const { return scene_->layout; }
    const Tensor& tensor(int index) const {
        return trace_.tensors[static_cast<std::size_t>(index)];
    }
    ImVec2 at(ImVec2 p) const { return {canvas_.x0 + p.x, canvas_.y0 + p.y}; }
    Rect at(const Rect& r) const {
        return {canvas_.x0 + r.x0, canvas_.y0 + r.y0, canvas_.x0 + r.x1, canvas_.y0 + r.y1};
    }
    bool moves() const { return !ui_.still && !state_.reduced_motion; }

    // The sample of a batch that the units are of: the one the cursor or a pinned cell is in.
    Index sample() const {
        const int step = shot_.session.cursor.step;
        const Step& here = trace_.steps[static_cast<std::size_t>(step)];
        return trace_.result(here).layout == Layout::Samples ? shown_cell(shot_, state_, step).col
                                                             : 0;
    }

    void refresh() {
        std::optional<Unit> pinned;
        if (state_.pinned) {
            const GraphPlace place = place_of(trace_, state_.pinned->tensor, state_.pinned->cell);
            if (const auto* unit = std::get_if<Unit>(&place)) {
                pinned = *unit;
            }
        }
        const Index n = sample();
        const std::uint64_t key = key_of(shot_, state_, n, pinned, canvas_);
        scene_ = state_.network.scene;
        if (scene_ == nullptr || scene_->key != key) {
            auto scene = std::make_shared<NetworkScene>();
            scene->key = key;
            scene->view = network_view(shot_.session, shot_.facts, state_.network.open, n, pinned);
            scene->layout = lay_out_network(scene->view, trace_, canvas_.size(), ui_.scale);
            scene_ = scene;
            state_.network.scene = scene_;
        }
    }

    // What the pointer is on; a click pins it and goes to the step that makes it.
    void point() {
        const Press canvas = press(ui_, "network.canvas", canvas_);
        const ImVec2 p = ImGui::GetIO().MousePos;
        GraphPlace under;
        if (canvas.hovered) {
            under = place_at(view(), layout(), {p.x - canvas_.x0, p.y - canvas_.y0}, ui_.scale);
        }
        state_.hovered.reset();
        if (under.index() != 0) {
            const StageCell cell = cell_of(view(), under);
            state_.hovered = cell;
            if (canvas.clicked) {
                go_to(cell);
            }
        } else if (canvas.clicked) {
            state_.pinned.reset();
        }
        lit_ = under;
        if (lit_.index() == 0 && state_.pinned) {
            lit_ = place_of(trace_, state_.pinned->tensor, state_.pinned->cell);
            if (const auto* unit = std::get_if<Unit>(&lit_); unit && !is_shown(view(), *unit)) {
                lit_ = {};
            }
        }
    }

    void go_to(const StageCell& cell) {
        const int step = step_for(trace_, cell.tensor);
        state_.playing = false;
        if (step != shot_.session.cursor.step) {
            const bool is_result =
                trace_.steps[static_cast<std::size_t>(step)].result == cell.tensor;
            const Index element =
                is_result ? cell.cell.row + cell.cell.col * tensor(cell.tensor).value.rows() : 0;
            out_.emplace_back(ToSession{JumpTo{{step, element}}});
        }
        out_.emplace_back(Pin{cell.tensor, cell.cell.row, cell.cell.col});
    }

    void edges() {
        const bool some_lit = lit_.index() != 0;
        for (std::size_t k = 0; k < view().bands.size(); ++k) {
            const NetworkBand& band = view().bands[k];
            const PlacedBand& placed = layout().bands[k];
            EdgeDrawing drawing = style(band);
            drawing.edges = placed.edges;
            drawing.key = placed.key;
            drawing.opacity *= band.faded ? kFaded : 1.0F;
            ui_.graphs.edges(Ui::list(), at(placed.rect), drawing);
        }
        if (some_lit) {
            const Rect all{canvas_.x0, canvas_.y0, canvas_.x1, canvas_.y1};
            ui_.fill(all, ui_.theme.card.faded(0.78F));
            for (const NetworkBand& band : view().bands) {
                lit_edges(band);
            }
        }
        pulse();
        for (const NetworkBand& band : view().bands) {
            numbers_on(band);
        }
    }

    EdgeDrawing style(const NetworkBand& band) const {
        EdgeDrawing drawing;
        drawing.ramp = &ui_.theme.ramp(band.palette);
        drawing.ground = ui_.theme.card;
        drawing.bright = ui_.theme.text;
        const bool few = band.edges.size() <= kLabelled;
        drawing.faintest = few ? 0.22F : 0.0F;
        const auto count = static_cast<float>(band.edges.size());
        drawing.widest = ui_.px(few ? 7.0F : (count <= 512 ? 4.5F : (count <= 4096 ? 2.5F : 1.6F)));
        // Where a hundred thousand lie on one another, each must be a breath.
        drawing.opacity = std::clamp(std::sqrt(kManyEdges / count), 0.12F, 1.0F);
        return drawing;
    }

    void lit_edges(const NetworkBand& band) {
        const std::vector<GraphEdge> lit = edges_of(view(), layout(), trace_, band, lit_);
        const StageCell cell = cell_of(view(), lit_);
        EdgeDrawing drawing = style(band);
        drawing.edges = lit;
        drawing.key = heatmap_key(scene_->key, 17, band.layer, lit_.index(), cell.tensor,
                                  cell.cell.row, cell.cell.col);
        drawing.opacity = 1;
        drawing.faintest = lit.size() == 1 ? 0.5F : drawing.faintest;
        drawing.widest = ui_.px(lit.size() <= 12 ? 7.0F : 4.5F);
        drawing.moving = true;
        ui_.graphs.edges(
            Ui::list(), at(layout().bands[static_cast<std::size_t>(band.layer - 1)].rect), drawing);
    }

    // The step's product runs through its edges once.
    void pulse() {
        NetworkViewState& own = state_.network;
        const int step = shot_.session.cursor.step;
        const double now = ImGui::GetTime();
        if (own.step_seen != step) {
            own.pulse_began = own.step_seen >= 0 ? now : now - kPulseSeconds;
            own.step_seen = step;
        }
        const float t = progress(own.pulse_began, now, kPulseSeconds);
        const std::optional<Pulse> running = pulse_at(shot_.session);
        if (!moves() || t >= 1 || !running) {
            return;
        }
        state_.moving = true;
        const auto k = static_cast<std::size_t>(running->layer - 1);
        const PlacedBand& placed = layout().bands[k];
        EdgeDrawing drawing = style(view().bands[k]);
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
        ui_.graphs.edges(Ui::list(), at(placed.rect), drawing);
    }

    // Each weight beside its edge, where there are few.
    void numbers_on(const NetworkBand& band) const {
        if (band.edges.size() > kLabelled) {
            return;
        }
        for (const Edge& edge : band.edges) {
            const ImVec2 a = at(unit_place(view(), layout(), Unit{edge.layer - 1, edge.col}));
            const ImVec2 b = at(unit_place(view(), layout(), Unit{edge.layer, edge.row}));
            // Staggered by unit, so that the numbers of crossing edges keep apart.
            const Index fan = static_cast<Index>(
                view().layers[static_cast<std::size_t>(band.layer)].units.size());
            const float along = 0.26F + 0.2F *
                                            static_cast<float>(edge.row % std::max<Index>(fan, 1)) /
                                            static_cast<float>(std::max<Index>(fan - 1, 1));
            const ImVec2 p{a.x + (b.x - a.x) * along, a.y + (b.y - a.y) * along};
            const double w = tensor(band.tensor).value(edge.row, edge.col);
            const std::string text = number_text(w, decimals_for(band.range));
            const ImVec2 size = text_size(ui_.fonts.mono_small, text);
            const Rect box{p.x - size.x / 2 - ui_.px(3), p.y - size.y / 2 - ui_.px(1),
                           p.x + size.x / 2 + ui_.px(3), p.y + size.y / 2 + ui_.px(1)};
            const bool lit = lit_.index() == 0 || lit_ == GraphPlace(edge) ||
                             lit_ == GraphPlace(Unit{edge.layer, edge.row}) ||
                             lit_ == GraphPlace(Unit{edge.layer - 1, edge.col});
            ui_.items.add(
                fmt::format("network.edge.{}.{}.{}", edge.layer, edge.row + 1, edge.col + 1), box);
            const bool roomy =
                canvas_.height() >= ui_.px(kLabelHeight) * static_cast<float>(band.edges.size());
            if (!roomy && (lit_.index() == 0 || !lit)) {
                continue;
            }
            ui_.fill(box, ui_.theme.card.faded(0.9F), ui_.px(3));
            ui_.text_in(ui_.fonts.mono_small, box,
                        lit ? ui_.theme.text : ui_.theme.muted.faded(0.5F), text, Align::Center);
        }
    }

    void units() {
        for (std::size_t k = 0; k < view().layers.size(); ++k) {
            const NetworkLayer& layer = view().layers[k];
            const PlacedLayer& placed = layout().layers[k];
            if (layer.is_picture) {
                picture(layer, at(placed.picture));
                continue;
            }
            NodeDrawing drawing;
            drawing.nodes = placed.nodes;
            drawing.key = heatmap_key(layout().node_key, k);
            drawing.ramp = &ui_.theme.ramp(layer.palette);
            drawing.rim = layer.reached ? ui_.theme.muted : ui_.theme.faint;
            drawing.ground = ui_.theme.card;
            ui_.graphs.nodes(Ui::list(), canvas_, drawing);
            for (std::size_t i = 0; i < placed.nodes.size(); ++i) {
                unit(layer, placed, i);
            }
            if (placed.has_more) {
                ellipsis(layer, placed);
            }
        }
    }

    void picture(const NetworkLayer& layer, const Rect& rect) const {
        ui_.heatmaps.draw(
            ui_.list(), rect,
            {&picture_of(layer), heatmap_key(shot_.version, layer.tensor, view().sample, 28), true,
             &ui_.theme.ramp(layer.palette), layer.range});
        ui_.outline(rect.inset(-1), ui_.theme.line);
        ui_.items.add("network.input", rect);
        if (const auto* unit = std::get_if<Unit>(&lit_); unit != nullptr && unit->layer == 0) {
            const ImVec2 p = at(unit_place(view(), layout(), *unit));
            const float half = rect.width() / 56 + ui_.px(1);
            ui_.outline({p.x - half, p.y - half, p.x + half, p.y + half}, ui_.theme.text, 0,
                        ui_.px(1.5F));
        }
    }

    // The sample's column as a square: its values lie row by row, so the matrix is drawn
    // transposed.
    const Matrix<double>& picture_of(const NetworkLayer& layer) const {
        const std::uint64_t key = heatmap_key(scene_->key, layer.tensor);
        NetworkViewState& own = state_.network;
        if (own.picture_key != key) {
            own.picture_key = key;
            own.picture = tensor(layer.tensor).value.col(view().sample).reshaped(28, 28);
        }
        return own.picture;
    }

    void unit(const NetworkLayer& layer, const PlacedLayer& placed, std::size_t i) const {
        const GraphNode& node = placed.nodes[i];
        const ImVec2 centre = at(ImVec2{node.x, node.y});
        const Index index = layer.units[i];
        const bool is_lit = lit_ == GraphPlace(Unit{layer.layer, index});
        if (is_lit) {
            Ui::list().AddCircle(centre, node.radius + ui_.px(3), ui_.theme.text.packed(), 0,
                                 ui_.px(1.8F));
        }
        if (layer.total <= kNamedUnits) {
            const float r = node.radius;
            ui_.items.add(fmt::format("network.node.{}.{}", layer.layer, index + 1),
                          {centre.x - r, centre.y - r, centre.x + r, centre.y + r});
        }
        const double value = tensor(layer.tensor).value(index, view().sample);
        const int decimals = std::min(decimals_for(layer.range), 4);
        const bool inside = node.radius >= ui_.px(kValueRadius);
        const Color fill = node.value == kNoValue
                               ? ui_.theme.card
                               : color_at(ui_.theme.ramp(layer.palette), node.value);
        const Color dark = Color::hex(0x10141A);
        const Color light = Color::hex(0xF4F6F9);
        const Color ink = contrast(dark, fill) > contrast(light, fill) ? dark : light;
        const Rect box{centre.x - node.radius, centre.y - node.radius, centre.x + node.radius,
                       centre.y + node.radius};
        if (inside) {
            ui_.text_in(ui_.fonts.mono_small, box, ink,
                        layer.reached ? number_text(value, std::min(decimals, 2)) : "?",
                        Align::Center);
            if (placed.nodes.size() == 1 ||
                placed.nodes[1].y - placed.nodes[0].y > 2 * node.radius + ui_.px(16)) {
                bias(layer, index, centre, node.radius);
            }
        } else if (const std::string name = std::to_string(named(layer, index));
                   node.radius * 2 >= ui_.px(15) &&
                   text_size(ui_.fonts.caps, name).x <= node.radius * 2 - ui_.px(0.5F)) {
            ui_.text_in(ui_.fonts.caps, box, ink.faded(0.9F), name, Align::Center);
        }
        const bool is_last = layer.layer == trace_.layers();
        if (is_last && node.radius >= ui_.px(6)) {
            outcome(layer, index, value, {centre.x + node.radius + ui_.px(8), centre.y});
        }
    }

    // Outputs of a classifier of images are the digits from 0; all else counts from 1.
    bool has_classes(const NetworkLayer& layer) const {
        return shot_.session.example.images != nullptr && layer.layer == trace_.layers();
    }
    Index named(const NetworkLayer& layer, Index index) const {
        return has_classes(layer) ? index : index + 1;
    }

    // To the right of an output: which it is, and its number.
    void outcome(const NetworkLayer& layer, Index index, double value, ImVec2 at) const {
        const bool classes = has_classes(layer);
        const bool winner = layer.palette == Palette::Values && classes && layer.reached &&
                            prediction(shot_.session) == static_cast<int>(index);
        if (!layer.reached) {
            return;
        }
        const std::string text =
            layer.range < 1e-3F && value != 0
                ? fmt::format("{:.1e}", value)
                : number_text(value, std::min(decimals_for(layer.range) + 1, 5));
        ImFont* font = winner ? ui_.fonts.mono_bold : ui_.fonts.mono_small;
        ui_.text(font, {at.x, at.y - font->FontSize / 2}, winner ? ui_.theme.text : ui_.theme.muted,
                 text);
    }

    void bias(const NetworkLayer& layer, Index index, ImVec2 centre, float radius) const {
        if (layer.layer == 0) {
            return;
        }
        const double b = find(trace_, Symbol::B, layer.layer).value(index, 0);
        ui_.text(ui_.fonts.mono_small, {centre.x, centre.y + radius + ui_.px(3)}, ui_.theme.muted,
                 "b " + number_text(b, 2), Align::Center);
    }

    void ellipsis(const NetworkLayer& layer, const PlacedLayer& placed) const {
        const Rect column = at(placed.column);
        const std::string text =
            fmt::format("⋮ {} more", layer.total - static_cast<Index>(layer.units.size()));
        ui_.text(ui_.fonts.small, {column.center().x, canvas_.y1 - ui_.px(20)}, ui_.theme.muted,
                 text, Align::Center);
    }

    // Names of the layers; a click opens all of its units.
    void header_row(const Rect& row) {
        for (std::size_t k = 0; k < view().layers.size(); ++k) {
            const NetworkLayer& layer = view().layers[k];
            const Rect column = at(layout().layers[k].column);
            const Rect header =
                Rect{column.x0, row.y0, column.x1, row.y1 - ui_.px(2)}.inset(ui_.px(4), 0);
            const Press pressed =
                press(ui_, fmt::format("network.layer.{}", layer.layer), header, layer.can_open);
            if (pressed.hovered && layer.can_open) {
                ui_.fill(header, ui_.theme.raised, ui_.px(6));
            }
            Rect inside = header;
            const std::string title =
                layer.layer == 0
                    ? std::string("Input")
                    : fmt::format(
                          "Dense {} · {}", layer.layer,
                          spoken(trace_.activations[static_cast<std::size_t>(layer.layer - 1)]));
            ui_.text_in(ui_.fonts.text_bold, inside.cut_top(ui_.px(20)), ui_.theme.text,
                        ui_.fitted(ui_.fonts.text_bold, title, header.width()), Align::Center);
            ui_.text_in(ui_.fonts.small, inside, ui_.theme.muted,
                        ui_.fitted(ui_.fonts.small, count_text(layer), header.width()),
                        Align::Center);
            if (pressed.clicked) {
                if (!state_.network.open.erase(layer.layer)) {
                    state_.network.open.insert(layer.layer);
                }
            }
            if (pressed.hovered && layer.can_open) {
                tip(ui_, tip_text(layer));
            }
        }
    }

    static std::string count_text(const NetworkLayer& layer) {
        if (layer.is_picture) {
            return fmt::format("{} pixels {}", layer.total, layer.open ? "· all edges ▴" : "▾");
        }
        const auto shown = static_cast<Index>(layer.units.size());
        if (shown == layer.total) {
            return fmt::format("{} unit{}{}", layer.total, layer.total == 1 ? "" : "s",
                               layer.can_open ? " ▴" : "");
        }
        return fmt::format("{} of {} by |{}| ▾", shown, layer.total, layer.layer == 0 ? "x" : "a");
    }

    static std::string tip_text(const NetworkLayer& layer) {
        if (layer.is_picture) {
            return layer.open ? "Show only the edges that carry most"
                              : "Show every edge from every pixel";
        }
        return layer.open ? fmt::format("Show only the {} strongest units", kUnitsShown)
                          : fmt::format("Show all {} units", layer.total);
    }

    // What the colours' ends stand for, and which edges are shown.
    void legend_row(const Rect& row, const Rect& note) const {
        for (std::size_t k = 0; k < view().layers.size(); ++k) {
            const NetworkLayer& layer = view().layers[k];
            const Rect column = at(layout().layers[k].column);
            const std::string text =
                !layer.reached ? "not yet"
                : layer.palette == Palette::Grey
                    ? "x 0 … 1"
                    : fmt::format("{} ±{:.2g}", symbol_text(trace_, layer.tensor), layer.range);
            ui_.text(ui_.fonts.mono_small, {column.center().x, row.y0 + ui_.px(2)}, ui_.theme.muted,
                     text, Align::Center);
        }
        std::string words;
        for (const NetworkBand& band : view().bands) {
            words += fmt::format("{}{} ±{:.2g}", words.empty() ? "Edges  " : "   ",
                                 symbol_text(trace_, band.tensor), band.range);
            words += band.chosen.empty() ? "" : ": " + band.chosen;
        }
        if (trace_.samples > 1) {
            words += fmt::format("   sample {} of {}", view().sample + 1, trace_.samples);
        }
        ui_.text_in(ui_.fonts.small, note.inset(ui_.px(6), 0), ui_.theme.muted,
                    ui_.fitted(ui_.fonts.small, words, note.width() - ui_.px(12)), Align::Center);
    }

    void readout(Rect rect) const {
        ui_.items.add("network.readout", rect);
        ui_.fill(rect, ui_.theme.card, ui_.px(10));
        ui_.outline(rect, ui_.theme.line, ui_.px(10));
        rect = rect.inset(ui_.px(16), ui_.px(10));
        if (lit_.index() == 0) {
            ui_.wrapped(ui_.fonts.text, rect.min(), rect.width(), ui_.theme.muted,
                        "Point at a unit or an edge to see its weight, its product and its sum. "
                        "A click goes to the step that makes it; a click on a layer's name opens "
                        "all of its units. Width and strength of a line are |w|, its colour the "
                        "sign.");
            return;
        }
        const NetworkReadout words = network_readout(shot_.session, view(), lit_);
        ui_.text_in(ui_.fonts.text_bold, rect.cut_top(ui_.px(20)), ui_.theme.text,
                    ui_.fitted(ui_.fonts.text_bold, words.title, rect.width()));
        for (const std::string& line : words.lines) {
            ImFont* font = ui_.fonts.mono;
            if (text_size(font, line).x > rect.width()) {
                font = ui_.fonts.mono_small;
            }
            ui_.text_in(font, rect.cut_top(ui_.px(18)),
                        &line == &words.lines.front() ? ui_.theme.text : ui_.theme.muted,
                        ui_.fitted(font, line, rect.width()));
        }
    }

    const Ui& ui_;
    const Snapshot& shot_;
    const Trace& trace_;
    UiState& state_;
    Commands& out_;
    Rect canvas_;
    std::shared_ptr<const NetworkScene> scene_;
    GraphPlace lit_;
};

}  // namespace

Commands network_stage(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    Panel(ui, shot, state, out).draw(rect);
    return out;
}

}  // namespace layerwise
