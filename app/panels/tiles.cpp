#include "app/panels/tiles.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/draw/cells.h"
#include "app/draw/formula.h"
#include "app/views/stage_layout.h"

namespace layerwise {
namespace {

bool is_word(const std::string& sign) {
    return std::ranges::count_if(sign, [](char c) { return c >= 'a' && c <= 'z'; }) > 2;
}

ImFont* sign_font(const Ui& ui, const std::string& sign) {
    return is_word(sign) ? ui.fonts.small : ui.fonts.label.upright;
}

float largest(const Matrix<double>& values) {
    const double most = values.array().isNaN().select(0.0, values.cwiseAbs()).maxCoeff();
    return most > 0 ? static_cast<float>(most) : 1.0F;
}

void draw_tile(const Ui& ui, const std::string& name, const Rect& rect, const Tile& tile) {
    Heatmap heatmap;
    heatmap.values = &tile.values;
    heatmap.key = tile.key;
    heatmap.transposed = tile.transposed;
    heatmap.ramp = &ui.theme.ramp(tile.palette);
    heatmap.range = tile.range > 0 ? tile.range : largest(tile.values);
    heatmap.blank = ui.theme.card;
    if (tile.lit) {
        heatmap.lit = tile.transposed ? tile.lit->transposed() : *tile.lit;
    }
    draw_cells(ui, name, rect, {heatmap});
    const SetFormula label = set_formula(ui, tile.label, FormulaSize::Label);
    draw_formula(ui, label, FormulaSize::Label,
                 {rect.center().x - label.width / 2, rect.y0 - ui.px(6) - label.descent},
                 ui.theme.text);
    ui.text(ui.fonts.mono_small, {rect.center().x, rect.y1 + ui.px(5)}, ui.theme.muted,
            tile.caption, Align::Center);
}

}  // namespace

Formula text_label(std::string text) {
    Glyph glyph;
    glyph.kind = Glyph::Kind::Text;
    glyph.base = std::move(text);
    return {glyph};
}

float draw_tiles(const Ui& ui, const Rect& rect, std::span<const Tile> tiles) {
    std::vector<PieceSize> sizes;
    for (const Tile& tile : tiles) {
        if (!tile.sign.empty()) {
            sizes.push_back(
                {0, 0, text_size(sign_font(ui, tile.sign), tile.sign).x / ui.scale, false});
        }
        const Matrix<double>& m = tile.values;
        sizes.push_back({tile.transposed ? m.cols() : m.rows(),
                         tile.transposed ? m.rows() : m.cols(), 0,
                         m.rows() == m.cols() && m.rows() > 1});
    }
    const bool fractions = std::ranges::any_of(tiles, [](const Tile& tile) {
        return std::ranges::any_of(tile.label,
                                   [](const Glyph& g) { return g.kind == Glyph::Kind::Fraction; });
    });
    Rect area = rect;
    area.y0 += ui.px(fractions ? 46 : 26);
    area.y1 -= ui.px(18);
    // A thin first tile's label is wider than its cells.
    if (!tiles.empty() && tiles.front().values.cols() == 1 && !tiles.front().transposed) {
        area.x0 += ui.px(22);
    }
    const std::vector<Rect> places = lay_out_pieces(sizes, area, ui.scale);
    std::size_t place = 0;
    for (std::size_t k = 0; k < tiles.size(); ++k) {
        if (!tiles[k].sign.empty()) {
            ui.text_in(sign_font(ui, tiles[k].sign), places[place++].inset(-ui.px(2), 0),
                       ui.theme.muted, tiles[k].sign, Align::Center);
        }
        draw_tile(ui, fmt::format("lens.tile{}", k + 1), places[place++], tiles[k]);
    }
    return places.empty() ? 0 : places.back().x1 - rect.x0;
}

}  // namespace layerwise
