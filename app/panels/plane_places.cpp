#include "app/panels/plane_places.h"

#include <algorithm>
#include <cmath>

namespace layerwise {
namespace {

std::vector<ImVec2> column(float x, const Rect& area, Index count, float most) {
    std::vector<ImVec2> centres;
    const float step = std::min(area.height() / static_cast<float>(count), most);
    const float top = area.center().y - step * static_cast<float>(count - 1) / 2;
    for (Index i = 0; i < count; ++i) {
        centres.emplace_back(std::round(x), std::round(top + step * static_cast<float>(i)));
    }
    return centres;
}

}  // namespace

int drawn_layers(const PlaneDrawing& d) {
    return d.network().outputs() > 1 ? d.layers() : d.layers() - 1;
}

Places lay_out_places(const PlaneDrawing& d, Rect area) {
    const Ui& ui = d.ui;
    Places places;
    const Rect heads = area.cut_top(ui.px(26));
    const int layers = drawn_layers(d);
    Index most = 1;
    for (int l = 1; l <= layers; ++l) {
        most = std::max(most, d.network().layers[static_cast<std::size_t>(l - 1)].outputs());
    }
    const auto count = static_cast<float>(all_features().size());
    const float names = ui.px(d.layout.wide ? 46 : 36);
    const float room = area.width() - names;
    const float step = room / static_cast<float>(layers + 1);
    const float bias = ui.px(16);
    places.picture = std::floor(
        std::clamp(std::min({area.height() / count - ui.px(6),
                             area.height() / static_cast<float>(most) - bias, step - ui.px(10)}),
                   ui.px(10), ui.px(44)));
    const float half = places.picture / 2;
    area.y1 -= ui.px(8);  // the last bias
    places.features =
        column(area.x0 + names + half, area, static_cast<Index>(all_features().size()), ui.px(58));
    places.centres.emplace_back();
    for (const Feature feature : all_features()) {
        const auto found = std::ranges::find(d.set().features, feature);
        const bool used = found != d.set().features.end();
        places.input_of.push_back(used ? found - d.set().features.begin() : -1);
        if (used) {
            places.centres.front().push_back(places.features[static_cast<std::size_t>(feature)]);
        }
    }
    const float first = area.x0 + names + places.picture;
    const float each = (area.x1 - first) / static_cast<float>(std::max(layers, 1));
    for (int l = 1; l <= layers; ++l) {
        const float x = first + each * static_cast<float>(l) - std::min(each * 0.5F, ui.px(56));
        places.centres.push_back(column(
            x, area, d.network().layers[static_cast<std::size_t>(l - 1)].outputs(), ui.px(66)));
        places.heads.push_back({x - each / 2, heads.y0, x + each / 2, heads.y1});
    }
    if (d.network().outputs() == 1) {
        places.centres.push_back({{d.layout.output.x0 + ui.px(18), area.center().y}});
    }
    return places;
}

std::pair<ImVec2, ImVec2> ends(const PlaneDrawing& d, const Places& places, int l, Index i,
                               Index j) {
    const auto layer = static_cast<std::size_t>(l);
    const ImVec2 from = places.centres[layer - 1][static_cast<std::size_t>(j)];
    const ImVec2 to = places.centres[layer][static_cast<std::size_t>(i)];
    const bool into_large = l == d.layers() && d.network().outputs() == 1;
    return {{from.x + places.picture / 2, from.y},
            {into_large ? to.x : to.x - places.picture / 2, to.y}};
}

}  // namespace layerwise
