// The network of the plane view: each feature and each hidden unit with its picture, and what adds
// or takes away layers and units.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/panels/plane_places.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr std::size_t kMostLayers = 6;  // hidden; as many as can be told apart
constexpr Index kMostUnits = 8;

void features(const PlaneDrawing& d, const Places& places, Commands& out) {
    const Ui& ui = d.ui;
    for (const Feature feature : all_features()) {
        const auto k = static_cast<std::size_t>(feature);
        const ImVec2 c = places.features[k];
        const float half = places.picture / 2;
        const Rect rect{c.x - half, c.y - half, c.x + half, c.y + half};
        const bool used = places.input_of[k] >= 0;
        const Rect whole{rect.x0 - ui.px(d.layout.wide ? 46 : 36), rect.y0, rect.x1, rect.y1};
        const Press hit = press(ui, fmt::format("plane.feature.{}", name(feature)), whole);
        const float side = static_cast<float>(all_features().size());
        ui.heatmaps.draw(Ui::list(), rect,
                         {d.scene.features.get(),
                          heatmap_key(d.scene.set_key, 7001),
                          false,
                          &ui.theme.values,
                          feature == Feature::X1Squared || feature == Feature::X2Squared ||
                                  feature == Feature::X1X2
                              ? static_cast<float>(d.scene.grid.reach * d.scene.grid.reach)
                          : feature == Feature::X1 || feature == Feature::X2
                              ? static_cast<float>(d.scene.grid.reach)
                              : 1.0F,
                          {static_cast<float>(k) / side, 0, static_cast<float>(k + 1) / side, 1}});
        if (!used) {
            ui.fill(rect, ui.theme.ground.faded(hit.hovered ? 0.45F : 0.7F));
        }
        ui.outline(rect.inset(-1), used ? ui.theme.text : ui.theme.line, 0);
        ui.text_in(ui.fonts.small, {whole.x0, whole.y0, rect.x0 - ui.px(5), whole.y1},
                   used ? ui.theme.text : ui.theme.muted, spoken(feature), Align::Right);
        if (hit.hovered) {
            const Matrix<double> value =
                features_of(d.shot.session.example.input.raw, std::array{feature});
            tip(ui, fmt::format("{} = {}\n{}", spoken(feature), number_text(value(0, 0), 4),
                                ui.tr(used ? "plane.feature-off" : "plane.feature-on")));
        }
        if (hit.clicked) {
            std::vector<Feature> chosen = d.set().features;
            if (used) {
                std::erase(chosen, feature);
            } else {
                chosen.push_back(feature);
            }
            out.emplace_back(ToSession{SetFeatures{chosen}});
        }
    }
}

void unit(PlaneDrawing& d, const Places& places, PlaneUnit at) {
    const Ui& ui = d.ui;
    const auto l = static_cast<std::size_t>(at.layer);
    const ImVec2 c = places.centres[l][static_cast<std::size_t>(at.index)];
    const float half = places.picture / 2;
    const Rect rect{c.x - half, c.y - half, c.x + half, c.y + half};
    const Press hit = press(ui, fmt::format("plane.unit.{}.{}", at.layer, at.index + 1), rect);
    plane_picture(d, at, rect);
    const bool chosen = at.layer == d.layers() && at.index == d.scene.output;
    ui.outline(rect.inset(-1), hit.hovered || chosen ? ui.theme.text : ui.theme.line, 0,
               hit.hovered || chosen ? ui.px(1.5F) : 1);
    if (hit.hovered) {
        d.lit = at;
    }
    if (hit.clicked && at.layer == d.layers()) {
        d.own().output = static_cast<int>(at.index);
    }
    const double b = d.network().layers[l - 1].b(at.index);
    const Rect words{c.x - ui.px(26), rect.y1, c.x + ui.px(26), rect.y1 + ui.px(15)};
    const Press bias = press(ui, fmt::format("plane.bias.{}.{}", at.layer, at.index + 1), words);
    ui.text_in(ui.fonts.mono_small, words, bias.hovered ? ui.theme.text : ui.theme.muted,
               number_text(b, 2), Align::Center);
    if (bias.hovered) {
        tip(ui, fmt::format("b{}[{}] = {}\n{}", at.layer, at.index + 1, number_text(b, 6),
                            ui.tr("plane.double-click")));
    }
    if (bias.double_clicked) {
        edit_number(d, Symbol::B, at.layer, {at.index, 0});
    }
}

std::vector<Index> hidden_sizes(const PlaneDrawing& d) {
    std::vector<Index> hidden;
    for (int l = 1; l < d.layers(); ++l) {
        hidden.push_back(d.network().layers[static_cast<std::size_t>(l - 1)].outputs());
    }
    return hidden;
}

// "− 4 +" above each hidden layer, and the same for the layers themselves.
void counts(const PlaneDrawing& d, const Places& places, Rect head, Commands& out) {
    const Ui& ui = d.ui;
    const std::vector<Index> hidden = hidden_sizes(d);
    const auto ask = [&](std::vector<Index> sizes) {
        out.emplace_back(ToSession{SetHidden{std::move(sizes)}});
    };
    const auto pair = [&](const std::string& what, Rect rect, const std::string& label, bool less,
                          bool more) {
        const float side = std::min(ui.px(20), rect.width() / 2);
        const float words = std::min(text_size(ui.fonts.small, label).x + ui.px(8),
                                     std::max(rect.width() - 2 * side, 0.0F));
        const float x = rect.center().x - (2 * side + words) / 2;
        const float y = rect.center().y - ui.px(10);
        const Rect left{x, y, x + side, y + ui.px(20)};
        const Rect right{left.x1 + words, y, left.x1 + words + side, y + ui.px(20)};
        if (words > ui.px(8)) {
            ui.text_in(ui.fonts.small, {left.x1, y, right.x0, left.y1}, ui.theme.text, label,
                       Align::Center);
        }
        int by = button(ui, what + ".less", left, "−", ButtonStyle::Plain, less) ? -1 : 0;
        by += button(ui, what + ".more", right, "+", ButtonStyle::Plain, more) ? 1 : 0;
        return by;
    };
    const int by = pair("plane.layers", head,
                        ui.tr("plane.hidden", {{"count", fmt::format("{}", hidden.size())}}),
                        !hidden.empty(), hidden.size() < kMostLayers);
    if (by != 0) {
        std::vector<Index> sizes = hidden;
        if (by > 0) {
            sizes.push_back(sizes.empty() ? 4 : std::min<Index>(sizes.back(), kMostUnits));
        } else {
            sizes.pop_back();
        }
        ask(std::move(sizes));
    }
    for (std::size_t k = 0; k < hidden.size(); ++k) {
        const int change =
            pair(fmt::format("plane.units.{}", k + 1), places.heads[k],
                 fmt::format("{}", hidden[k]), hidden[k] > 1, hidden[k] < kMostUnits);
        if (change != 0) {
            std::vector<Index> sizes = hidden;
            sizes[k] += change;
            ask(std::move(sizes));
        }
    }
}

}  // namespace

void plane_picture(const PlaneDrawing& d, PlaneUnit unit, const Rect& rect) {
    const PlaneSurface& surface = d.scene.surface;
    const auto l = static_cast<std::size_t>(unit.layer);
    const auto count = static_cast<float>(surface.count());
    const auto k = static_cast<float>(surface.first[l] + unit.index);
    d.ui.heatmaps.draw(Ui::list(), rect,
                       {&surface.pictures,
                        heatmap_key(d.scene.key, 7002),
                        false,
                        &d.ui.theme.values,
                        std::max(static_cast<float>(surface.range[l]), 1e-6F),
                        {k / count, 0, (k + 1) / count, 1}});
}

void plane_network(PlaneDrawing& d, Commands& out) {
    const Ui& ui = d.ui;
    Rect rect = d.layout.network;
    ui.items.add("plane.network", rect);
    const Rect head = rect.cut_top(ui.px(24));
    const Places places = lay_out_places(d, rect);
    const Rect canvas{std::floor(rect.x0), std::floor(rect.y0 + ui.px(26)),
                      std::floor(d.layout.output.x0 + ui.px(18)), std::floor(rect.y1)};
    const std::optional<PlaneWeight> near = plane_edges(d, places, canvas);
    features(d, places, out);
    for (int l = 1; l <= drawn_layers(d); ++l) {
        const auto units = places.centres[static_cast<std::size_t>(l)].size();
        for (std::size_t i = 0; i < units; ++i) {
            unit(d, places, {l, static_cast<Index>(i)});
        }
    }
    counts(d, places, head, out);
    const Press field = press(ui, "plane.canvas", canvas);
    if (field.hovered && near && !d.state.edit) {
        lit_weight(d, places, *near, field.double_clicked);
    }
}

}  // namespace layerwise
