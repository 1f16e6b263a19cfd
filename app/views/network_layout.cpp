#include "app/views/network_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <string_view>

namespace layerwise {
namespace {

constexpr float kLargestRadius = 28;  // design units
constexpr float kReach = 5;           // how near the pointer must be to an edge
constexpr float kFaintest = 0.035F;   // of full strength: what is fainter leaves no trace
constexpr std::size_t kFew = 64;      // edges of a band: none of them is left out
constexpr Index kSide = 28;           // of a picture
constexpr std::size_t kBuckets = 32;

const Matrix<double>& values(const Trace& trace, int tensor) {
    return trace.tensors[static_cast<std::size_t>(tensor)].value;
}

float strength(const Matrix<double>& W, const NetworkBand& band, Index row, Index col) {
    return band.range > 0 ? static_cast<float>(W(row, col)) / band.range : 0.0F;
}

class Placer {
public:
    Placer(const NetworkView& view, const Trace& trace, ImVec2 size, float scale)
        : view_(view), trace_(trace), size_(size), scale_(scale) {}

    NetworkLayout place() {
        columns();
        for (std::size_t k = 0; k < view_.layers.size(); ++k) {
            units(view_.layers[k], layout_.layers[k]);
        }
        for (const NetworkBand& band : view_.bands) {
            edges(band);
        }
        return std::move(layout_);
    }

private:
    // A picture takes the room it needs; units stand in the middle of equal columns.
    void columns() {
        const auto count = static_cast<float>(view_.layers.size());
        const bool picture = view_.layers.front().is_picture;
        const float side =
            std::floor(std::min({size_.x * 0.26F, size_.y * 0.72F, 230 * scale_}) / kSide) * kSide;
        const float margin = 10 * scale_;
        const float first = picture ? side + 2 * margin : size_.x / count;
        const float rest = (size_.x - first) / (count - 1);
        float x = 0;
        for (std::size_t k = 0; k < view_.layers.size(); ++k) {
            PlacedLayer placed;
            const float width = k == 0 ? first : rest;
            placed.column = {x, 0, x + width, size_.y};
            if (picture && k == 0) {
                const float y = std::floor((size_.y - side) / 2);
                placed.picture = {margin, y, margin + side, y + side};
            }
            layout_.layers.push_back(placed);
            x += width;
        }
    }

    void units(const NetworkLayer& layer, PlacedLayer& placed) const {
        const auto count = static_cast<float>(layer.units.size());
        placed.has_more = static_cast<Index>(layer.units.size()) < layer.total && count > 0;
        Rect room = placed.column.inset(0, 8 * scale_);
        if (placed.has_more) {
            room.cut_bottom(26 * scale_);
        }
        const float step = std::min(room.height() / std::max(count, 1.0F), 118 * scale_);
        placed.radius = std::clamp(step * 0.42F, 1.2F * scale_, kLargestRadius * scale_);
        const float top = room.center().y - step * count / 2;
        const Matrix<double>& value = values(trace_, layer.tensor);
        for (std::size_t k = 0; k < layer.units.size(); ++k) {
            GraphNode node;
            node.x = std::floor(placed.column.center().x);
            node.y = top + step * (static_cast<float>(k) + 0.5F);
            node.radius = placed.radius;
            node.value = !layer.reached ? kNoValue
                                        : static_cast<float>(value(layer.units[k], view_.sample)) /
                                              std::max(layer.range, 1e-30F);
            placed.nodes.push_back(node);
        }
    }

    void edges(const NetworkBand& band) {
        const PlacedLayer& below = layout_.layers[static_cast<std::size_t>(band.layer - 1)];
        const PlacedLayer& above = layout_.layers[static_cast<std::size_t>(band.layer)];
        const NetworkLayer& from = view_.layers[static_cast<std::size_t>(band.layer - 1)];
        PlacedBand placed;
        const float x0 = from.is_picture ? below.picture.x0 : below.column.center().x;
        placed.rect = {std::floor(x0), 0, std::floor(above.column.center().x), size_.y};
        const Matrix<double>& W = values(trace_, band.tensor);
        // The strongest are drawn last: counted into buckets by size, not sorted.
        std::array<std::vector<std::size_t>, kBuckets> buckets;
        for (std::size_t k = 0; k < band.edges.size(); ++k) {
            const float s = std::abs(strength(W, band, band.edges[k].row, band.edges[k].col));
            if (s >= kFaintest || band.edges.size() <= kFew) {
                const auto bucket = static_cast<std::size_t>(s * (kBuckets - 1));
                buckets[std::min(bucket, kBuckets - 1)].push_back(k);
            }
        }
        for (const std::vector<std::size_t>& bucket : buckets) {
            for (const std::size_t k : bucket) {
                const Edge& edge = band.edges[k];
                const ImVec2 a = unit_place(view_, layout_, Unit{edge.layer - 1, edge.col});
                const ImVec2 b = unit_place(view_, layout_, Unit{edge.layer, edge.row});
                placed.edges.push_back({a.x - placed.rect.x0, a.y, b.x - placed.rect.x0, b.y,
                                        strength(W, band, edge.row, edge.col)});
                placed.weights.push_back(edge);
            }
        }
        const auto* bytes = reinterpret_cast<const char*>(placed.edges.data());
        placed.key = std::hash<std::string_view>{}(
            std::string_view(bytes, placed.edges.size() * sizeof(GraphEdge)));
        layout_.bands.push_back(std::move(placed));
    }

    const NetworkView& view_;
    const Trace& trace_;
    ImVec2 size_;
    float scale_;
    NetworkLayout layout_;
};

float distance_to(const GraphEdge& edge, ImVec2 p) {
    const float dx = edge.x1 - edge.x0;
    const float dy = edge.y1 - edge.y0;
    const float span = std::max(dx * dx + dy * dy, 1e-6F);
    const float t = std::clamp(((p.x - edge.x0) * dx + (p.y - edge.y0) * dy) / span, 0.0F, 1.0F);
    return std::hypot(p.x - edge.x0 - t * dx, p.y - edge.y0 - t * dy);
}

GraphPlace pixel_at(const Rect& picture, ImVec2 p) {
    const auto at = [](float from, float length) {
        return std::clamp(static_cast<Index>(from / length * static_cast<float>(kSide)), Index{0},
                          kSide - 1);
    };
    return Unit{
        0, at(p.y - picture.y0, picture.height()) * kSide + at(p.x - picture.x0, picture.width())};
}

GraphPlace edge_at(const PlacedBand& band, ImVec2 p, float reach) {
    // Of edges equally near, the stronger one is meant.
    const ImVec2 inside{p.x - band.rect.x0, p.y - band.rect.y0};
    GraphPlace found;
    float nearest = reach;
    for (std::size_t k = 0; k < band.edges.size(); ++k) {
        const GraphEdge& edge = band.edges[k];
        const float low = std::min(edge.y0, edge.y1) - reach;
        const float high = std::max(edge.y0, edge.y1) + reach;
        if (inside.y < low || inside.y > high) {
            continue;
        }
        const float cost = distance_to(edge, inside) + reach * 0.4F * (1 - std::abs(edge.strength));
        if (cost <= nearest) {
            nearest = cost;
            found = band.weights[k];
        }
    }
    return found;
}

}  // namespace

NetworkLayout lay_out_network(const NetworkView& view, const Trace& trace, ImVec2 size,
                              float scale) {
    NetworkLayout layout = Placer(view, trace, size, scale).place();
    std::string_view all;
    for (const PlacedLayer& layer : layout.layers) {
        all = {reinterpret_cast<const char*>(layer.nodes.data()),
               layer.nodes.size() * sizeof(GraphNode)};
        layout.node_key = layout.node_key * 1099511628211ULL ^ std::hash<std::string_view>{}(all);
    }
    return layout;
}

bool is_shown(const NetworkView& view, const Unit& unit) {
    const NetworkLayer& layer = view.layers[static_cast<std::size_t>(unit.layer)];
    return layer.is_picture || std::ranges::binary_search(layer.units, unit.index);
}

ImVec2 unit_place(const NetworkView& view, const NetworkLayout& layout, const Unit& unit) {
    const NetworkLayer& layer = view.layers[static_cast<std::size_t>(unit.layer)];
    const PlacedLayer& placed = layout.layers[static_cast<std::size_t>(unit.layer)];
    if (layer.is_picture) {
        const float cell = placed.picture.width() / static_cast<float>(kSide);
        const Index row = unit.index / kSide, col = unit.index % kSide;
        return {placed.picture.x0 + cell * (static_cast<float>(col) + 0.5F),
                placed.picture.y0 + cell * (static_cast<float>(row) + 0.5F)};
    }
    const auto k = std::ranges::lower_bound(layer.units, unit.index) - layer.units.begin();
    const GraphNode& node = placed.nodes[static_cast<std::size_t>(k)];
    return {node.x, node.y};
}

GraphPlace place_at(const NetworkView& view, const NetworkLayout& layout, ImVec2 point,
                    float scale) {
    for (std::size_t l = 0; l < layout.layers.size(); ++l) {
        const PlacedLayer& layer = layout.layers[l];
        if (view.layers[l].is_picture && layer.picture.contains(point)) {
            return pixel_at(layer.picture, point);
        }
        float nearest = layer.radius + 3 * scale;
        GraphPlace found;
        for (std::size_t k = 0; k < layer.nodes.size(); ++k) {
            const float d = std::hypot(layer.nodes[k].x - point.x, layer.nodes[k].y - point.y);
            if (d < nearest) {
                nearest = d;
                found = Unit{static_cast<int>(l), view.layers[l].units[k]};
            }
        }
        if (found.index() != 0) {
            return found;
        }
    }
    for (const PlacedBand& band : layout.bands) {
        if (band.rect.contains(point)) {
            return edge_at(band, point, kReach * scale);
        }
    }
    return {};
}

std::vector<GraphEdge> edges_of(const NetworkView& view, const NetworkLayout& layout,
                                const Trace& trace, const NetworkBand& band,
                                const GraphPlace& place) {
    std::vector<GraphEdge> result;
    const Matrix<double>& W = values(trace, band.tensor);
    const Rect& rect = layout.bands[static_cast<std::size_t>(band.layer - 1)].rect;
    const auto add = [&](Index row, Index col) {
        const Unit from{band.layer - 1, col};
        const Unit to{band.layer, row};
        if (is_shown(view, from) && is_shown(view, to)) {
            const ImVec2 a = unit_place(view, layout, from);
            const ImVec2 b = unit_place(view, layout, to);
            result.push_back({a.x - rect.x0, a.y, b.x - rect.x0, b.y, strength(W, band, row, col)});
        }
    };
    if (const auto* edge = std::get_if<Edge>(&place)) {
        if (edge->layer == band.layer) {
            add(edge->row, edge->col);
        }
    } else if (const auto* unit = std::get_if<Unit>(&place)) {
        if (unit->layer == band.layer) {
            for (Index j = 0; j < W.cols(); ++j) {
                add(unit->index, j);
            }
        } else if (unit->layer == band.layer - 1) {
            for (Index i = 0; i < W.rows(); ++i) {
                add(i, unit->index);
            }
        }
    }
    return result;
}

}  // namespace layerwise
